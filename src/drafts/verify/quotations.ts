import { stem } from './anchors.ts'
import { normalize } from './normalize.ts'

/** Whether the words occur in the sentences, ignoring the shape of quotation marks, dashes and blanks. */
export function isQuotedFrom(words: string, sentences: readonly string[]): boolean {
  const wanted = normalize(words)
  return wanted !== '' && normalize(sentences.join(' ')).includes(wanted)
}

/** Double quotation marks of every language. A single one may be an apostrophe, so both ends have to be typographic. */
const quoted =
  /"([^"]+)"|“([^”]+)”|„([^“”]+)[“”]|«\s?([^»]+?)\s?»|»([^«]+)«|「([^」]+)」|『([^』]+)』|‘([^’]+\s[^’]+)’(?!\p{L})|(?<![\p{L}\p{N}])'([^']+\s[^']+)'(?!\p{L})/gu

/**
 * Quotations in a sentence that no sentence of the evidence has. Final punctuation may be inside the quotation marks. A single word may
 * be any form of a word of the source: "Proved" for "proves".
 */
export function inventedQuotations(text: string, sentences: readonly string[], source = ''): string[] {
  const isWordOfSource = (form: string) =>
    /^\p{L}{4,}$/u.test(form) &&
    (source.toLowerCase().match(/\p{L}{4,}/gu) ?? []).some((word) => stem(word) === stem(form.toLowerCase()))
  return [...text.matchAll(quoted)].flatMap((match) => {
    const words = match.slice(1).find((group) => group !== undefined) ?? ''
    const forms = [words, words.replace(/[.,;:!?。，；：！？…]+$/u, '')]
    return forms.some((form) => isQuotedFrom(form, sentences) || isWordOfSource(form)) ? [] : [words]
  })
}

export function hasQuotation(text: string): boolean {
  return [...text.matchAll(quoted)].length > 0
}
