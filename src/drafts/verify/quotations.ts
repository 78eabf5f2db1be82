import { normalize } from './normalize.ts'

/** Whether the words stand in one of the sentences, whatever the shape of quotation marks, dashes and blanks. */
export function isQuotedFrom(words: string, sentences: readonly string[]): boolean {
  const wanted = normalize(words)
  return wanted !== '' && normalize(sentences.join(' ')).includes(wanted)
}
