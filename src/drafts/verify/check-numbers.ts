import type { DraftProblem } from '../../domain/draft.ts'
import type { Quantity, Reading } from './quantity.ts'
import { unitKey } from './units.ts'

/**
 * A share in words, such as a third, may differ from the percentage in the evidence by this much and by this part of it; a
 * percentage from a share in words by what rounding does.
 */
const shareTolerance = { most: 0.02, part: 0.1, digits: 0.005 } as const

/** More times than these are no multiple. */
const factorMax = 1_000

/**
 * Numbers of a sentence that its evidence does not have, or has with another unit. `units` are the keys of all that the evidence
 * names, also far from a number; `follows` says whether a number can be computed from it.
 */
export function numberProblems(
  numbers: readonly Quantity[],
  evidence: readonly Quantity[],
  units: ReadonlySet<string>,
  follows: (number: Quantity) => boolean,
): DraftProblem[] {
  return numbers.flatMap((number): DraftProblem[] => {
    // Both numbers of "27 of 100" for 27%.
    const { share } = number
    if (share && compare({ ...number, readings: [share] }, evidence, units) === 'same') return []
    const match = compare(number, evidence, units)
    if (match === 'same' || number.kind === 'article' || (match === 'none' && isCasual(number))) return []
    if (match === 'none' && follows(number)) return []
    return [{ kind: match === 'unit' ? 'unit' : 'number', what: number.raw }]
  })
}

/** "One of them", "two ideas", 两种: words that count what is in front of the reader. */
function isCasual({ kind, readings }: Quantity): boolean {
  if (kind === 'ordinal') return readings.every(({ value }) => value <= 3)
  return (
    kind === 'words' && readings.every(({ value, unit }) => (value === 1 && !isMeasure(unit)) || (value <= 3 && !unit))
  )
}

function isMeasure(unit: Reading['unit']): boolean {
  return unit !== undefined && unit.dimension !== 'times'
}

type Match = 'same' | 'unit' | 'none'

function compare(number: Quantity, evidence: readonly Quantity[], units: ReadonlySet<string>): Match {
  let found: Match = 'none'
  for (const [at, reading] of number.readings.entries()) {
    for (const other of evidence) {
      // "One of them" does not support "1%".
      if (reading.unit && other.kind === 'words' && isCasual(other)) continue
      for (const theirs of other.readings) {
        const match = compareReadings(reading, theirs, { number, other, units })
        if (match === 'same') return 'same'
        // Another way to read it, such as twice for a half, is no wrong unit.
        if (match === 'unit' && (at === 0 || number.kind === 'digits')) found = 'unit'
      }
    }
  }
  return found
}

interface Comparison {
  readonly number: Quantity
  readonly other: Quantity
  readonly units: ReadonlySet<string>
}

function compareReadings(ours: Reading, theirs: Reading, { number, other: quantity, units }: Comparison): Match {
  const [one, other] = [ours.unit, theirs.unit]
  const isRounded = number.isRough && isRoundedTo(ours.value, theirs.value, number.raw)
  // "RE2 is a quarter as fast" for "four times as fast as RE2".
  if (number.kind === 'words' && quantity.kind === 'words' && isInverse(ours, theirs)) return 'same'
  if (one && other && one.dimension === other.dimension) {
    const [mine, wanted] = [ours.value * one.factor, theirs.value * other.factor]
    if (isEqual(mine, wanted) || (isRounded && one.factor === other.factor)) return 'same'
    const isInWords = one.factor !== other.factor || number.share !== undefined
    const isShare = one.dimension === 'ratio' && isInWords && mine !== 0.5 && wanted !== 0.5
    const tolerance =
      number.kind === 'words' ? Math.min(shareTolerance.most, shareTolerance.part * wanted) : shareTolerance.digits
    if (isShare && Math.abs(mine - wanted) < tolerance) return 'same'
    // "Three percent" for 3.2%.
    const isWhole = number.kind === 'words' && one.factor === other.factor && Math.round(theirs.value) === ours.value
    if (isWhole && Math.abs(mine - wanted) < shareTolerance.part * wanted) return 'same'
    // "Half a gigabyte" for 512 MB.
    if (one.dimension === 'bytes' && number.kind === 'words' && mine / wanted > 0.9 && mine / wanted < 1.1)
      return 'same'
    return isEqual(ours.value, theirs.value) ? 'unit' : 'none'
  }
  // "More than 90%" for a probability above 0.9.
  if (one?.dimension === 'ratio' && !other && theirs.value < 1 && isEqual(ours.value * one.factor, theirs.value))
    return 'same'
  if (!isEqual(ours.value, theirs.value)) return isRounded && !(one && other) ? 'same' : 'none'
  if (!one) return other?.dimension === 'ratio' && number.isCount ? 'unit' : 'same'
  // "They ran it 2,300 times" for 2,300 runs.
  if (!other && quantity.isCount && one.dimension === 'times' && Number.isInteger(ours.value)) return 'same'
  // A factor is never so large: "downloaded 9.6 billion times".
  if (!other && one.dimension === 'times' && Number.isInteger(ours.value) && ours.value >= factorMax) return 'same'
  // "41.7 points" for a score of 41.7.
  if (!other && one.dimension === 'point' && !quantity.isCount && /^[\d.]+ points?$/.test(number.raw)) return 'same'
  if (!other && quantity.isLabel && !isCount(one.dimension)) return one.dimension === 'months' ? 'same' : 'unit'
  // The evidence may name a unit once for several numbers, except for a number that counts something.
  if (!other) return isCount(one.dimension) || (units.has(unitKey(one)) && !quantity.isCount) ? 'same' : 'unit'
  return 'unit'
}

function isInverse(ours: Reading, theirs: Reading): boolean {
  const kinds = [ours.unit?.dimension, theirs.unit?.dimension]
  return kinds.includes('ratio') && kinds.includes('times') && isEqual(ours.value * theirs.value, 1)
}

/** Words for things that are counted rather than measured. */
function isCount(dimension: string): boolean {
  return dimension === 'token' || dimension === 'parameter'
}

function isEqual(one: number, other: number): boolean {
  return Math.abs(one - other) <= Math.max(Math.abs(one), Math.abs(other)) * 1e-9
}

/** Whether `rough` is `exact`, rounded up or down to the fewer digits with which it was `written`. */
function isRoundedTo(rough: number, exact: number, written: string): boolean {
  const digits = significant(/\d[\d.,]*/.exec(written)?.[0] ?? String(rough))
  if (rough <= 0 || exact <= 0 || digits >= significant(String(exact))) return false
  const step = 10 ** (Math.floor(Math.log10(exact)) + 1 - digits)
  return isEqual(rough, Math.floor(exact / step) * step) || isEqual(rough, Math.ceil(exact / step) * step)
}

/** The number of significant digits: the zeros at the end of `1200` do not count, that of `1.0` does. */
function significant(written: string): number {
  const digits = written.replace(/[,\s]/g, '').replace(/^0*\.?0*/, '')
  return (digits.includes('.') || /^0?\./.test(written) ? digits : digits.replace(/0+$/, '')).replace('.', '').length
}
