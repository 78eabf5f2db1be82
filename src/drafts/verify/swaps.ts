import type { DraftProblem } from '../../domain/draft.ts'
import { isDayOfMonth, isOfDate, isOfYears, isYear } from './dates.ts'
import { withElidedWords } from './elided-words.ts'
import { exchangeGain } from './exchange-gain.ts'
import { sharedFractions } from './fractions.ts'
import { isComparable, isNumberWord, type NumberContext, numbersInContext } from './number-context.ts'
import { grouping, groupsIn } from './number-groups.ts'
import { type Direction, directionsOf } from './polarity.ts'
import { isSame } from './quantities.ts'
import type { Quantity } from './quantity.ts'
import { isOtherSpan, listsIn, orderInList, type Span, spanOf, spansIn, turnedSpans } from './spans.ts'
import { haveOwnWords, joinNames, tiedNumbers, tiedProblems } from './tied-numbers.ts'

/**
 * How much better a number must fit at another place before it is reported. Two numbers in another order than in the
 * evidence must fit better at their places than exchanged, because a sentence that follows its source keeps the order.
 */
const margin = { pair: 0.6, reordered: -0.8, single: 3.5, same: 1.5, exchanged: -1.5 } as const

/**
 * Numbers at the place of another number of the evidence: "66% in Cantonese", although 66% is the value of Vietnamese.
 * Compares the words around a number with those around each number of the evidence.
 */
