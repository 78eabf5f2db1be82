import type { DraftProblem } from '../../domain/draft.ts'
import { anchorsIn } from './anchors.ts'
import { quantitiesIn } from './quantities.ts'
import { sharedNames } from './shared-names.ts'

/** A name in a text, and what stands around it. */
interface NameContext {
  readonly name: string
  readonly start: number
  readonly end: number
  /** Words with their side (`beat>` follows, `<beat` precedes), and numbers, each with its weight. */
  readonly features: ReadonlyMap<string, number>
}

/** Where one statement ends and the next begins. */
const boundary =
  /(?<!\d)[,.;:()，。；：、（）]|[,.;:()，。；：、（）](?!\d)|\b(?:and|but|while|whereas|against|versus|vs|than|where|instead)\b|(?:和|而|比|与)/g

/** What stands between two items of a mere list, whose order says nothing. */
const list = /^\s?(?:,|，|、|and|or|和|与|或|及|以及|, and|, or|\/)\s?$/

/** In the passive, who acts stands behind. */
const passive = /(?:\bby\s(?:the\s)?|[被由])$/i

const weight = { next: 1.5, word: 0.5, number: 3, near: 1.5 } as const

/** How much better two names have to fit where they are than exchanged. */
const margin = 1

/**
 * Names that stand where another name of the evidence belongs: "B beats A" for "A beats B", "A 48% and B 63%" for
 * "A 63% and B 48%". Two names in another order than in the evidence have to have the words and numbers of the evidence
 * around them.
 */
export function exchangedNames(text: string, evidence: readonly string[], language: string): DraftProblem[] {
  const all = evidence.join('\n')
  const names = sharedNames(text, all, language)
  const mine = contextsOf(text, names)
  const known = Map.groupBy(contextsOf(all, names), ({ name }) => name)
  const problems: DraftProblem[] = []
  for (const [at, one] of mine.entries()) {
    for (const other of mine.slice(at + 1)) {
      const [ofOne, ofOther] = [known.get(one.name) ?? [], known.get(other.name) ?? []]
      if (one.name === other.name || ofOne.length === 0 || ofOther.length === 0) continue
      if (between(text, one, other, list, mine)) continue
      // The same list may be in another order.
      const isAny = (sign: RegExp) =>
        ofOne.some((each) => ofOther.some((rival) => between(all, each, rival, sign, [...known.values()].flat())))
      if (isAny(list)) continue
      const isReordered = Math.max(...ofOther.map(({ start }) => start)) < Math.min(...ofOne.map(({ start }) => start))
      const isTurned = between(text, one, other, passive, []) !== isAny(passive)
      if (isReordered === isTurned) continue
      const asWritten = fitOf(one, ofOne) + fitOf(other, ofOther)
      const crossed = fitOf(one, ofOther) + fitOf(other, ofOne)
      // Where one text has the passive, the words around the names are those of the other name.
      if (isTurned ? asWritten > crossed : crossed > asWritten - margin)
        problems.push({ kind: 'name', what: `${one.name}, ${other.name}` })
    }
  }
  return problems
}

/** Whether what stands between two names, without other names, is or ends like this. */
function between(
  text: string,
  one: NameContext,
  other: NameContext,
  sign: RegExp,
  all: readonly NameContext[],
): boolean {
  const [first, second] = one.start < other.start ? [one, other] : [other, one]
  const inner = all.filter(({ start, end }) => start >= first.end && end <= second.start)
  const stops = [first, ...inner.toSorted((a, b) => a.start - b.start), second]
  const pieces = stops.slice(1).map((stop, at) => text.slice(stops[at]?.end, stop.start))
  return pieces.every((piece) => piece.length < 80 && sign.test(piece))
}

function fitOf({ features }: NameContext, places: readonly NameContext[]): number {
  const likeness = (place: NameContext) =>
    [...features].reduce((sum, [feature, value]) => sum + Math.min(value, place.features.get(feature) ?? 0), 0)
  return Math.max(...places.map(likeness))
}

function contextsOf(text: string, names: readonly string[]): NameContext[] {
  const bounds = [0, ...[...text.matchAll(boundary)].map(({ index }) => index), text.length]
  const numbers = quantitiesIn(text, false).filter(({ kind }) => kind === 'digits' || kind === 'words')
  // Of `Llama-3` and `Llama-3-70B`, the longer one.
  const longest = names.toSorted((one, other) => other.length - one.length).map(escaped)
  if (longest.length === 0) return []
  const found = text.matchAll(new RegExp(`(?<![A-Za-z\\d])(?:${longest.join('|')})(?![A-Za-z\\d])`, 'gu'))
  return [...found].map((match) => {
    const [start, end] = [match.index, match.index + match[0].length]
    const from = Math.max(...bounds.filter((bound) => bound <= start))
    const until = Math.min(...bounds.filter((bound) => bound >= end))
    const features = new Map<string, number>()
    const add = (feature: string, value: number) => features.set(feature, (features.get(feature) ?? 0) + value)
    const sides = [
      { words: [...anchorsIn(text.slice(from, start))].reverse(), key: (word: string) => `<${word}` },
      { words: [...anchorsIn(text.slice(end, until))], key: (word: string) => `${word}>` },
    ]
    for (const { words, key } of sides) {
      for (const [place, word] of words.entries()) {
        add(key(word), place === 0 ? weight.next : weight.word)
        add(word, weight.word)
      }
    }
    for (const number of numbers) {
      const isInside = number.start >= from && number.end <= until
      const isNear = number.start >= end && number.start - end < 30
      if (isInside || isNear) add(`=${number.readings[0]?.value}`, isInside ? weight.number : weight.near)
    }
    return { name: match[0], start, end, features }
  })
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
