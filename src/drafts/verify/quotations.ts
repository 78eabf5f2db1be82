import { normalize } from './normalize.ts'

/** Whether the words stand in the sentences, whatever the shape of quotation marks, dashes and blanks. */
export function isQuotedFrom(words: string, sentences: readonly string[]): boolean {
  const wanted = normalize(words)
  return wanted !== '' && normalize(sentences.join(' ')).includes(wanted)
}

/** Double quotation marks of every language; a single one may be an apostrophe, so both ends have to be typographic. */
const quoted =
  /"([^"]+)"|“([^”]+)”|„([^“”]+)[“”]|«\s?([^»]+?)\s?»|»([^«]+)«|「([^」]+)」|『([^』]+)』|‘([^’]+\s[^’]+)’(?!\p{L})|(?<![\p{L}\p{N}])'([^']+\s[^']+)'(?!\p{L})/gu

/** What a sentence quotes and none of the sentences has. A mark that ends the sentence may stand inside. */
export function inventedQuotations(text: string, sentences: readonly string[]): string[] {
  return [...text.matchAll(quoted)].flatMap((match) => {
    const words = match.slice(1).find((group) => group !== undefined) ?? ''
    const forms = [words, words.replace(/[.,;:!?。，；：！？…]+$/u, '')]
    return forms.some((form) => isQuotedFrom(form, sentences)) ? [] : [words]
  })
}

export function hasQuotation(text: string): boolean {
  return [...text.matchAll(quoted)].length > 0
}
