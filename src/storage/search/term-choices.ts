import { quoted, type Term } from './terms.ts'
import { isUnspaced } from './tokenizer.ts'

/** This number of words in a row is a copied title or sentence. */
const passageWords = 4

/** All terms as one phrase, if it is long enough. */
export function passageOf(typed: readonly Term[]): string[] {
  const words = typed.flatMap(({ forms }) => forms[0] ?? [])
  const isPassage = typed.length >= passageWords && typed.every(({ isPhrase }) => !isPhrase)
  return isPassage ? [quoted({ forms: [words], isPrefix: false })] : []
}

/** Some of the terms, with all phrases. */
export function choicesOf(terms: readonly Term[], size: number): (readonly Term[])[] {
  return subsets(terms, size).filter((some) => terms.every((term) => !term.isPhrase || some.includes(term)))
}

function subsets(terms: readonly Term[], size: number): (readonly Term[])[] {
  if (size === 0) return [[]]
  return terms.flatMap((term, at) => subsets(terms.slice(at + 1), size - 1).map((others) => [term, ...others]))
}

/** A shorter word, such as the digits of a name, is found in everything. */
const shortestApart = 3

/** Each word of some that were typed without a blank: `openai/anthropic`. */
export function wordByWord(term: Term): Term[] {
  const [words = []] = term.forms
  const isApart = (word: string) => word.length >= shortestApart && !isUnspaced(word)
  if (term.isPhrase || words.length < 2 || !words.every(isApart)) return [term]
  return words.map((word) => ({ typed: word, forms: [[word]], isPhrase: false, isPrefix: false }))
}

/** The words of terms that follow one another. */
export function neighbours(terms: readonly Term[]): [readonly string[], readonly string[]][] {
  return terms.slice(1).map((next, at) => [terms[at]?.forms[0] ?? [], next.forms[0] ?? []])
}
