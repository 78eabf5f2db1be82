import type { DraftProblem } from '../../domain/draft.ts'
import { stem } from './anchors.ts'
import { quantitiesIn } from './quantities.ts'
import type { Quantity } from './quantity.ts'

/** Words for more and for less. A number must not have a word of one side if the evidence has one of the other. */
const more =
  /\b(?:ris(?:e|es|ing)|rose|risen|increas\w+|gr[oe]w(?:s|n|ing|th)?|gain(?:s|ed|ing)?|rais\w+|climb\w*|higher|(?<=%\s|points\s|times\s)(?:larger|greater)|more|(?<!\b(?:giv\w+|gave|end\w*|turn\w*|ma[dk]e|makes|making|set\w*|pick\w*|show\w*|keep\w*|kept|held|holds?|look\w*|wound|winds?|split\w*|ca[mu]ght|catch\w*|sign\w*|line[sd]?|back\w*|clean\w*|cove\w*|wa[kr]\w*|w[ao]ke\w*) )up|above|exceed\w*|faster|longer|improv\w+)\b|提高|上升|上涨|增加|增长|提升|升至|升到|高于|超过|增大|更快|变快|更高|更多/gi
const less =
  /\b(?:fall(?:s|en|ing)?|fell|drop(?:s|ping)?|dropped (?:by|to|from)|decreas\w+|declin\w+|reduc\w+|shr[aiu]nk\w*|lower(?:s|ed|ing)?|fewer|less|(?<=%\s|points\s|times\s)smaller|down|below|cut(?:s|ting)?|los(?:e|es|t|ing)|giv(?:es?|en|ing) up|gave up|slower|shorter|worsen\w*|degrad\w+)\b|降低|下降|减少|缩短|降到|降至|低于|减小|更慢|变慢|更低|更少|跌/gi
/** Words that compare with a limit, and tell nothing about a change. */
const limits =
  /\b(?:more|less|fewer|higher|lower|greater|larger|smaller|no more|no fewer|up|down)\s(?:than|to)\b|超过|不到|不足/gi

/** A gain may be a fall of what should be small: the gain of 1.2 hours. */
const gain = /\b(?:an?|the|this|that|its|their|any|no)\s(?:\w+\s)?gains?\b|\bgains (?:of|in)\b/gi

const better = /\b(?:outperform\w*|beat(?:s|en|ing)?|surpass\w*|better than|superior)\b|优于|胜过|好于/i
const worse = /\b(?:underperform\w*|lags? behind|worse than|inferior)\b|劣于|不如|逊于/i

