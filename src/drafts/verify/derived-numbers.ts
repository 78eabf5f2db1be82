import { isComputed } from './computed-numbers.ts'
import { inBase, type Pair, pairsIn } from './number-pairs.ts'
import { isSame } from './quantities.ts'
import type { Quantity, Reading } from './quantity.ts'

/** A sentence of the evidence with its numbers. */
interface CountedSentence {
  readonly numbers: readonly Quantity[]
  /** The normalized sentence. */
  readonly text: string
}

/** How far the exact value may be from what is said, as a share of it. */
const tolerance = { plain: 0.1, rough: 0.16 } as const

/** The same for "more than half", which may be nearly two thirds. */
const halfTolerance = 0.3

/** The exact value is below what "nearly twice" says. */
const isBelow =
  /\b(?:almost|nearly|close to|just under|not quite|less than|fewer than|under|below)\s(?:an?\s)?$|(?:将近|接近|近|不到)\s?$/i
/** And above what "more than twice" says. */
const isAbove = /\b(?:over|more than|above|at least)\s(?:an?\s)?$|(?:超过|逾)\s?$/i

/** Whether a number of a sentence follows from the evidence although it is not written there. */
export function isDerived(
  number: Quantity,
  { text, numbers: own }: CountedSentence,
  evidence: readonly CountedSentence[],
): boolean {
  const before = text.slice(0, number.start)
  const { share } = number
  if (share && number.kind === 'words' && isOwnFraction(share, own, evidence)) return true
  if (isComputed({ number, text, own }, evidence)) return true
  if (share && evidence.some((each) => sharesAbovePercentiles(each.text).includes(share.value))) return true
  return number.readings.some((reading) => {
    const dimension = reading.unit?.dimension
    if (dimension === undefined && isLimit(reading.value, before, text.slice(number.end), evidence)) return true
    if (number.kind === 'words' && dimension === undefined)
      return evidence.some((each) => listLengths(each.text).includes(reading.value))
    if (dimension === 'months' && evidence.some((each) => monthsBetween(each.text).includes(inBase(reading))))
      return true
    if (isAboutTime(number, reading, before, evidence)) return true
    if (number.readings.length === 1 && isTwice(reading, text.slice(number.end), evidence)) return true
    const isFraction = dimension === 'ratio' && reading.unit?.factor === 1
    if (isFraction && reading.value === 0.5 && evidence.some((each) => median.test(each.text))) return true
    if (number.kind === 'words' && (dimension === 'times' || isFraction))
      return evidence.some(({ numbers }) =>
        sharesIn(numbers, dimension).some((value) => isNear(value, number, reading, text)),
      )
    if (dimension === 'ratio') return evidence.some(({ numbers }) => isExcess(reading, text.slice(number.end), numbers))
    if (number.kind === 'words' && dimension === 'point' && number.isRough)
      return evidence.some((each) => pairsIn(each.numbers).some((pair) => isAboutGap(reading.value, pair)))
    if (number.kind === 'digits' && dimension === 'point')
      return evidence.some((each) => pairsIn(each.numbers).some((pair) => isGap(reading.value, pair, number.raw)))
    return false
  })
}

/** "57 of the 138, about four in ten": a fraction of the evidence, in rounder numbers. */
function isOwnFraction(share: Reading, own: readonly Quantity[], evidence: readonly CountedSentence[]): boolean {
  const isKnown = (number: Quantity) => evidence.some(({ numbers }) => numbers.some((each) => isSame(each, number)))
  return own.some((other) => {
    const exact = other.share
    if (exact === undefined || exact.value === share.value || other.kind !== 'digits') return false
    const fraction = own.filter((each) => each.share?.value === exact.value)
    return fraction.every(isKnown) && Math.abs(inBase(exact) - inBase(share)) < fractionTolerance
  })
}

/** How far a fraction may be from the rounder one. */
const fractionTolerance = 0.02

/** Half of what was counted is on either side of it. */
const median = /\bmedian\b|中位/i

/** How far a time may be from "a quarter of an hour" or 一分半, as a share of it. */
const timeTolerance = 0.08