export function swappedNumbers(
  written: string,
  originals: readonly string[],
  hasDecimalComma: boolean,
): DraftProblem[] {
  const text = joinNames(written, originals)
  const evidence = originals.map((each) => joinNames(each, [written]))
  const contexts = evidence.map((each) => numbersInContext(each, hasDecimalComma))
  const known = contexts.flatMap((each, at) =>
    withElidedWords(evidence[at] ?? '', each).map((context) => ({
      ...context,
      place: at * sentenceLength + context.number.start,
    })),
  )
  const tied = tiedProblems(written, originals.join(' '))
  const theirLabels = originals.flatMap(tiedNumbers)
  const labels = tiedNumbers(written).filter(({ word, number }) =>
    theirLabels.some((other) => other.word === word && other.number === number),
  )
  const mine = withElidedWords(text, numbersInContext(text, hasDecimalComma)).filter(
    ({ number }) =>
      known.some((each) => isSame(each.number, number)) && !labels.some(({ start }) => start === number.start),
  )
  const likeness = likenessIn(known)
  const fitOf = (context: NumberContext, value: Quantity) =>
    Math.max(...known.filter((each) => isSame(each.number, value)).map((each) => likeness(context, each)))
  const problem = (...numbers: NumberContext[]): DraftProblem => ({
    kind: 'unit',
    what: numbers.map(({ number }) => number.raw).join(', '),
  })
  const [spans, theirSpans] = [
    spansIn(written, hasDecimalComma),
    originals.flatMap((each) => spansIn(each, hasDecimalComma)),
  ]
  const shared = spans.filter(([from, to]) => theirSpans.some((span) => isSame(span[0], from) && isSame(span[1], to)))
  const isEnd = ({ number }: NumberContext) => shared.some((span) => span.some((end) => isSame(end, number)))
  const fractions = sharedFractions(text, evidence, hasDecimalComma)
  const isIn = ({ number }: NumberContext, pair: readonly Quantity[]) =>
    pair.some(({ start }) => start === number.start)
  const groups = groupsIn(
    text,
    mine.map(({ number }) => number),
  )
  const theirNumbers = contexts.map((each) => each.map(({ number }) => number))
  const numbered = evidence.map((each, at) => ({ text: each, numbers: theirNumbers[at] ?? [] }))
  const theirGroups = evidence.flatMap((each, at) => groupsIn(each, theirNumbers[at] ?? []))
  const [lists, theirLists] = [
    listsIn(
      text,
      mine.map(({ number }) => number),
    ),
    evidence.flatMap((each, at) => listsIn(each, theirNumbers[at] ?? [])),
  ]
  const turned = turnedSpans(spans, theirSpans)
  const problems: DraftProblem[] = [
    ...tied,
    ...turned.map(([from, to]): DraftProblem => ({ kind: 'unit', what: `${from.raw}, ${to.raw}` })),
  ]
  const [signs, theirSigns] = [
    directionsOf(written, hasDecimalComma),
    originals.flatMap((each) => directionsOf(each, hasDecimalComma)),
  ]
  const signIn = (all: readonly Direction[], { number }: NumberContext) =>
    all.find((each) => isSame(each.number, number))?.sign ?? 0
  // One rises and the other falls, as in the evidence.
  const haveOwnDirections = (one: NumberContext, other: NumberContext) =>
    signIn(signs, one) * signIn(signs, other) < 0 &&
    [one, other].every((each) => signIn(signs, each) === signIn(theirSigns, each))
  for (const [at, one] of mine.entries()) {
    const partner = mine.slice(at + 1).find((other) => {
      if (spanOf(one.number, other.number, turned)) return false
      if (haveOwnDirections(one, other)) return false
      if (haveOwnWords(one.number, other.number, text, numbered)) return false
      if (isOtherSpan(one.number, other.number, spans, theirSpans)) return true
      const order = orderInList(one.number, other.number, lists, theirLists)
      if (order !== undefined) return order === 'turned'
      // A part of a whole, or an end of a range, that the evidence has together cannot be exchanged alone.
      if (fractions.some((pair) => isIn(one, pair) || isIn(other, pair)) || isEnd(one) !== isEnd(other)) return false
      if (!haveOtherUnits(one.number, other.number) && haveTradedNames(one, other, known)) return true
      if (!canTrade(one, other, text)) return false
      const grouped = grouping(one.number, other.number, groups, theirGroups)
      const needed =
        (isReordered(one.number, other.number, known) ? margin.reordered : margin.pair) +
        (grouped === undefined ? 0 : margin[grouped])
      // A range of the evidence moves as a whole.
      if (!isEnd(one) || !isEnd(other)) return exchangeGain(one, other, known) >= needed
      if (spanOf(one.number, other.number, shared)) return false
      const [wide, rival] = [withSpan(one, mine, shared), withSpan(other, mine, shared)]
      return (
        exchangeGain(
          wide,
          rival,
          known.map((each) => withSpan(each, known, shared)),
        ) >= needed
      )
    })
    if (partner) problems.push(problem(one, partner))
    // A number that the evidence has once cannot belong to two things.
    const count = (numbers: readonly NumberContext[]) =>
      numbers.filter(({ number }) => isSame(number, one.number)).length
    if (count(mine) > Math.max(1, count(known))) problems.push(problem(one))
    const alone = withoutNeighbours(one)
    const own = fitOf(alone, one.number)
    // Numbers that the sentence has as well were compared above.
    const rivals = known.filter(
      (each) => isComparable(each.number, one.number) && !mine.some(({ number }) => isSame(each.number, number)),
    )
    if (!partner && rivals.some((each) => likeness(alone, each) >= own + margin.single)) problems.push(problem(one))
  }
  return problems
}

/** A number with the words of both ends of its range. */
function withSpan<Context extends NumberContext>(
  context: Context,
  all: readonly Context[],
  spans: readonly Span[],
): Context {
  const span = spans.find((each) => each.some((end) => isSame(end, context.number)))
  const ends = all.filter(({ number }) => span?.some((end) => isSame(end, number)))
  const words = new Map(context.words)
  for (const end of ends) for (const [word, value] of end.words) words.set(word, Math.max(value, words.get(word) ?? 0))
  return { ...context, words }
}

/** Without neighbouring numbers, because a list may have another order. */
function withoutNeighbours(context: NumberContext): NumberContext {
  return { ...context, words: new Map([...context.words].filter(([word]) => !isNumberWord(word))) }
}

/** Longer than any sentence of evidence, in characters. */
const sentenceLength = 1e6

interface Place {
  readonly number: Quantity
  readonly place: number
}

