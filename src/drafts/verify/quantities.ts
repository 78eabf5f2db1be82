import { chineseNumbers } from './chinese-numbers.ts'
import { withCompounds } from './compounds.ts'
import { inherited } from './inherited-units.ts'
import { multiplierIn } from './multipliers.ts'
import { englishNumbers } from './number-words.ts'
import type { Quantity, Reading } from './quantity.ts'
import { chineseUnit, type Unit, unitOf } from './units.ts'

const ratio: Unit = { dimension: 'ratio', factor: 1 }
const times: Unit = { dimension: 'times', factor: 1 }

/** `GPT-4.1`, `H100`, `CVE-2026-10442`: the digits are part of a name. */
const identifier = /(?<![\p{L}\p{N}])[A-Za-z]+(?:[-./_+]?[A-Za-z0-9]+)*(?![A-Za-z0-9])/gu

/** With separators between thousands, or a decimal part, or both. */
const digitNumber =
  /(?<![\d^A-Za-z]|\d[.,])(?:\d{1,3}(?:([,.' ])\d{3})(?:\1\d{3})*(?:[.,]\d+)?(?![\d])|\d+(?:[.,]\d+)?)/g

const roughBefore =
  /(?:\b(?:about|around|roughly|approximately|some|nearly|almost|close to|over|more than|above|up to|at least|at most|less than|under|below|fewer than|within|past|beyond|no more than|no fewer than|mehr als|weniger als|etwa|rund|knapp|fast|über|unter|mindestens|höchstens|plus (?:de|d')|moins (?:de|d')|environ|presque|près de|más de|menos de|unos|unas|casi|cerca de)|~|≈|约|大约|近|将近|超过|不到|不足|逾|多达|至少|至多)\s?(?:[$€£¥]\s?)?$/i
const roughAfter = /^\s?(?:个?多|余|左右|以上|以下|以内|来|or so|or more|or less|上下)/

/** The numbers of a normalized text, in order. `hasDecimalComma`: whether `1.200` may mean 1,200 there. */
export function quantitiesIn(text: string, hasDecimalComma: boolean): readonly Quantity[] {
  const masked = text.replace(identifier, (name) => (/\d/.test(name) && !unitOf(name) ? '_'.repeat(name.length) : name))
  const found: Quantity[] = []
  for (const match of masked.matchAll(digitNumber)) {
    const after = masked.slice(match.index + match[0].length)
    found.push(finish(masked, match.index, match[0], readingsOf(match[0], after, hasDecimalComma), 'digits'))
  }
  const isTaken = (at: number) => found.some(({ start, end }) => at >= start && at < end)
  for (const words of [...englishNumbers(masked), ...chineseNumbers(masked)]) {
    if (isTaken(words.start)) continue
    const { start, end, value, kind } = words
    const plain: Reading[] = [
      { value, ...(kind === 'share' && { unit: ratio }), ...(kind === 'times' && { unit: times }) },
    ]
    const readings = [...plain, ...(kind === 'share' && value === 0.5 ? [{ value: 2, unit: times }] : [])]
    found.push(finish(masked, start, masked.slice(start, end), readings, kind === 'ordinal' ? 'ordinal' : 'words'))
  }
  for (const match of masked.matchAll(/\b(?:an?|each|every|per)(?=\s[a-z]+)|每(?=\p{Script=Han})/giu)) {
    if (isTaken(match.index)) continue
    const article = finish(masked, match.index, match[0], [{ value: 1 }], 'article')
    if (!article.readings.some(({ unit }) => unit)) continue
    // "An hour and a half" is a number.
    found.push(article.readings.some(({ value }) => value > 1) ? { ...article, kind: 'words' } : article)
  }
  const isInside = ({ start }: Quantity) => found.some((each) => each.start < start && start < each.end)
  const sorted = found.filter((each) => !isInside(each)).toSorted((one, other) => one.start - other.start)
  return inherited(
    withCompounds(
      sorted.map((each) => withAge(each, text)),
      text,
    ),
    text,
  )
}

/** "Aged 14 to 17" are years, too. */
function withAge(number: Quantity, text: string): Quantity {
  const years = unitOf('years')
  const isAge =
    number.kind === 'digits' && age.test(text.slice(0, number.start)) && !number.readings.some(({ unit }) => unit)
  return isAge && years
    ? { ...number, readings: number.readings.flatMap((each) => [each, { ...each, unit: years }]) }
    : number
}

const age = /\b(?:aged?|ages)\s(?:(?:between|over|under|above|below|from)\s)?(?:\d+\s?(?:to|and|or|-)\s)?$/i

function readingsOf(digits: string, after: string, hasDecimalComma: boolean): Reading[] {
  const values = valuesOf(digits, hasDecimalComma)
  const multiplier = multiplierIn(after)
  const scaled = multiplier ? values.map((value) => ({ value: value * multiplier.factor })) : []
  // One letter may be a unit as well.
  const letter = /^[A-Za-z](?![A-Za-z0-9])/.exec(multiplier?.written ?? '')?.[0]
  return [...scaled, ...(multiplier && !(letter && unitOf(letter)) ? [] : values.map((value) => ({ value })))]
}

/** `1,200`, `1 200`, `1'200`; `1.200` where the comma is for decimals; `12,5` everywhere. */
function valuesOf(digits: string, hasDecimalComma: boolean): number[] {
  const plain = Number(digits.replace(/[, ']/g, ''))
  const continental = Number(digits.replace(/[. ']/g, '').replace(',', '.'))
  const isGroupedByDot = /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(digits)
  if (/^\d+,\d+$/.test(digits) && !/^\d{1,3},\d{3}$/.test(digits)) return [continental]
  if (isGroupedByDot && /\..*[.,]/.test(digits)) return [continental]
  if (isGroupedByDot) return hasDecimalComma ? [continental, plain] : [plain]
  return /^\d{1,3},\d{3}$/.test(digits) && hasDecimalComma ? [plain, continental] : [plain]
}

/** Adds the context of a number: its unit, and whether it is approximate. */
function finish(
  text: string,
  start: number,
  number: string,
  plain: readonly Reading[],
  kind: Quantity['kind'],
): Quantity {
  const [before, behind] = [text.slice(0, start), text.slice(start + number.length)]
  const multiplier = kind === 'digits' ? (multiplierIn(behind)?.written ?? '') : ''
  const isOrdinal =
    kind === 'ordinal' ||
    (kind === 'digits' && multiplier === '' && (/^(?:st|nd|rd|th)\b/.test(behind) || /第\s?$/.test(before)))
  const readings = plain.flatMap((reading): Reading[] => {
    if (reading.unit) return reading.unit === ratio ? [reading, ...partOf(reading, behind)] : [reading]
    // The k of "2.3k times" is no unit.
    const isScaled = multiplier !== '' && !(unitOf(multiplier) && reading === plain.at(-1))
    const skip = isScaled || multiplier.trim().length > 1 ? multiplier.length : 0
    if (isOrdinal) return [{ value: reading.value }]
    const { unit: plainest, half } = unitAround(before, behind.slice(skip))
    // Ten thousand 度 are no temperature.
    const unit = plainest?.dimension === 'celsius' && /[万亿]/.test(multiplier) ? unitOf('度电') : plainest
    return [{ value: reading.value + half, ...(unit && { unit }) }]
  })
  const length = isOrdinal ? 0 : unitAround(before, behind.slice(multiplier.length)).length
  const end = start + number.length + multiplier.length + length
  const hasUnit = readings.some(({ unit }) => unit)
  return {
    raw: text.slice(start, end).trim(),
    isCount: !hasUnit && kind !== 'article' && counts(text.slice(end)),
    isLabel: !hasUnit && (label.test(before) || (kind === 'digits' && /^(?:19|20)\d\d$/.test(number))),
    start,
    end,
    readings,
    kind: isOrdinal ? 'ordinal' : kind,
    isRough:
      /[多余来][万亿]$/.test(number) ||
      roughBefore.test(before.slice(-24)) ||
      roughAfter.test(text.slice(end)) ||
      roughAfter.test(behind),
  }
}

/** Half an hour, a quarter of an hour, half a percent. */
function partOf({ value }: Reading, behind: string): Reading[] {
  const unit = /^\s(?:of\s)?an?\s([a-z]+)/.exec(behind)?.[1] ?? /^\s([a-z]+)/.exec(behind)?.[1]
  const known = unit === undefined ? undefined : unitOf(unit)
  return known ? [{ value, unit: known }] : []
}

/** A noun right behind a number, with no unit among the next words: `50 household objects`, but not `0.2 perplexity points`. */
function counts(behind: string): boolean {
  if (/^\s?\p{Script=Han}/u.test(behind)) return /^\s?[名家座张位份件例人辆只头条个种项台所款座次场篇]/u.test(behind)
  const words =
    /^[\s-](?:(?:more|other|additional|extra|new|further)\s(?!than\b))?([a-z]{3,}(?:[\s-][A-Za-z]+){0,3})/
      .exec(behind)?.[1]
      ?.split(/[\s-]/) ?? []
  return (
    words.length > 0 &&
    !notCounted.has(words[0] ?? '') &&
    !/ed$/.test(words[0] ?? '') &&
    !words.slice(0, 3).some((word) => unitOf(word))
  )
}

/** Words before a number that is a label. */
const label =
  /\b(?:versions?|levels?|releases?|stages?|phases?|chapters?|sections?|tables?|figures?|steps?|layers?|ranks?|ports?|size|rooms?|lines?|January|February|March|April|May|June|July|August|September|October|November|December)\s$/i

const notCounted = new Set(
  'and but for with from than then were are was has had have while where when which who that per the its over under out not only on in at to of or as by is it if so up down against versus compared instead after before above below between within without during because until unless though although both each all more less higher lower larger smaller faster slower better worse greater longer shorter did does could would can'.split(
    ' ',
  ),
)

const currency = /(?:US)?([$€£¥₹])\s?$/

interface UnitAround {
  readonly unit?: Unit
  /** How many characters it takes behind the number. */
  readonly length: number
  /** 0.5 for "two and a half years" and 两年半. */
  readonly half: number
}

/** The unit before (`$`, `百分之`) or after a number, with a half in words around it. */
function unitAround(before: string, behind: string): UnitAround {
  const first = /^\sand a half(?=\s)/.exec(behind)?.[0].length ?? 0
  const { unit, length } = plainUnit(before, behind.slice(first))
  const last = /^(?:半|\sand a half\b)/.exec(behind.slice(first + length))?.[0].length ?? 0
  const isHalf = unit !== undefined && first + last > 0
  return { ...(unit && { unit }), length: isHalf ? first + length + last : length, half: isHalf ? 0.5 : 0 }
}

function plainUnit(before: string, behind: string): { unit?: Unit; length: number } {
  const money = currency.exec(before)?.[1]
  const isFactor = /\bfactors? of (?:about |around |almost |nearly )?$/i.test(before)
  if (isFactor) return { unit: times, length: 0 }
  const prefix = money ? unitOf(money) : /百分之\s?$/.test(before) ? unitOf('%') : undefined
  if (prefix) return { unit: prefix, length: 0 }
  const symbol = /^[\s-]?([%‰×°]\s?[CF]?(?![A-Za-z])|[$€£¥₹])/.exec(behind)
  const symbolUnit = symbol && (unitOf(symbol[1]?.replace(/\s/g, '') ?? '') ?? unitOf(symbol[1]?.slice(0, 1) ?? ''))
  if (symbol && symbolUnit) return { unit: symbolUnit, length: symbol[0].length }
  // "1,200 GPU hours", 5.9 万 GPU 小时.
  const modifier =
    /^[\s-]?(?:个\s?)?(?:[GCT]PU|_+|core|node|person|man)[\s-]?(?=(?:hour|day|week|month|year)s?\b|小时|天)/.exec(
      behind,
    )?.[0].length
  if (modifier) {
    const { unit, length } = plainUnit('', behind.slice(modifier))
    return { ...(unit && { unit }), length: modifier + length }
  }
  const words = /^[\s-]{0,2}([\p{Script=Latin}μ]+(?:\/[A-Za-z]+)?(?:\^?[23])?)(?:[\s-](\p{Script=Latin}+))?/u.exec(
    behind,
  )
  if (words) {
    const [whole, first = '', second] = words
    const both = second === undefined ? undefined : unitOf(`${first} ${second}`)
    if (both) return { unit: both, length: whole.length }
    const single = unitOf(first) ?? unitOf(first.split('/')[0] ?? '')
    if (single) return { unit: single, length: whole.length - (second === undefined ? 0 : second.length + 1) }
    return { length: 0 }
  }
  const han = /^\s?个?[多余]?/.exec(behind)?.[0] ?? ''
  const direct = chineseUnit(behind.trimStart()) ?? chineseUnit(behind.slice(han.length))
  if (!direct) return { length: 0 }
  return { unit: unitOf(direct) ?? ratio, length: behind.indexOf(direct) + direct.length }
}

/** Whether two numbers are equal, also in different units of one dimension. */
export function isSame(one: Quantity, other: Quantity): boolean {
  return one.readings.some((mine) =>
    other.readings.some(
      (theirs) =>
        mine.value === theirs.value ||
        (mine.unit?.dimension === theirs.unit?.dimension &&
          Math.abs(mine.value * (mine.unit?.factor ?? 1) - theirs.value * (theirs.unit?.factor ?? 1)) < 1e-9),
    ),
  )
}