/** "A quarter of an hour" for 14 minutes, 不到一秒 for 0.7 seconds. */
function isAboutTime(number: Quantity, said: Reading, before: string, evidence: readonly CountedSentence[]): boolean {
  if (number.kind !== 'words' || said.unit?.dimension !== 'duration') return false
  const isPart = !Number.isInteger(said.value)
  const isUnder = said.value === 1 && isBelow.test(before)
  const times = evidence.flatMap(({ numbers }) => numbers.flatMap(({ readings }) => readings))
  return times.some((each) => {
    const off = each.unit?.dimension === 'duration' ? inBase(each) / inBase(said) - 1 : Number.NaN
    return (isPart && Math.abs(off) <= timeTolerance) || (isUnder && off < 0 && off >= -0.5)
  })
}

/** What "twice" compares, or how often something recurs. */
const compared = /^\s(?:as|the|its|their|his|her|our|that|this|what|more|a|an|per|every|each|daily|weekly)\b/

/** "Building one twice", where the evidence counts no times. */
function isTwice({ value, unit }: Reading, after: string, evidence: readonly CountedSentence[]): boolean {
  const isCounted = ({ readings }: Quantity) => readings.some((each) => each.unit?.dimension === 'times')
  const hasTimes = evidence.some(({ numbers }) => numbers.some(isCounted))
  return value === 2 && unit?.dimension === 'times' && !hasTimes && !compared.test(after)
}

/** 0.1 for the 99.9th percentile: "one in a thousand". In percent. */
function sharesAbovePercentiles(text: string): number[] {
  const found = text.matchAll(
    /\b(\d\d(?:\.\d+)?)(?:st|nd|rd|th)[\s-]percentile|\bP(\d\d(?:\.\d+)?)\b|第\s?(\d\d(?:\.\d+)?)\s?百分位/gi,
  )
  return [...found].map(([, ...digits]) => Number((100 - Number(digits.find(Boolean))).toFixed(6)))
}

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const months = new RegExp(
  `\\b(${monthNames.join('|')})[a-z]*\\b(?:\\s((?:19|20)\\d\\d))?|(?:((?:19|20)\\d\\d)\\s?年\\s?)?(?<!\\d)(\\d{1,2})\\s?月`,
  'gi',
)

/** 2015 to 2023, between 2015 and 2023, 2015 至 2023 年. */
const yearSpan =
  /(?<!\d)((?:19|20)\d\d)\s?年?\s?(?:-|to|until|through|and|bis|à|hasta|al?|[至到和])\s?((?:19|20)\d\d)(?!\d)/g

/** How many months are between the months or the years that a text names, without and with the last one. */
function monthsBetween(text: string): number[] {
  const found = [...text.matchAll(months)].map(([, name, year, hanYear, number]) => {
    return { month: name ? monthNames.indexOf(name.toLowerCase()) : Number(number) - 1, year: Number(year ?? hanYear) }
  })
  const spans = [...text.matchAll(yearSpan)].flatMap(([, first, last]) => {
    const years = Number(last) - Number(first)
    return years > 0 ? [12 * years, 12 * (years + 1)] : []
  })
  const between = found.slice(1).flatMap(({ month, year }, at) => {
    const first = found[at]
    if (!first) return []
    const years = first.year && year ? year - first.year : month < first.month ? 1 : 0
    const count = 12 * years + month - first.month
    return [count, count + 1]
  })
  return [...spans, ...between]
}

/** "Seven or more" for more than six, "no more than three" for fewer than four. */
function isLimit(value: number, before: string, after: string, evidence: readonly CountedSentence[]): boolean {
  const isLeast = /^\s(?:or more|and more|or higher)\b/.test(after) || /\bat least\s$/i.test(before)
  const isMost = /^\s(?:or fewer|or less)\b/.test(after) || /\b(?:at most|no more than|up to)\s$/i.test(before)
  const limit = isLeast ? /\b(?:more than|over|above)\s$/i : /\b(?:fewer than|less than|under|below)\s$/i
  const beyond = isLeast ? value - 1 : value + 1
  const isIt = ({ text, numbers }: CountedSentence) =>
    numbers.some(({ readings, start }) => readings[0]?.value === beyond && limit.test(text.slice(0, start)))
  return (isLeast || isMost) && evidence.some(isIt)
}