/** Whether the evidence has the second of two numbers only before the first. */
function isReordered(first: Quantity, second: Quantity, known: readonly Place[]): boolean {
  const placesOf = (number: Quantity) => known.filter((each) => isSame(each.number, number)).map(({ place }) => place)
  return Math.max(...placesOf(second)) < Math.min(...placesOf(first))
}

/** Whether each of two numbers is next to a name that the evidence has next to the other number only. */
function haveTradedNames(one: NumberContext, other: NumberContext, known: readonly NumberContext[]): boolean {
  const namesOf = ({ number }: NumberContext) =>
    known.filter((each) => isSame(each.number, number)).map(({ names }) => names)
  const [own, theirs] = [namesOf(one), namesOf(other)]
  const has = (sets: readonly ReadonlySet<string>[], name: string) => sets.some((names) => names.has(name))
  const isForeign = (names: ReadonlySet<string>, mine: typeof own, rival: typeof own) =>
    [...names].some((name) => has(rival, name) && !has(mine, name)) &&
    ![...names].some((name) => has(mine, name) && !has(rival, name))
  return isForeign(one.names, own, theirs) && isForeign(other.names, theirs, own)
}

/** Whether two numbers can be confused: not in a list ("12 and 13"), nor if their units distinguish them. */
function canTrade({ number: one }: NumberContext, { number: other }: NumberContext, text: string): boolean {
  if (isSame(one, other)) return false
  const hasUnit = ({ readings }: Quantity) => readings.some(({ unit }) => unit)
  // A year is not a measure.
  if ((one.isLabel && hasUnit(other)) || (other.isLabel && hasUnit(one))) return false
  // Nor is a winter such as 1998-99.
  if (isOfYears(one, text) !== isOfYears(other, text)) return false
  // Nor is a day: 18 日.
  if (isOfDate(one, text) !== isOfDate(other, text)) return false
  // "By 2024" is a year, as it is there.
  if (isYear(one, text) !== isYear(other, text)) return false
  // Nor is the day of 14 June 2026 its year.
  if (isDayOfMonth(one, text) !== isDayOfMonth(other, text) && (one.isLabel || other.isLabel)) return false
  // Nor is a count: 26 weeks and 1,260 lockers.
  if ((one.isCount && hasUnit(other)) || (other.isCount && hasUnit(one))) return false
  if (
    /^\s?(?:,|(?:and|or)(?:\s(?:in|at|by|for|on|of))?|to|和|与|或|、|-)\s?$/.test(text.slice(one.end, other.start)) &&
    !/\b(?:from|between)\s$/.test(text.slice(0, one.start))
  ) {
    return false
  }
  return !haveOtherUnits(one, other)
}

function haveOtherUnits(one: Quantity, other: Quantity): boolean {
  const hasUnit = ({ readings }: Quantity) => readings.some(({ unit }) => unit)
  return hasUnit(one) && hasUnit(other) && (!isComparable(one, other) || haveOtherScales(one, other))
}

/** Kilograms and tonnes: exchanged, each number has a unit that it has nowhere in the evidence. */
function haveOtherScales(one: Quantity, other: Quantity): boolean {
  const factors = [one, other].map(({ readings }) => readings.flatMap(({ unit }) => unit?.factor ?? []))
  const isMass = one.readings.every(
    ({ unit }) => unit && /^(?:mass|length|volume|area|bytes|energy)$/.test(unit.dimension),
  )
  return isMass && !factors[0]?.some((factor) => factors[1]?.includes(factor))
}

/** The weight of a word that occurs next to every number: it may be nearer to one of them. */
const commonest = 0.5

/**
 * The similarity of the words around two numbers. A word that occurs next to every number of the evidence counts
 * little.
 */
function likenessIn(known: readonly NumberContext[]) {
  const counts = new Map<string, number>()
  for (const { words } of known) for (const word of words.keys()) counts.set(word, (counts.get(word) ?? 0) + 1)
  return (one: NumberContext, other: NumberContext): number => {
    let sum = 0
    for (const [word, value] of one.words) {
      const count = counts.get(word) ?? 0
      if (count === 0) continue
      sum += Math.min(value, other.words.get(word) ?? 0) * Math.max(commonest, Math.log2(known.length / count))
    }
    return sum
  }
}
