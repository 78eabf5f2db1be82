import { distance } from 'fastest-levenshtein'
import { stemsOf } from './languages.ts'
import { type Term, type Vocabulary, withoutStopWords } from './terms.ts'
import { isUnspaced, tokenize } from './tokenizer.ts'

/** Shorter words are never corrected, and longer ones that differ in up to two letters. */
const shortest = 4
const twoErrors = 7

/** How many near words are kept of each. */
const nearKept = 5

/** Longer runs of characters are a passage: it is found as it stands, or not at all. */
const longestRun = 24

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** Terms as they were probably meant; the same array where all words are known. */
export function corrected(terms: readonly Term[], vocabulary: Vocabulary): readonly Term[] {
  const spoken = terms.flatMap((term) => (term.isPhrase ? term : (segments(term) ?? respelled(term, vocabulary))))
  const meant = withoutStopWords(spoken, vocabulary.languages)
  return meant.every((term, at) => term === terms[at]) ? terms : meant.slice(0, 12)
}

/** The words of a text that is written without spaces; of one character alone, little can be said. */
function segments({ typed, forms }: Term): Term[] | undefined {
  if (!forms[0]?.some(isUnspaced) || forms[0].length < 3 || forms[0].length > longestRun) return undefined
  const terms = [...segmenter.segment(typed)].flatMap(({ segment }) => {
    const words = tokenize(segment).map(({ word }) => word)
    return words.length > 0 ? { typed: segment, forms: [words], isPhrase: false, isPrefix: false } : []
  })
  const longer = terms.filter((term) => term.typed.length > 1)
  return longer.length > 0 ? longer : terms
}

function respelled(term: Term, { words, languages }: Vocabulary): Term {
  const [form = []] = term.forms
  const others = form.map((word) => nearWords(word, term.isPrefix && word === form.at(-1), words))
  const forms = others.reduce<string[][]>(
    (all, near) =>
      all.flatMap((before) => near.slice(0, form.length > 1 ? 2 : nearKept).map((word) => [...before, word])),
    [[]],
  )
  if (others.every((near, at) => near.length === 1 && near[0] === form[at])) return term
  const stems = forms.length > 0 && form.length === 1 ? forms.flatMap(([word = '']) => stemsOf(word, languages)) : []
  return { ...term, forms: [...forms, ...stems.map((stem) => [stem])].slice(0, 12), isPrefix: false }
}

/** The word itself if it is known; else those that differ from it least, in two letters at most, or the word itself. */
export function nearWords(word: string, isPrefix: boolean, known: ReadonlySet<string>): string[] {
  if (known.has(word) || word.length < shortest || !/^\p{L}+$/u.test(word)) return [word]
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
