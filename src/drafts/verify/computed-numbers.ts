import { inBase, type Pair, pairsIn } from './number-pairs.ts'
import { isSame } from './quantities.ts'
import type { Quantity, Reading } from './quantity.ts'
import { spanOf, spansIn } from './spans.ts'

/** A sentence of the evidence with its numbers. */
interface CountedSentence {
  readonly numbers: readonly Quantity[]
  /** The normalized sentence. */
  readonly text: string
}

/** A number in its own sentence. */
interface Said {
  readonly number: Quantity
  readonly text: string
  /** All numbers of the sentence. */
  readonly own: readonly Quantity[]
}

/** What is right before or behind a difference: "by 37", "$10 cheaper", 只差 0.03. */
const differenceBefore =
  /\b(?:by|the (?:next|other|remaining|further)|another|an? (?:extra|additional|further)|adds?|added|gain(?:s|ed)?|los(?:es|t)|sav(?:es|ed)|costs an? extra|drop(?:s|ped)|fell|rose|up|down|worth|(?:gap|difference|gain|loss|drop|rise|fall|margin|saving|advantage) (?:of|is|was))\s(?:only |just |about |another )?[$€£¥]?$|[差高低多少涨跌升降减增省快慢长短贵加](?:[了出约]|便宜)?\s?(?:[^\d,;。]{0,2}\s?)[$€£¥]?$|便宜了?\s?$/i
const differenceAfter =
  /^\s(?:(?:in|of)\s\w+\s)?(?:more|less|fewer|extra|apart|\w{2,}er|better|worse|above|below|ahead|behind|beyond|short)\b/i

/** Words that say that a number is what another one leaves of the whole. */
const opposite =
  /\b(?:los\w+|fail\w*|miss\w*|rest|other\w*|remain\w*|without|not|no|never|un\w+|wrong\w*|error\w*|incorrect\w*|reject\w*|drop\w*)\b|其余|另外|剩|没|未|不|失|错|漏/i

/** The same, where the evidence says what is left: "saves two thirds" for "uses a third". */
const saving = /\b(?:sav(?:es?|ed|ings?)|less|fewer|cheaper|cut(?:s|ting)?|reduc\w+)\b|[省减少降]/i

/** In characters: how far the word that says what a number leaves may be from it. */
const reach = 48

/**
 * Whether a number is the difference, the sum, the ratio or the rest of numbers in one sentence of the evidence. One of them
 * has to be in the same sentence as the number, because among many results one always fits by chance.
 */
export function isComputed(said: Said, evidence: readonly CountedSentence[]): boolean {
  const around = said.text.slice(Math.max(0, said.number.start - reach), said.number.end + reach)
  const isGap = isDelta(said.number, said.text)
  const isOwn = (number: Quantity) => said.own.some((each) => each !== said.number && isSame(each, number))
  const { share } = said.number
  return [...said.number.readings, ...(share ? [share] : [])].some((reading) =>
    evidence.some((sentence) => {
      const pairs = pairsIn(sentence.numbers)
      const [some, both] = [pairs.filter((pair) => pair.some(isOwn)), pairs.filter((pair) => pair.every(isOwn))]
      return (
        (isGap && some.some((pair) => isDifference(reading, pair, said.number.raw))) ||
        sentence.numbers.some((number) => isOwn(number) && isOtherEnd(said, reading, number, sentence)) ||
        both.some((pair) => isSum(reading, pair)) ||
        ((opposite.test(around) || (saving.test(around) && !saving.test(sentence.text))) &&
          sentence.numbers.some((number) => !isOwn(number) && isRest(reading, number, said.number.kind))) ||
        (said.number.kind === 'digits' &&
          (some.some((pair) => isMultiple(reading, pair, said.number)) ||
            both.some((pair) => isPercentage(reading, pair, said.number))))
      )
    }),
  )
}

function isDifference(said: Reading, [one, other]: Pair, written: string): boolean {
  const [first, second] = [one.readings[0], other.readings[0]]
  if (!first || !second) return false
  const dimension = first.unit?.dimension
  const isScore = dimension === undefined || dimension === 'ratio'
  // The difference of two percentages is in points.
  const isUnit =
    (said.unit?.dimension === dimension && dimension !== 'ratio') || (isScore && said.unit?.dimension === 'point')
  const factor = said.unit?.dimension === dimension ? (said.unit?.factor ?? 1) : (first.unit?.factor ?? 1)
  return isUnit && isWritten((inBase(first) - inBase(second)) / factor, said.value, written)
}

