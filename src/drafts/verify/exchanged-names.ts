import type { DraftProblem } from '../../domain/draft.ts'
import { anchorsIn } from './anchors.ts'
import { type Relation, relationOf } from './name-relation.ts'
import { quantitiesIn } from './quantities.ts'
import { sharedNames } from './shared-names.ts'

/** A name in a text, and its context. */
interface NameContext {
  readonly name: string
  readonly start: number
  readonly end: number
  /** Words with their side (`beat>` follows, `<beat` precedes), and numbers, each with its weight. */
  readonly features: ReadonlyMap<string, number>
}

/** The end of a statement. */
const boundary =
  /(?<!\d)[,.;:()，。；：、（）]|[,.;:()，。；：、（）](?!\d)|\b(?:and|but|while|whereas|against|versus|vs|than|where|instead)\b|(?:和|而|比|与)/g

/** The text between two items of a list, where the order says nothing. */
const list = /^\s?(?:、|and|or|和|与|或|及|以及|, and|, or|\/)\s?$/
const comma = /^[,，]\s?$/
const listEnd = /^\s?(?:[,，、/]\s?\p{Lu}|and|or|和|与|或|及|, and|, or)/u

/** In the passive, the agent follows `by`, and the subject comes before a form of `be` and the verb. */
const actor = /(?:\bby\s(?:the\s)?|[被由]\s?)$/i
const participle =
  /^(?:\s\w+){0,2}?\s(?:is|are|was|were|been|being|be|gets?|got)\s(?:\w+ly\s|not\s|now\s)?\w+(?:ed|en|wn|lt|ld|ught|de|ade|nt|pt)\b/

/** Words before a place or setting, such as a benchmark or a country. */
const location = /\b(?:on|in|at|across|under)\s(?:the\s)?$|在\s?$/i

const statementEnd = /\n|(?<!\d)[,.;:，。；：]|\b(?:and|but|while|whereas)\b|而/

const weight = { next: 1.5, word: 0.5, number: 3, near: 1.5, location: 1.5, companion: 2 } as const

/** In characters: words that join two names without a verb. */
const longestPhrase = 8

/** How much better than exchanged two names must fit at their places. */
const margin = { reordered: -1, inOrder: 1.2 } as const

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
      if (isList(text, one, other, mine)) continue
      // A list may have another order.
      const everyName = [...known.values()].flat()
      if (ofOne.some((each) => ofOther.some((rival) => isList(all, each, rival, everyName)))) continue
      if (isSamePhrase(text, one, other, all, ofOne, ofOther)) continue
      const related = hasSameRelation(relationIn(text, one, other), all, ofOne, ofOther)
      if (related === true) continue
      const isReordered = Math.max(...ofOther.map(({ start }) => start)) < Math.min(...ofOne.map(({ start }) => start))
      const compared = [`@${one.name}`, `@${other.name}`]
      const asWritten = fitOf(one, ofOne, compared) + fitOf(other, ofOther, compared)
      const crossed = fitOf(one, ofOther, compared) + fitOf(other, ofOne, compared)
      if (related === false || crossed - asWritten > (isReordered ? margin.reordered : margin.inOrder))
        problems.push({ kind: 'name', what: `${one.name}, ${other.name}` })
    }
  }
  return problems
}

/** Whether only names and separators of a list are between two names. */
function isList(text: string, one: NameContext, other: NameContext, all: readonly NameContext[]): boolean {
  const [first, second] = one.start < other.start ? [one, other] : [other, one]
  const inner = all.filter(({ start, end }) => start >= first.end && end <= second.start)
  const stops = [first, ...inner.toSorted((a, b) => a.start - b.start), second]
  const pieces = stops.slice(1).map((stop, at) => text.slice(stops[at]?.end, stop.start))
  // "Unlike Raft, Paxos needs" is not a list.
  const isLonger = pieces.length > 1 || listEnd.test(text.slice(second.end))
  return pieces.every((piece) => list.test(piece) || (isLonger && comma.test(piece)))
}

/** Whether the evidence has the same few words between two names: "Postgres in us-east-1". */
function isSamePhrase(
  text: string,
  one: NameContext,
  other: NameContext,
  evidence: string,
  ofOne: readonly NameContext[],
  ofOther: readonly NameContext[],
): boolean {
  const between = text.slice(one.end, other.start)
  return (
    between.length <= longestPhrase &&
    between.search(boundary) < 0 &&
    ofOne.some((first) => ofOther.some((second) => evidence.slice(first.end, second.start) === between))
  )
}

