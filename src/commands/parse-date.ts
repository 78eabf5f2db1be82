// Imported one by one: all languages of chrono-node together take as much memory as the commands.
import type { ParsedResult } from 'chrono-node'
import * as en from 'chrono-node/en'
import * as zh from 'chrono-node/zh'
import { addDays, type Day, parseDay, weekdayOf, weekdays } from '../domain/day.ts'
import { dayAt, localTime } from '../domain/time-zone.ts'

/** A range of days, both ends included. */
export interface DaySpan {
  readonly first: Day
  readonly last: Day
}

/** The current time and the reader's time zone. */
export interface ReaderClock {
  /** Milliseconds since 1970. */
  readonly now: number
  /** IANA name. */
  readonly timezone: string
  /** How a day without a year is read: a search looks back, a pause looks ahead. */
  readonly looking?: 'back' | 'ahead'
}

/** The days that a text names, if it names nothing else: `2026-03-12`, `yesterday`, `last friday`, `march`, `3月12日`. */
export function parseDays(text: string, here: ReaderClock): DaySpan | undefined {
  const found = parseLeadingDays(text, here)
  return found?.rest === '' ? found.span : undefined
}

/** The days that a text begins with, and what comes after them. */
export function parseLeadingDays(text: string, here: ReaderClock): { span: DaySpan; rest: string } | undefined {
  const trimmed = text.trim()
  const today = dayAt(here.now, here.timezone)
  const written = parseWrittenDays(trimmed, today)
  if (written === 'impossible') return undefined
  if (written) return { span: written.span, rest: trimmed.slice(written.length).trim() }
  // The wall clock is read as if it were in UTC, so that no result slips to the next or previous day.
  const wall = new Date(`${localTime(here.now, here.timezone).slice(0, 19)}Z`)
  const chrono = /\p{Script=Han}/u.test(trimmed) ? zh : en
  const [result] = chrono.parse(trimmed, { instant: wall, timezone: 0 })
  if (result?.index !== 0) return undefined
  const span = spanOf(result, today, here.looking ?? 'back')
  return span && { span, rest: trimmed.slice(result.text.length).trim() }
}

function spanOf(said: ParsedResult, today: Day, looking: 'back' | 'ahead'): DaySpan | undefined {
  const { start } = said
  const first = turned(dayOf(start), start, today, looking)
  const end = said.end && turned(dayOf(said.end), said.end, today, looking)
  if (!first) return undefined
  const last = end && end >= first ? end : first
  if (start.isCertain('day') || start.isCertain('weekday')) return { first, last }
  // A month without a day means the whole month; a time without a day means no day.
  if (!start.isCertain('month')) return undefined
  const [opening, closing] = [months(`${first.slice(0, 7)}-01`, 1), months(`${last.slice(0, 7)}-01`, 1)]
  return opening && closing && { first: opening.first, last: closing.last }
}

function dayOf(components: ParsedResult['start']): Day | undefined {
  const pad = (value: number | null, length: number) => String(value ?? 0).padStart(length, '0')
  return parseDay(
    `${pad(components.get('year'), 4)}-${pad(components.get('month'), 2)}-${pad(components.get('day'), 2)}`,
  )
}

/** Looking back, "march 12" typed in February is last year's, and "friday" typed on a Thursday last week's. */
function turned(
  day: Day | undefined,
  said: ParsedResult['start'],
  today: Day,
  looking: 'back' | 'ahead',
): Day | undefined {
  const isRight = looking === 'back' ? day !== undefined && day <= today : day !== undefined && day >= today
  if (!day || isRight || said.isCertain('year')) return day
  const step = looking === 'back' ? -1 : 1
  if (!said.isCertain('month')) return addDays(day, 7 * step)
  return parseDay(`${Number(day.slice(0, 4)) + step}${day.slice(4)}`)
}

/** A way to write days, and how to read it. */
interface Spelling {
  readonly pattern: RegExp
  readonly span: (found: RegExpExecArray, today: Day) => DaySpan | undefined
}

const padded = (number = '') => number.padStart(2, '0')

/** Spellings with one meaning everywhere, and those that chrono-node reads differently. */
const spellings: readonly Spelling[] = [
  { pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})(?=\s|$)/, span: ([, y, m, d]) => one(`${y}-${padded(m)}-${padded(d)}`) },
  { pattern: /^(20\d\d)(\d\d)(\d\d)(?=\s|$)/, span: ([, y, m, d]) => one(`${y}-${m}-${d}`) },
  // With dots the day always comes first.
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

/** The days at the start of a text, in digits or as a week, and the number of characters read. */
function parseWrittenDays(text: string, today: Day): { span: DaySpan; length: number } | 'impossible' | undefined {
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

/** `count` whole months. */
function months(firstDay: string, count: number): DaySpan | undefined {
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
