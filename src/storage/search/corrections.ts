import { distance } from 'fastest-levenshtein'
import type { KnownWords } from './joined-words.ts'
import { isStopWord, stemsOf } from './languages.ts'
import { type Term, withoutStopWords } from './terms.ts'
import { isUnspaced, tokenize } from './tokenizer.ts'

/** Shorter words are never corrected, and longer ones that differ in up to two letters. */
const shortest = 4
const twoErrors = 7

/** Parts of compounds are at least this long: `behörde` of `Datenschutzbehörde`. */
const shortestPart = 5

/** How many near words are kept of each. */
const nearKept = 5

/** Longer runs of characters are a passage: it is found as it stands, or not at all. */
const longestRun = 24

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** The corrected terms; the same array if all words are known. */
export function corrected(terms: readonly Term[], vocabulary: KnownWords): readonly Term[] {
  const spoken = terms.flatMap((term) => {
    const isKnown = term.forms.some(
      (form) => form.length === term.forms[0]?.length && form.every((word) => vocabulary.words.has(word)),
    )
    if (term.isPhrase || (isKnown && !term.forms[0]?.some(isUnspaced))) return term
    return segments(term, vocabulary) ?? halves(term, vocabulary) ?? respelled(term, vocabulary)
  })
  const meant = withoutStopWords(spoken, vocabulary.spoken)
  return meant.every((term, at) => term === terms[at]) ? terms : meant
}

function termOf(words: readonly string[]): Term {
  return { typed: words.join(''), forms: [words], isPhrase: false, isPrefix: false }
}

/** The words of a text that is written without spaces; where none are known, each two neighbours. */
function segments({ typed, forms }: Term, { spoken }: KnownWords): Term[] | undefined {
  if (!forms[0]?.some(isUnspaced) || forms[0].length < 3 || forms[0].length > longestRun) return undefined
  const terms: Term[] = []
  let alone: string[] = []
  const flush = () => {
    for (let at = 0; at < Math.max(1, alone.length - 1) && alone.length > 0; at++)
      terms.push(termOf(alone.slice(at, at + 2)))
    alone = []
  }
  for (const { segment } of segmenter.segment(typed)) {
    const words = tokenize(segment).map(({ word }) => word)
    const [word = ''] = words
    if (words.length === 1 && isUnspaced(word) && !isStopWord(word, spoken)) alone.push(word)
    else {
      flush()
      if (words.length > 0) terms.push(termOf(words))
    }
  }
  flush()
  const telling = terms.filter(({ forms: [words = []] }) => words.length > 1 || !words.every(isUnspaced))
  return telling.length > 0 ? telling : terms
}

/** Two words for an unknown word that joins them. */
function halves({ forms }: Term, { words }: KnownWords): Term[] | undefined {
  const [first = []] = forms
  const two = forms.find((form) => form.length === 2)
  return first.length === 1 && two && !words.has(first[0] ?? '') ? two.map((half) => termOf([half])) : undefined
}

const abbreviation = /^\p{Lu}{2,5}s?$/u

const hasLettersOf = (word: string) => (other: string) => [...word].toSorted().join() === [...other].toSorted().join()
const unlessNone = (words: readonly string[], word: string) => (words.length > 0 ? words : [word])

function respelled(term: Term, { words, languages }: KnownWords): Term {
  const [form = []] = term.forms
  const others = form.map((word) => {
    const near = nearWords(word, term.isPrefix && word === form.at(-1), words)
    // Among the few letters of an abbreviation, another letter is another name.
    return abbreviation.test(term.typed) && near[0] !== word ? unlessNone(near.filter(hasLettersOf(word)), word) : near
  })
  const forms = others.reduce<string[][]>(
    (all, near) =>
      all.flatMap((before) => near.slice(0, form.length > 1 ? 2 : nearKept).map((word) => [...before, word])),
    [[]],
  )
  if (others.every(([near], at) => near === form[at])) return term
  const stems = forms.length > 0 && form.length === 1 ? forms.flatMap(([word = '']) => stemsOf(word, languages)) : []
  const typed = forms[0]?.join(' ') ?? term.typed
  return { ...term, typed, forms: [...forms, ...stems.map((stem) => [stem])].slice(0, 12), isPrefix: false }
}

/**
 * The word itself if it is known; else words that end with it, else the words at the smallest distance, two letters at
 * most, or the word itself.
 */
function nearWords(word: string, isPrefix: boolean, known: ReadonlySet<string>): string[] {
  if (known.has(word) || word.length < shortest || !/^\p{L}+$/u.test(word)) return [word]
  const compounds = word.length < shortestPart ? [] : [...known].filter((other) => other.endsWith(word))
  if (compounds.length > 0) return compounds.slice(0, nearKept)
  let near: string[] = []
  let fewest = word.length < twoErrors ? 1 : 2
  for (const other of known) {
    if (isPrefix && other.startsWith(word)) return [word]
    if (Math.abs(other.length - word.length) > fewest || !beginAlike(word, other)) continue
    const errors = errorsBetween(word, other)
    if (errors > fewest) continue
    if (errors < fewest) [near, fewest] = [[], errors]
    near.push(other)
  }
  return near.length > 0 ? near.slice(0, nearKept) : [word]
}

/** The first letter is seldom wrong; it may be missing, doubled or swapped with the second. */
function beginAlike(one: string, other: string): boolean {
  return one[0] === other[0] || one[1] === other[0] || one[0] === other[1]
}

/** Changed letters; two that are swapped count as one. */
function errorsBetween(one: string, other: string): number {
  const steps = distance(one, other)
  if (steps !== 2 || one.length !== other.length) return steps
  const at = [...one].findIndex((letter, place) => letter !== other[place])
  return one[at] === other[at + 1] && one[at + 1] === other[at] ? 1 : steps
}
