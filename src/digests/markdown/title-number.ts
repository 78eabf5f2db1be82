import type { Vocabulary } from '../../domain/vocabulary.ts'
import { emoji, readTags, titleSeparator } from './title-tags.ts'

interface FoundNumber {
  readonly value: string
  /** The length in characters, including the separator. */
  readonly length: number
}

const numeral = '[一二三四五六七八九十]{1,3}'
const englishNumerals = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
/** A total after a number: `/4` or ` of 4`. */
const ofTotal = String.raw`(?:\s*\/\s*\d{1,3}|\s+of\s+\d{1,3})?`

/** Words for what is numbered: `Paper 01: Title`, `论文 01：标题`, `论文一：标题`, `第 1 篇：标题`. */
const counted = new RegExp(
  String.raw`^\s*(?:(?:(?:pick|link|read)(?=\s*#?\d)|paper|story|item|news|article|headline|论文|文章|新闻|要闻|快讯|条目)\s*(?:no\.?\s*|#)?(?:(?:(\d{1,3})${ofTotal}|(${numeral}|${englishNumerals.join('|')})|([①-⑳]))(?![\d\p{L}%])|[(（](\d{1,3})[)）])|第\s*(\d{1,3}|${numeral})\s*[篇条则](?![\d\p{L}%])|其(${numeral})(?=\s*[:：、]))`,
  'iu',
)

/** `1️⃣ Title`: a keycap digit. */
const keycap = /^\s*(\d)\ufe0f?\u20e3\s*(?:[:：.、]\s*)?/

/** `(1) Title`, `（一）标题`, `① Title`, `1/ Title`, `01/10 Title`, `1 of 4: Title`, `[01] [Agent] Title`, `[1/4] Title`. */
const framed =
  /^\s*(?:[(（](\d{1,3}|[一二三四五六七八九十]{1,3})[)）]|\[#?(\d{1,3})(?:(?:\/|\s+of\s+)(\d{1,3}))?\]|【(\d{1,3})】|([①-⑳❶-❿])|(\d{1,3})(?:\/(?:(\d{1,3})(?!\d))?(?=\s|\[|【)|\s+of\s+(\d{1,3})(?=\s*[:：]|\s+[|—–-]\s)))\s*(?:[:：.、|—–-]\s*)?/u

/** The number at the front of a title; `expected` is the one that comes next in the digest. */
export function readNumber(line: string, vocabulary: Vocabulary, expected: number): FoundNumber | undefined {
  const [key, digit] = keycap.exec(line) ?? []
  if (key !== undefined && digit) return { value: digit, length: key.length }
  const label = emoji.exec(line)?.[0] ?? ''
  const text = line.slice(label.length)
  const found =
    readCounted(text, vocabulary) ??
    readFramed(text, vocabulary, expected) ??
    readPlainNumber(text, vocabulary, expected)
  return found && { value: found.value, length: label.length + found.length }
}

function readCounted(line: string, vocabulary: Vocabulary): FoundNumber | undefined {
  const [listed, first] = new RegExp(`^\\s*(${numeral})、\\s*`).exec(line) ?? []
  const isTagged = listed !== undefined && readTags(line.slice(listed.length), vocabulary) !== undefined
  if (isTagged && first) return { value: plainNumber(first), length: listed.length }
  const [whole = '', ...digits] = counted.exec(line) ?? []
  const rest = line.slice(whole.length)
  const blank = whole.trimStart().startsWith('第') ? /^\s+/ : /^\s*(?:[.)、]\s*|(?=\[|【|［))/
  const isClosed = /[)）]$/.test(whole)
  const gap = titleSeparator.exec(rest)?.[0] ?? blank.exec(rest)?.[0] ?? (isClosed ? '' : undefined)
  const value = digits.find((each) => each !== undefined)
  return value && gap !== undefined ? { value: plainNumber(value), length: whole.length + gap.length } : undefined
}

/** Only if it is the next number, has a leading zero, or is followed by a tag: `24/7 agents` has none. */
function readFramed(line: string, vocabulary: Vocabulary, expected: number): FoundNumber | undefined {
  const [whole, round, square, squareTotal, full, circled, slashed, slashTotal, ofTotal] = framed.exec(line) ?? []
  const total = squareTotal ?? slashTotal ?? ofTotal
  const written = (round && plainNumber(round)) ?? square ?? full ?? slashed ?? (circled && plainNumber(circled))
  if (whole === undefined || written === undefined) return undefined
  const isTagged = readTags(line.slice(whole.length), vocabulary) !== undefined
  // A number in square brackets may be that of a reference.
  const isReference = square !== undefined && total === undefined
  const isNext = Number(written) === expected && !isReference && (total === undefined || +total >= expected)
  const isSure = isTagged || written.startsWith('0') || isNext
  return isSure && whole.length < line.length ? { value: written, length: whole.length } : undefined
}

function readPlainNumber(line: string, vocabulary: Vocabulary, expected: number): FoundNumber | undefined {
  const [whole, value] = /^\s*(?:#|N[or]\.?\s?|№\s?)?(\d{1,3})(?![\d\p{L}%])/iu.exec(line) ?? []
  if (whole === undefined || value === undefined) return undefined
  const rest = line.slice(whole.length)
  const gap = (/^(?:[.)、](?=\s|\[|【|$)\s*|(?=\[|【|［)|\s*$)/.exec(rest) ?? titleSeparator.exec(rest))?.[0]
  if (gap !== undefined) return /^[:：]\d/.test(rest) ? undefined : { value, length: whole.length + gap.length }
  const blank = /^\s+(?:\/{1,2}\s+(?!\d))?/.exec(rest)?.[0]
  if (blank === undefined) return undefined
  // `10 lessons from a year of agents` has no number, `03 Lessons from a year of agents` has one.
  const found = { value, length: whole.length + blank.length }
  const sure = value.startsWith('0') || Number(value) === expected || readTags(line.slice(found.length), vocabulary)
  return sure ? found : undefined
}

/** In `一、二线城市` the first character is no number; among numbered lines it is. */
export const hanNumber = /^(\d{1,2}|[一二三四五六七八九十]{1,3})、\s*/

/** The number at the start of a line among numbered lines; NaN without one. */
export function readCount(line: string, vocabulary: Vocabulary, expected: number): number {
  const [, listed] = hanNumber.exec(line) ?? []
  return Number(listed ? plainNumber(listed) : readNumber(line, vocabulary, expected)?.value)
}

/** Digits as they are, `二十一` as 21, `①` as 1 and `Three` as 3. */
function plainNumber(written: string): string {
  if (/^\d/.test(written)) return written
  const english = englishNumerals.indexOf(written.toLowerCase()) + 1
  if (english > 0) return String(english)
  const code = written.codePointAt(0) ?? 0
  if (/^[①-⑳]$/u.test(written)) return String(code - 0x245f)
  if (/^[❶-❿]$/u.test(written)) return String(code - 0x2775)
  const digit = (sign: string) => '一二三四五六七八九'.indexOf(sign) + 1
  const [tens, ones] = written.includes('十') ? written.split('十') : ['', written]
  const ten = written.includes('十') ? (digit(tens ?? '') || 1) * 10 : 0
  return String(ten + (ones ? digit(ones) : 0))
}
