import type { NumberWords } from './number-words.ts'

const digits: Readonly<Record<string, number>> = {
  ...Object.fromEntries([...'零一二三四五六七八九'].map((digit, value) => [digit, value])),
  〇: 0,
  两: 2,
}
const places: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 }
const scales: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 }

/** Measure words. A single numeral without one of them after it is part of another word. */
const counted =
  /^(?:个|种|次|年|月|天|周|日|小时|分钟|秒|倍|成|位|名|座|家|条|项|台|只|门|步|轮|篇|类|组|层|点|所|例|张|份|场|省|市|县|校|款|块|元|度|级|阶|句|字|页|章|节|代|人|套|部|颗|支|批|国|地|处|对|季度|公里|米|厘米|毫米|纳米|公斤|克|吨|美元|欧元|比特|字节|词元|参数)/

/** The numbers in Chinese numerals: `三千二百`, `两百万`, `十分之一`, `百分之十二`, `一半`. */
export function chineseNumbers(text: string): readonly NumberWords[] {
  const found: NumberWords[] = []
  for (const match of text.matchAll(
    /(第)?([零〇一二三四五六七八九十百千万亿两]+(?:(?<=[十百千])[多余来][万亿])?)(?:(分之)([零〇一二三四五六七八九十百千万亿两]+))?/g,
  )) {
    const [whole, ordinal, numeral = '', parts, over] = match
    const start = match.index
    // Digits before it make it a multiplier: `2.4 万`.
    if (/\d\s?$/.test(text.slice(0, start)) || /[几数]$/.test(text.slice(0, start))) continue
    const value = chineseValue(numeral.replace(/[多余来]/, ''))
    if (value === undefined || value === 0) continue
    const made = (kind: NumberWords['kind'], number: number) =>
      found.push({ start, end: start + whole.length, value: number, kind })
    const share = over === undefined ? undefined : chineseValue(over)
    if (parts && share !== undefined) made('share', share / value)
    else if (ordinal) made('ordinal', value)
    else if (isCount(numeral, text.slice(start + whole.length))) made('count', value)
  }
  for (const match of text.matchAll(/([一二三四五六七八九])[成折]([一二三四五六七八九半])?/g)) {
    const [whole, tenth = '', hundredth = ''] = match
    const value = (digits[tenth] ?? 0) / 10 + (hundredth === '半' ? 0.05 : (digits[hundredth] ?? 0) / 100)
    found.push({ start: match.index, end: match.index + whole.length, value, kind: 'share' })
  }
  for (const match of text.matchAll(
    /(?:大|多|高|快|长|重|增加|增长|提高|上升)了?(一倍)|(?:翻了?一[番倍]|翻番|成倍)/g,
  )) {
    found.push({ start: match.index, end: match.index + match[0].length, value: 2, kind: 'times' })
  }
  for (const match of text.matchAll(/一半|减半|过半/g)) {
    found.push({ start: match.index, end: match.index + match[0].length, value: 0.5, kind: 'share' })
  }
  return found
    .filter(
      (one) =>
        !found.some(
          (other) =>
            other !== one &&
            other.start <= one.start &&
            other.end >= one.end &&
            other.end - other.start > one.end - one.start,
        ),
    )
    .toSorted((one, other) => one.start - other.start)
}

function isCount(numeral: string, after: string): boolean {
  if (/^[万亿千百]+$/.test(numeral)) return false
  // `十分` alone means "very".
  if (numeral === '十' && /^分(?!钟)/.test(after)) return false
  return numeral.length > 1 || counted.test(after)
}

/** Undefined for text that is not a number, such as 三四 ("three or four"). */
function chineseValue(numeral: string): number | undefined {
  // The numeral before the largest scale multiplies it: 一亿两千万 is 1 亿 and 2,000 万.
  const scale = ['亿', '万'].find((sign) => numeral.includes(sign))
  if (scale === undefined) return belowScale(numeral)
  const at = numeral.lastIndexOf(scale)
  const [count, rest] = [numeral.slice(0, at), numeral.slice(at + 1)]
  const factor = scales[scale] ?? 1
  const [above, below] = [count === '' ? 1 : chineseValue(count), rest === '' ? 0 : chineseValue(rest)]
  if (above === undefined || below === undefined) return undefined
  // 三万二 is 32,000; 三万零二 is 30,002.
  const isShort = rest.length === 1 && digits[rest] !== undefined
  return above * factor + (isShort ? (below * factor) / 10 : below)
}

/** A numeral below 10,000. */
function belowScale(numeral: string): number | undefined {
  let [sum, digit] = [0, -1]
  for (const character of numeral) {
    const [number, place] = [digits[character], places[character]]
    if (number !== undefined) {
      if (digit > 0) return spelled(numeral)
      digit = number
    } else if (place !== undefined) {
      sum += (digit < 0 ? 1 : digit) * place
      digit = -1
    }
  }
  // 三千二 is 3,200; 三千零二 is 3,002.
  const place = places[numeral.at(-2) ?? '']
  return sum + (digit > 0 && place !== undefined && place > 10 ? digit * (place / 10) : Math.max(digit, 0))
}

/** A year or a code: 二〇二六. */
function spelled(numeral: string): number | undefined {
  const all = [...numeral].map((character) => digits[character])
  return all.length > 2 && all.every((digit) => digit !== undefined) ? Number(all.join('')) : undefined
}