/** Whether two names have the same relation here as in the evidence; undefined if either text does not tell. */
function hasSameRelation(
  here: Relation | undefined,
  evidence: string,
  ofOne: readonly NameContext[],
  ofOther: readonly NameContext[],
): boolean | undefined {
  if (!here) return undefined
  const there = ofOne
    .flatMap((one) => ofOther.map((other) => relationIn(evidence, one, other)))
    .filter((relation) => relation?.kind === here.kind)
  return there.length === 0 ? undefined : there.some((relation) => relation?.isFirst === here.isFirst)
}

/** The relation of two names in one statement, from the view of the first one given. */
function relationIn(text: string, one: NameContext, other: NameContext): Relation | undefined {
  const [first, second] = one.start < other.start ? [one, other] : [other, one]
  const between = text.slice(first.end, second.start)
  if (statementEnd.test(between)) return undefined
  const [end = ''] = text.slice(second.end).split(statementEnd)
  const relation = relationOf(text.slice(0, first.start), between, end)
  return relation && first === other ? { ...relation, isFirst: !relation.isFirst } : relation
}

/** How well a name fits at the place of another one in the evidence, by its context without the ignored words. */
function fitOf({ features }: NameContext, places: readonly NameContext[], ignored: readonly string[]): number {
  const counted = [...features].filter(([feature]) => !ignored.includes(feature))
  const likeness = (place: NameContext) =>
    counted.reduce((sum, [feature, value]) => sum + Math.min(value, place.features.get(feature) ?? 0), 0)
  return Math.max(...places.map(likeness))
}

function contextsOf(text: string, names: readonly string[]): NameContext[] {
  const bounds = [0, ...[...text.matchAll(boundary)].map(({ index }) => index), text.length]
  const numbers = quantitiesIn(text, false).filter(({ kind }) => kind === 'digits' || kind === 'words')
  // Of `Llama-3` and `Llama-3-70B`, the longer one.
  const longest = names.toSorted((one, other) => other.length - one.length).map(RegExp.escape)
  if (longest.length === 0) return []
  const found = [...text.matchAll(new RegExp(`(?<![A-Za-z\\d])(?:${longest.join('|')})(?![A-Za-z\\d])`, 'gu'))]
  return found.map((match, at, all) => {
    const [start, end] = [match.index, match.index + match[0].length]
    // Words on the far side of another name are about that name.
    const [first, last] = [
      Math.max(...bounds.filter((bound) => bound <= start)),
      Math.min(...bounds.filter((bound) => bound >= end)),
    ]
    const [left, right] = [all[at - 1], all[at + 1]]
    const from = Math.max(first, left ? left.index + left[0].length : 0)
    const until = Math.min(last, right?.index ?? text.length)
    const features = new Map<string, number>()
    const add = (feature: string, value: number) => features.set(feature, (features.get(feature) ?? 0) + value)
    const [before, behind] = [text.slice(from, start), text.slice(end, until)]
    const [follows, precedes] = [(word: string) => `${word}>`, (word: string) => `<${word}`]
    const sides = [
      { words: [...anchorsIn(before)].reverse(), key: actor.test(before) ? follows : precedes },
      { words: [...anchorsIn(behind)], key: participle.test(behind) ? precedes : follows },
    ]
    for (const { words, key } of sides) {
      for (const [place, word] of words.entries()) {
        add(key(word), place === 0 ? weight.next : weight.word)
        add(word, weight.word)
      }
    }
    if (location.test(before)) add('#at', weight.location)
    for (const { 0: companion, index } of all)
      if (index >= first && index < last && companion !== match[0]) add(`@${companion}`, weight.companion)
    for (const number of numbers) {
      const isInside =
        (number.start >= from && number.end <= until) ||
        (number.end <= start && /^[^,;()\d]{0,24}\bthan\s(?:the\s)?$/.test(text.slice(number.end, start)))
      const isNear =
        number.start >= end &&
        number.start - end < 30 &&
        number.start <= (right?.index ?? text.length) &&
        !/\band\b|;/.test(text.slice(end, number.start))
      if (isInside || isNear) add(`=${number.readings[0]?.value}`, isInside ? weight.number : weight.near)
    }
    return { name: match[0], start, end, features }
  })
}