function isDelta({ start, end }: Quantity, text: string): boolean {
  return differenceBefore.test(text.slice(0, start)) || differenceAfter.test(text.slice(end))
}

/** A change that makes the number after it smaller. */
const down =
  /\b(?:less|fewer|down|fell|los\w+|drop\w*|fall\w*|decreas\w+|declin\w+|reduc\w+|lower|shorter|faster|cheaper|smaller|lighter|below|worse)\b|[低少跌降减快短]|便宜/i

/** Before and after a change, one of which the evidence leaves out: 61 for "takes 74 ms, 13 ms longer than before". */
function isOtherEnd({ number, text }: Said, said: Reading, end: Quantity, evidence: CountedSentence): boolean {
  const isFirst = /\bfrom\s[$€£¥]?$|[从由]\s?$/.test(evidence.text.slice(0, end.start))
  return evidence.numbers.some((change) => {
    const [given, by] = [end.readings[0], change.readings[0]]
    if (change === end || !given || !by || !isDelta(change, evidence.text)) return false
    const [dimension, kind] = [given.unit?.dimension, by.unit?.dimension]
    const isScore = kind === 'point' && (dimension === undefined || dimension === 'ratio')
    const isUnit = said.unit === undefined || said.unit.dimension === dimension
    if (!isUnit || !(isScore || (kind === dimension && dimension !== 'ratio'))) return false
    const step = by.value * (isScore ? 1 : factorOf(by, given))
    const isDown = down.test(evidence.text.slice(Math.max(0, change.start - 8), change.end + 12))
    const wanted = given.value + (isDown === isFirst ? -step : step)
    const span = spanOf(number, end, spansIn(text, false))
    const isTurned = span !== undefined && isSame(span[isFirst ? 0 : 1], number)
    return !isTurned && Math.abs(wanted - said.value * (said.unit ? factorOf(said, given) : 1)) < 1e-9
  })
}

/** "Two of three fail" for 34% that succeed. */
const restTolerance = 0.02

/** 29% for 71%, two thirds for a third. */
function isRest(said: Reading, { share, readings: [first] }: Quantity, kind: Quantity['kind']): boolean {
  const whole = share ?? first
  const areShares = [said, whole].every((each) => each?.unit?.dimension === 'ratio')
  return (
    areShares &&
    whole !== undefined &&
    Math.abs(1 - inBase(whole) - inBase(said)) < (kind === 'words' ? restTolerance : 1e-9)
  )
}

/** "Twelve models, five closed and seven open". */
function isSum(said: Reading, [one, other]: Pair): boolean {
  const [first, second] = [one.readings[0], other.readings[0]]
  if (!first || !second || said.unit?.dimension !== first.unit?.dimension) return false
  return Math.abs(inBase(first) + inBase(second) - inBase(said)) < 1e-9
}

/** "150 times as long" for 0.4 ms and 61 ms. */
function isMultiple(said: Reading, pair: Pair, { raw, isRough }: Quantity): boolean {
  if (said.unit?.dimension !== 'times') return false
  const [low = 0, high = 0] = basesOf(pair)
  return low > 0 && (isWritten(high / low, said.value, raw) || (isRough && Math.abs(high / low / said.value - 1) < 0.1))
}

/** 88% for 44 of 50, 74% for a fall from 16 to 4.2. */
function isPercentage(said: Reading, pair: Pair, { raw }: Quantity): boolean {
  if (said.unit?.dimension !== 'ratio' || pair[0].readings[0]?.unit?.dimension === 'ratio') return false
  const [low = 0, high = 0] = basesOf(pair)
  return (
    low > 0 && [low / high, 1 - low / high, high / low - 1].some((share) => isWritten(100 * share, said.value, raw))
  )
}

function basesOf(pair: Pair): number[] {
  return pair.flatMap(({ readings: [first] }) => (first ? inBase(first) : [])).toSorted((one, other) => one - other)
}

function factorOf(one: Reading, other: Reading): number {
  return (one.unit?.factor ?? 1) / (other.unit?.factor ?? 1)
}

/** Whether a number is what is written, rounded to its digits. */
function isWritten(exact: number, said: number, written: string): boolean {
  const decimals = /\.(\d+)/.exec(written)?.[1]?.length ?? 0
  return Math.abs(exact).toFixed(decimals) === said.toFixed(decimals)
}
