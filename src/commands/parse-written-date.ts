import { addDays, type Day, parseDay, weekdayOf, weekdays } from '../domain/day.ts'
import type { DaySpan } from './parse-date.ts'

/** A way to write days, and the days it means. */
interface Spelling {
  readonly pattern: RegExp
  readonly span: (found: RegExpExecArray, today: Day) => DaySpan | undefined
}

const padded = (number = '') => number.padStart(2, '0')

/** What has one meaning wherever it is written, and what chrono-node reads otherwise. */
const spellings: readonly Spelling[] = [
  { pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})(?=\s|$)/, span: ([, y, m, d]) => one(`${y}-${padded(m)}-${padded(d)}`) },
  { pattern: /^(20\d\d)(\d\d)(\d\d)(?=\s|$)/, span: ([, y, m, d]) => one(`${y}-${m}-${d}`) },
  // With dots the day comes first, in every country that writes it so.
  { pattern: /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?=\s|$)/, span: ([, d, m, y]) => one(`${y}-${padded(m)}-${padded(d)}`) },
  { pattern: /^(\d{4})-(\d\d)(?=\s|$)/, span: ([, y, m]) => months(`${y}-${m}-01`, 1) },
  { pattern: /^(20\d\d)(?:年|(?=\s|$))(?![\d一二三四五六七八九十])/, span: ([, y]) => months(`${y}-01-01`, 12) },
  {
    pattern: /^this week\b|^(?:本|这|這)(?:个|個)?(?:周|週|星期)(?![一二三四五六七日天末])/i,
    span: (_, today) => week(today),
  },
  {
    pattern: /^(?:last|the past) week\b|^上(?:个|個)?(?:周|週|星期)(?![一二三四五六七日天末])/i,
    span: (_, today) => week(addDays(today, -7)),
  },
]

/** The days that a text begins with in figures, or as a week, and how many characters say so. */
export function parseWrittenDays(
  text: string,
  today: Day,
): { span: DaySpan; length: number } | 'impossible' | undefined {
  for (const { pattern, span } of spellings) {
    const found = pattern.exec(text)
    if (!found) continue
    const days = span(found, today)
    return days ? { span: days, length: found[0].length } : 'impossible'
  }
  return undefined
}

function one(text: string): DaySpan | undefined {
  const day = parseDay(text)
  return day && { first: day, last: day }
}

/** So many whole months. */
export function months(firstDay: string, count: number): DaySpan | undefined {
  const first = parseDay(firstDay)
  if (!first) return undefined
  const [year = 0, month = 0] = first.split('-').map(Number)
  const last = parseDay(new Date(Date.UTC(year, month - 1 + count, 0)).toISOString().slice(0, 10))
  return last && { first, last }
}

/** From Monday to Sunday. */
function week(day: Day): DaySpan {
  const first = addDays(day, -weekdays.indexOf(weekdayOf(day)))
  return { first, last: addDays(first, 6) }
}
