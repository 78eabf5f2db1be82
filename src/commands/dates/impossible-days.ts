import { parseDays } from './parse-date.ts'
import type { ReaderClock } from './periods.ts'

/** Whether a text is written as a day that no calendar has: `31 february`, `2026-13-01`, 二月三十日. */
export function isImpossibleDay(text: string, here: ReaderClock): boolean {
  if (parseDays(text, here)) return false
  // Every month has its first nine days, and every year nine months.
  const numbers = text.matchAll(/(?<!\d)(?:0|\d\d)(?!\d)|[一二三四五六七八九十]{1,3}(?=[月日号號])/g)
  return [...numbers].some(({ 0: number, index }) => {
    const first = /\d/.test(number) ? '01' : '一'
    return parseDays(`${text.slice(0, index)}${first}${text.slice(index + number.length)}`, here) !== undefined
  })
}

/** The number of words that such a day may be written in: `the 31st of june 2026`. */
const dayWordsMax = 5

/** Only the ends of months are missing in some of them; other numbers have other meanings. */
const endOfMonth = /(?<!\d)(?:29|3[01])(?!\d)|^\d{4}-\d{2}-\d{2}$|三十/

const inChinese =
  /(?:\d{4}年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号號]/u

/** Before a day. */
const before =
  /(?:^|\s)(?:(?:on|in|since|until|before|after|from|by|am|seit|bis|vor|nach|vom|den|dem|le|el|il|the)\s*)+$/iu

/** A day that no calendar has within other words: `31 june` of `kimi on 31 june`. */
export function takeImpossibleDay(text: string, here: ReaderClock): { words: string; day: string } | undefined {
  if (!/\d|三十/.test(text)) return undefined
  const words = text.split(/\s+/)
  const inHan = inChinese.exec(text)?.[0]
  const windows = words.flatMap((_, at) =>
    Array.from({ length: Math.min(dayWordsMax, words.length - at) }, (_unused, size) =>
      words.slice(at, at + size + 1).join(' '),
    ),
  )
  const day = [...(inHan ? [inHan] : []), ...windows.toSorted((one, other) => one.length - other.length)].find(
    (each) => {
      const said = each.replace(/[?!.,，。？！]+$/u, '')
      return endOfMonth.test(said) && isImpossibleDay(said, here)
    },
  )
  if (day === undefined) return undefined
  const [head = '', tail = ''] = text.split(day)
  const rest = `${head.replace(before, '')} ${tail.replace(/^的/u, '')}`.trim().replace(/\s+/g, ' ')
  return { words: rest, day: day.replace(/[?!,，。？！]+$/u, '') }
}
