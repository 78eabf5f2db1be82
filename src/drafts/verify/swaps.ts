import type { DraftProblem } from '../../domain/draft.ts'
import { type NumberContext, numbersInContext } from './number-context.ts'
import type { Quantity } from './quantities.ts'

/** How much better another place must fit before a number is reported. */
const margin = { pair: 1.2, single: 4.5 } as const

/**
 * Numbers that stand where another number of the evidence belongs: "66% in Cantonese" if 66% is that of Vietnamese. The
 * words around a number are compared with those around each number of the evidence.
 */
export function swappedNumbers(text: string, evidence: readonly string[], hasDecimalComma: boolean): DraftProblem[] {
  const known = evidence.flatMap((each) => numbersInContext(each, hasDecimalComma))
  const mine = numbersInContext(text, hasDecimalComma).filter(({ number }) =>
    known.some((each) => isSame(each.number, number)),
  )
  const likeness = likenessIn(known)
  const fitOf = (context: NumberContext, value: Quantity) =>
    Math.max(...known.filter((each) => isSame(each.number, value)).map((each) => likeness(context, each)))
  const problem = (...numbers: NumberContext[]): DraftProblem => ({
    kind: 'unit',
    what: numbers.map(({ number }) => number.raw).join(', '),
  })
  const problems: DraftProblem[] = []
  for (const [at, one] of mine.entries()) {
    if (one.isDenied) continue
    const partner = mine.slice(at + 1).find((other) => {
      if (other.isDenied) return false
      if (haveTradedNames(one, other, known)) return true
      if (!canTrade(one, other, text)) return false
      const asWritten = fitOf(one, one.number) + fitOf(other, other.number)
      return fitOf(one, other.number) + fitOf(other, one.number) >= asWritten + margin.pair
    })
    if (partner) problems.push(problem(one, partner))
    const own = fitOf(one, one.number)
    const rivals = known.filter((each) => !isSame(each.number, one.number) && isComparable(each.number, one.number))
    if (!partner && rivals.some((each) => likeness(one, each) >= own + margin.single)) problems.push(problem(one))
  }
  return problems
}

/** Whether each of two numbers stands by a name that the evidence has with the other one only. */
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

/** Not in a mere list ("12 and 13"), nor where the units already tell the two apart. */
function canTrade({ number: one }: NumberContext, { number: other }: NumberContext, text: string): boolean {
  if (isSame(one, other)) return false
  if (
    /^\s?(?:,|and|or|to|和|与|或|、|-)\s?$/.test(text.slice(one.end, other.start)) &&
    !/\b(?:from|between)\s$/.test(text.slice(0, one.start))
  ) {
    return false
  }
  const units = (quantity: Quantity) => quantity.readings.flatMap(({ unit }) => unit?.dimension ?? [])
  return units(one).length === 0 || units(other).length === 0 || isComparable(one, other)
}

/** How alike the words around two numbers are. A word that stands by every number of the evidence says nothing. */
function likenessIn(known: readonly NumberContext[]) {
  const counts = new Map<string, number>()
  for (const { words } of known) for (const word of words.keys()) counts.set(word, (counts.get(word) ?? 0) + 1)
  return (one: NumberContext, other: NumberContext): number => {
    let sum = 0
    for (const [word, value] of one.words) {
      const count = counts.get(word) ?? 0
      if (count > 0 && count < known.length)
        sum += Math.min(value, other.words.get(word) ?? 0) * Math.log2(known.length / count)
    }
    return sum
  }
}

function isSame(one: Quantity, other: Quantity): boolean {
  return one.readings.some((mine) =>
    other.readings.some(
      (theirs) =>
        mine.value === theirs.value ||
        (mine.unit?.dimension === theirs.unit?.dimension &&
          Math.abs(mine.value * (mine.unit?.factor ?? 1) - theirs.value * (theirs.unit?.factor ?? 1)) < 1e-9),
    ),
  )
}

function isComparable(one: Quantity, other: Quantity): boolean {
  const dimensions = (quantity: Quantity) => quantity.readings.map(({ unit }) => unit?.dimension)
  return dimensions(one).some((dimension) => dimensions(other).includes(dimension))
}
