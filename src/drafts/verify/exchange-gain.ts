import { type NumberContext, numberWord } from './number-context.ts'
import { isSame } from './quantities.ts'

/** A number of the evidence, with its place among all of them. */
interface PlacedContext extends NumberContext {
  readonly place: number
}

type Words = ReadonlyMap<string, number>

/** The weight of a word in a neighbouring part of the sentence. */
const tellingWeight = 0.8

/**
 * The weight of words next to the first number, which may be about both numbers, relative to words next to the second
 * one.
 */
const opening = 0.2

/**
 * How much better the words around two numbers fit if the two are exchanged; negative if they fit as they are written.
 *
 * The words that both numbers have say nothing. "Pain averaged 3.9 on the drug and 3.8 on placebo" leaves out after the first
 * number what both have in common, so "placebo" tells the two apart and "pain" hardly does: words by the second number of
 * either text count, those by the first one of both count little.
 */
export function exchangeGain(one: NumberContext, other: NumberContext, known: readonly PlacedContext[]): number {
  const placesOf = ({ number }: NumberContext) => known.filter((each) => isSame(each.number, number))
  const mine = apart(one.words, other.words, numbersOf(one, other))
  const gains = placesOf(one).flatMap((first) =>
    placesOf(other).map((second) => {
      const theirs = apart(first.words, second.words, numbersOf(first, second))
      const telling = wordsIn(one.number.start < other.number.start ? mine[1] : mine[0])
      for (const word of wordsIn(first.place < second.place ? theirs[1] : theirs[0])) telling.add(word)
      const fitOf = (words: Words, around: Words) => likeness(words, around, telling)
      return (
        fitOf(mine[0], theirs[1]) + fitOf(mine[1], theirs[0]) - fitOf(mine[0], theirs[0]) - fitOf(mine[1], theirs[1])
      )
    }),
  )
  return Math.min(...gains)
}

/** The numbers that are compared, as words of a context: they say nothing about each other. */
function numbersOf(...contexts: readonly NumberContext[]): readonly string[] {
  return contexts.flatMap(({ number }) => number.readings.map(({ value }) => numberWord(value)))
}

/** The words of two contexts, without those in both. */
function apart(one: Words, other: Words, ignored: readonly string[]): [Words, Words] {
  const without = (words: Words, rival: Words) =>
    new Map(
      [...words].flatMap(([word, value]): [string, number][] => {
        const rest = value - (rival.get(word) ?? 0)
        return rest > 0 && !ignored.includes(word) ? [[word, rest]] : []
      }),
    )
  return [without(one, other), without(other, one)]
}

function wordsIn(words: Words): Set<string> {
  return new Set([...words].filter(([, value]) => value >= tellingWeight).map(([word]) => word))
}

function likeness(words: Words, around: Words, telling: ReadonlySet<string>): number {
  return [...words].reduce((sum, [word, value]) => {
    const share = telling.has(word) ? 1 : opening
    return sum + Math.min(value, around.get(word) ?? 0) * share
  }, 0)
}