/** The percentages and multiples of a sentence, and how far apart its numbers are. */
function sharesIn(numbers: readonly Quantity[], dimension: 'times' | 'ratio'): number[] {
  const written = numbers.flatMap(({ readings }) => readings.filter(({ unit }) => unit?.dimension === dimension))
  const compared = pairsIn(numbers).flatMap((pair) => {
    const [low = 0, high = 0] = pair
      .flatMap(({ readings: [first] }) => (first ? inBase(first) : []))
      .toSorted((one, other) => one - other)
    if (low <= 0) return []
    // "Up by two fifths" and "a third less" compare with the first or the last of the two.
    return dimension === 'times' ? [high / low] : [low / high, high / low - 1, 1 - low / high]
  })
  return [...written.map(inBase), ...compared]
}

function isNear(exact: number, { isRough, start, end }: Quantity, said: Reading, text: string): boolean {
  const before = text.slice(0, start)
  const off = exact / inBase(said) - 1
  const isHalf = said.unit?.dimension === 'ratio' && inBase(said) === 0.5
  const most = isHalf ? halfTolerance : isRough ? tolerance.rough : tolerance.plain
  if (isBelow.test(before)) return off <= 0 && off >= -most
  // "More than three times" may be up to four times.
  const isMultiple = said.unit?.dimension === 'times' && exact < inBase(said) + 1
  const isMore = isAbove.test(before) || /^[多余]/.test(text.slice(end))
  return isMore ? off >= 0 && (off <= most || isMultiple) : Math.abs(off) <= tolerance.plain
}

/** "41% more often" for 1.41 times as often. */
function isExcess({ value }: Reading, after: string, numbers: readonly Quantity[]): boolean {
  const sign = /^\s(?:more|higher|faster|larger|longer|greater|better|above)\b/.test(after)
    ? 1
    : /^\s(?:less|lower|fewer|smaller|shorter|slower|below)\b/.test(after)
      ? -1
      : 0
  const isSaid = ({ value: factor, unit }: Reading) =>
    unit?.dimension === 'times' && Math.abs(factor - (1 + (sign * value) / 100)) < 1e-9
  return sign !== 0 && numbers.some(({ readings }) => readings.some(isSaid))
}

/** How far apart two scores or percentages are, in points. */
function isGap(said: number, [one, other]: Pair, written: string): boolean {
  const [first, second] = [one.readings[0], other.readings[0]]
  const decimals = /\.(\d+)/.exec(written)?.[1]?.length ?? 0
  const isScore = first?.unit === undefined || first.unit.dimension === 'ratio' || first.unit.dimension === 'point'
  const gap = Math.abs((first?.value ?? 0) - (second?.value ?? 0))
  return isScore && gap.toFixed(decimals) === said.toFixed(decimals)
}

/** 四十多个百分点 for 88.6% and 47.3%. */
function isAboutGap(said: number, [one, other]: Pair): boolean {
  const [first, second] = [one.readings[0], other.readings[0]]
  const isScore = first?.unit === undefined || first.unit.dimension === 'ratio' || first.unit.dimension === 'point'
  return isScore && Math.abs(Math.abs((first?.value ?? 0) - (second?.value ?? 0)) / said - 1) <= tolerance.plain
}

/** An item of a list, of one to four words: "the Great Barrier Reef". */
const item = /(?:[\p{L}\p{N}.'+-]+\s){0,3}[\p{L}\p{N}.'+-]+/u.source
const list = new RegExp(`${item}(?:, ${item})+,? (?:and|or) ${item}`, 'gu')
const hanItem = /[\p{L}\p{N}-]{1,12}/u.source
const hanList = new RegExp(`${hanItem}(?:、${hanItem})+(?:和|与|及|以及|或)${hanItem}`, 'gu')

/** How many things each list of a text has, such as three for "A, B and C". */
function listLengths(text: string): number[] {
  return [
    ...[...text.matchAll(list)].map(([words]) => words.split(/, (?:and |or )?| (?:and|or) /).length),
    ...[...text.matchAll(hanList)].map(([words]) => words.split(/、|和|与|以及|及|或/).length),
  ]
}