const negation =
  /\b(?:rather than|instead of|not|no|never|none|nothing|nobody|neither|nor|without|cannot|lack\w*|fail\w*|un\w+|\w+n't|hardly|missing|absent|exclud\w+|open|exempt|only|little|few|rarely|beyond|other|another|else|unless|stop\w*|remain\w*|yet|left|out)\b|不|没|未|无|非|否|难|缺|仅|只|尚|别/i

/** Comparisons and negations of a sentence that are reversed in its evidence. */
export function polarityProblems(text: string, evidence: readonly string[], hasDecimalComma: boolean): DraftProblem[] {
  const problem = (what: string): DraftProblem => ({ kind: 'polarity', what })
  const all = evidence.join(' ')
  const [isBetter, isWorse] = [better.exec(text), worse.exec(text)]
  const flipped = [
    ...(isBetter && !isWorse && worse.test(all) && !better.test(all) ? [problem(isBetter[0])] : []),
    ...(isWorse && !isBetter && better.test(all) && !worse.test(all) ? [problem(isWorse[0])] : []),
  ]
  return [
    ...flipped,
    ...reversed(text, all).map(problem),
    ...turned(text, evidence, hasDecimalComma).map(problem),
    ...negated(text, evidence).map(problem),
  ]
}

/** A number that rises or falls. */
export interface Direction {
  readonly number: Quantity
  readonly sign: number
  /** `time` for longer and shorter, `speed` for faster and slower, if the clause has no other word. */
  readonly scale?: 'time' | 'speed'
}

/** Numbers that rise in one text and fall in the other. */
function turned(text: string, evidence: readonly string[], hasDecimalComma: boolean): string[] {
  const known = evidence.flatMap((each) => directionsOf(each, hasDecimalComma))
  return directionsOf(text.replace(gain, ' '), hasDecimalComma).flatMap(({ number, sign, scale }) => {
    const same = known.filter((each) => hasSameValue(each.number, number))
    // What is 18% slower takes 18% longer.
    const turns = (other: Direction) => (scale && other.scale && scale !== other.scale ? -1 : 1)
    return same.length > 0 && same.every((each) => each.sign * turns(each) === -sign) ? [number.raw] : []
  })
}

export function directionsOf(text: string, hasDecimalComma: boolean): Direction[] {
  const ends = [
    ...text.matchAll(/(?<!\d)[,.;:，。；：]|[,.;:，。；：](?!\d)|\b(?:but|while|whereas|and)\b|而|但/g),
  ].map((match) => match.index)
  const bounds = [0, ...ends, text.length]
  const numbers = quantitiesIn(text, hasDecimalComma)
  return bounds.slice(1).flatMap((end, at) => {
    const start = bounds[at] ?? 0
    const clause = text.slice(start, end).replace(limits, ' ')
    const [up, down] = [clause.match(more)?.length ?? 0, clause.match(less)?.length ?? 0]
    const sign = Math.sign(up) - Math.sign(down)
    if (sign === 0) return []
    const words = [...(clause.match(more) ?? []), ...(clause.match(less) ?? [])].map((word) => word.toLowerCase())
    const scale = words.every((word) => /^(?:longer|shorter)$/.test(word))
      ? 'time'
      : words.every((word) => /^(?:faster|slower|更[快慢])$/.test(word))
        ? 'speed'
        : undefined
    return numbers
      .filter(({ start: place, kind }) => place >= start && place < end && kind !== 'article')
      .map((number) => ({ number, sign, ...(scale && { scale }) }))
  })
}

function hasSameValue(one: Quantity, other: Quantity): boolean {
  return one.readings.some(({ value }) => other.readings.some((reading) => reading.value === value))
}

const comparison =
  /\b(?:outperforms?|outperformed|beats?|surpass(?:es|ed)?|exceeds?|exceeded|(?:better|faster|larger|smaller|higher|lower|worse|slower|cheaper) than)\b|优于|胜过|超过|高于|低于|快于/i

/** "A beats B", although the evidence has "B beats A". */
function reversed(text: string, evidence: string): string[] {
  const [here, there] = [sidesOf(text), sidesOf(evidence)]
  if (!here || !there || here.word.toLowerCase() !== there.word.toLowerCase()) return []
  const isReversed = here.left === there.right && here.right === there.left && here.left !== here.right
  return isReversed ? [`${here.left} ${here.word} ${here.right}`] : []
}

function sidesOf(text: string): { left: string; word: string; right: string } | undefined {
  const match = comparison.exec(text)
  if (!match) return undefined
  const names = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}]*(?:[-. ](?:\p{Lu}|\d)[\p{L}\p{N}.]*)*/gu
  const left = text.slice(0, match.index).match(names)?.at(-1)
  const right = text.slice(match.index + match[0].length).match(names)?.[0]
  return left && right ? { left, word: match[0], right } : undefined
}

/** A verb that only one of sentence and evidence negates. */
function negated(text: string, evidence: readonly string[]): string[] {
  const all = evidence.join(' ')
  const [here, there] = [deniedWords(text), deniedWords(all)]
  const words = (each: string) => new Set((each.toLowerCase().match(/[a-z]{4,}/g) ?? []).map(stem))
  const [mine, theirs] = [words(text), words(all)]
  if (!negation.test(text)) return there.filter((word) => mine.has(stem(word)))
  return negation.test(all) ? [] : here.filter((word) => theirs.has(stem(word)))
}

/** The word that "not" negates. */
function deniedWords(text: string): string[] {
  const found = text
    .toLowerCase()
    .matchAll(
      /\b(?:not|never|cannot|\w+n't)\s(?:(?:be|been|have|has|had|yet|only|also|even|just|\w+ly)\s)*([a-z]{4,})/g,
    )
  return [...found].flatMap((match) => match[1] ?? [])
}
