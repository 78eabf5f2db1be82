import type { SearchResults } from '../../domain/search.ts'
import { alternativesIn } from './alternatives.ts'
import { corrected } from './corrections.ts'
import type { KnownWords } from './joined-words.ts'
import { isStopWord } from './languages.ts'
import { choicesOf, wordByWord } from './term-choices.ts'
import { readTerms, type Term, withoutStopWords, withoutWeakWords } from './terms.ts'

/** With more terms than this, none is corrected or left out. */
export const lenientTerms = 8

/** More terms than these are a sentence, not a list of subjects. */
const subjectsMax = 4

/** A term that is this many times as frequent as the rarest one says little beside it. */
const muchMoreFrequent = 20

/** Alternatives of which one has to be found. */
interface QueryReading {
  readonly choices: readonly (readonly Term[])[]
  /** Whether each choice is a subject of its own: `kimi` and `qwen` of `kimi or qwen`. What has all comes first. */
  readonly isEither?: true
  /** Whether they are not what was typed. */
  readonly isGuess: boolean
  /** Of several subjects, those that no piece has, and the others. */
  readonly parts?: SearchResults['parts']
}

type Count = (terms: readonly Term[], where?: 'in titles') => number

/** The readings of a query, best first. `count` says how many pieces have all of some terms, anywhere or in titles and tags. */
export function* readingsOf(
  words: string,
  typed: readonly Term[],
  vocabulary: KnownWords,
  count: Count,
): Generator<QueryReading> {
  const alternatives = alternativesIn(words)
  const named = alternatives?.names.map((name) => telling(readTerms(name, vocabulary), vocabulary)) ?? []
  const isSubject = (terms: readonly Term[]) => terms.length > 0 && !terms.every((term) => isSilent(term, vocabulary))
  if (alternatives?.isEither && named.every(isSubject)) yield { choices: named, isEither: true, isGuess: false }
  const all = withoutStopWords(typed, vocabulary.spoken)
  yield { choices: [all], isGuess: false }
  const terms = withoutWeakWords(all)
  if (terms !== all) yield { choices: [terms], isGuess: false }
  if (terms.length > lenientTerms) return
  const meant = withoutWeakWords(corrected(terms, vocabulary))
  if (meant !== terms) yield { choices: [meant], isGuess: true }
  if (meant.length > lenientTerms) return
  if (named.length > 1) yield { choices: named, isEither: true, isGuess: true }
  const size = Math.ceil(meant.length / 2)
  const some = size > 1 ? choicesOf(meant, size) : []
  const isApart = meant.length > 1 && meant.length <= subjectsMax && !some.some((each) => count(each) > 0)
  const { choices: apart, parts } = isApart ? subjectsOf(meant, count) : { choices: [] }
  if (apart.length > 1) yield { choices: apart, isEither: true, isGuess: true }
  // One rare word may be more specific than several common ones, unless it is itself a guess.
  const rare = new Set(
    [
      rarest(meant, count),
      rarest(
        meant.filter((term) => terms.includes(term)),
        count,
      ),
    ].flat(),
  )
  const rarestOnes = meant.some(({ isPhrase }) => isPhrase) ? [] : choicesOf([...rare], 1)
  // Of `next.js 15`, what has a 15 is about something else.
  const choices = [...some, ...(meant.length > 1 ? rarestOnes : [])].filter((each) => !each.every(isNumber))
  yield { choices, isGuess: true, ...(parts && { parts }) }
  const split = terms.flatMap(wordByWord)
  if (split.length > terms.length && split.length <= lenientTerms)
    yield { choices: choicesOf(split, Math.ceil(split.length / 2)), isGuess: true }
}

/** The terms without the words of a question, corrected. */
function telling(typed: readonly Term[], vocabulary: KnownWords): readonly Term[] {
  const terms = withoutWeakWords(withoutStopWords(typed, vocabulary.spoken))
  return terms.length > lenientTerms ? terms : withoutWeakWords(corrected(terms, vocabulary))
}

function isSilent({ forms: [form = []], isPhrase }: Term, { spoken }: KnownWords): boolean {
  return !isPhrase && form.every((word) => isStopWord(word, spoken))
}

function isNumber({ forms: [form = []], isPhrase }: Term): boolean {
  return !isPhrase && form.every((word) => /^\p{N}+$/u.test(word))
}

/** Terms that are found, none of them with another: each as a choice. */
function subjectsOf(terms: readonly Term[], count: Count): Pick<QueryReading, 'choices' | 'parts'> {
  if (terms.some(({ isPhrase }) => isPhrase)) return { choices: [] }
  const counted = terms.map((term) => ({ term, found: count([term]) }))
  const subjects = counted.filter(({ found }) => found > 0)
  const common = muchMoreFrequent * Math.min(...subjects.map(({ found }) => found))
  // More than two words are a list of subjects only if sections are about each; otherwise they are a sentence.
  const isList =
    subjects.filter(({ term }) => !isNumber(term)).length > 1 &&
    (terms.length === 2 || subjects.every(({ term }) => count([term], 'in titles') > 0))
  const choices = isList ? counted.filter(({ found }) => found <= common).map(({ term }) => [term]) : []
  const names = (isWanted: boolean) =>
    counted.filter(({ found }) => found > 0 === isWanted).map(({ term }) => term.typed)
  const [found, missing] = [names(true), names(false)]
  return { choices, ...(missing.length > 0 && found.length === 1 && { parts: { found, missing } }) }
}

/** The rarest term that is found. */
function rarest(terms: readonly Term[], count: Count): Term[] {
  const counted = terms.map((term) => ({ term, found: count([term]) })).filter(({ found }) => found > 0)
  return counted
    .toSorted((one, other) => one.found - other.found)
    .slice(0, 1)
    .map(({ term }) => term)
}
