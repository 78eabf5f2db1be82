import type { ParsedResult } from 'chrono-node'
import { addDays, type Day, parseDay, weekdayOf, weekdays } from '../domain/day.ts'
import { dayAt, localTime } from '../domain/time-zone.ts'
import { writesDayFirst } from '../i18n/dates.ts'

type Language = Pick<typeof import('chrono-node/en'), 'parse'>

let languages: { readonly en: Language; readonly zh: Language } | undefined

/**
 * Loads what reads days in words; the functions below need it. It takes 20 MB, which a bot that only posts does without,
 * and all languages of chrono-node together would take as much again.
 */
export async function loadDayWords(): Promise<void> {
  if (languages) return
  const [en, zh] = await Promise.all([import('chrono-node/en'), import('chrono-node/zh')])
  languages = { en, zh }
}

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
  /** BCP 47: it decides whether 12/03 is in March. */
  readonly language?: string
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
  const written = parseWrittenDays(trimmed, { ...here, today })
  if (written === 'impossible') return undefined
  if (written) return { span: written.span, rest: trimmed.slice(written.length).trim() }
  // The wall clock is read as if it were in UTC, so that no result slips to the next or previous day.
  const wall = new Date(`${localTime(here.now, here.timezone).slice(0, 19)}Z`)
  if (!languages) throw new TypeError('loadDayWords() has to come first')
  const language = /\p{Script=Han}/u.test(trimmed) ? languages.zh : languages.en
  const [result] = language.parse(trimmed, { instant: wall, timezone: 0 })
  if (result?.index !== 0) return undefined
  const span = spanOf(result, today, here.looking ?? 'back')
  return span && { span, rest: trimmed.slice(result.text.length).trim() }
}

/** The number of words that a day may be written in: `12 march 2026`, `the past two weeks`. */
const dayWordsMax = 4

/** Words that stand for days wherever they are; `may` and `sun` have other meanings, too. */
const plainDays =
  /^(?:today|yesterday|(?:this|last|(?:the )?past) \S.*|\d{4}-\d\d(?:-\d\d)?|\d{1,2}\/\d{1,2}(?:\/\d+)?|[a-z]+ \d{1,4}(?:st|nd|rd|th)?(?:,? \d{4})?|\d{1,2}(?:st|nd|rd|th)? (?:of )?[a-z]+(?: \d{4})?)$/i

const hanDays =
  /(?:今天|昨天|前天|[本这這上](?:个|個)?(?:周|週|星期|礼拜|月)[一二三四五六日天]?|[今去]年(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月)?|(?:最近|过去|過去|近)(?:\d{1,3}|[一二三四五六七八九十两])(?:个|個)?(?:天|日|周|週|星期)|(?:\d{4}年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?|\d{4}年)/u

/** The days that a text ends or begins with without a word such as `in` before them, and the other words. */
export function parseSpokenDays(text: string, here: ReaderClock): { span: DaySpan; rest: string } | undefined {
  const han = new RegExp(`^(${hanDays.source})(?:的|\\s)*|(?:\\s*)(${hanDays.source})的?$`, 'u').exec(text)
  const hanSpan = han && parseDays(han[1] ?? han[2] ?? '', here)
  if (hanSpan) return { span: hanSpan, rest: text.replace(han[0], '').trim() }
  const words = text.split(/\s+/)
  for (let count = Math.min(dayWordsMax, words.length - 1); count > 0; count -= 1) {
    for (const [spoken, rest] of [
      [words.slice(-count), words.slice(0, -count)],
      [words.slice(0, count), words.slice(count)],
    ] as const) {
      const span = plainDays.test(spoken.join(' ')) ? parseDays(spoken.join(' '), here) : undefined
      if (span) return { span, rest: rest.join(' ') }
    }
  }
  return undefined
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
  readonly span: (found: RegExpExecArray, here: Here) => DaySpan | undefined
}

type Here = ReaderClock & { readonly today: Day }

const padded = (number = '') => number.padStart(2, '0')

const numerals = '一二三四五六七八九十'

/** Spellings with one meaning everywhere, and those that chrono-node reads differently. */
const spellings: readonly Spelling[] = [
  { pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})(?=\s|$)/, span: ([, y, m, d]) => one(`${y}-${padded(m)}-${padded(d)}`) },
  { pattern: /^(20\d\d)(\d\d)(\d\d)(?=\s|$)/, span: ([, y, m, d]) => one(`${y}-${m}-${d}`) },
  {
    pattern: /^(\d{1,2})\/(\d{1,2})(?:\/(20\d\d|\d\d))?(?=\s|$)/,
    span: ([, a, b, year], here) => slashed(a, b, year, here),
  },
  // With dots the day always comes first.
  { pattern: /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?=\s|$)/, span: ([, d, m, y]) => one(`${y}-${padded(m)}-${padded(d)}`) },
  { pattern: /^(\d{4})-(\d\d)(?=\s|$)/, span: ([, y, m]) => months(`${y}-${m}-01`, 1) },
  { pattern: /^(20\d\d)(?:年|(?=\s|$))(?![\d一二三四五六七八九十])/, span: ([, y]) => months(`${y}-01-01`, 12) },
  {
    pattern: /^(this|last|(?:the )?past|next) (week|month|year)\b/i,
    span: ([, which = '', unit = ''], { today }) => period(unit.toLowerCase(), stepOf(which), today),
  },
  {
    pattern: /^([本这這当上下])(?:个|個)?(?:(周|週|星期|礼拜)(?![一二三四五六日天末])|(月))/,
    span: ([, which = '', week], { today }) => period(week ? 'week' : 'month', stepOf(which), today),
  },
  {
    pattern: /^([今去明])年(?![\d一二三四五六七八九十])/,
    span: ([, which = ''], { today }) => period('year', stepOf(which), today),
  },
  {
    pattern: new RegExp(`^([今去明])年(\\d{1,2}|[${numerals}]{1,2})月(?!\\d|[${numerals}])`),
    span: ([, which = '', month = ''], { today }) =>
      months(`${Number(today.slice(0, 4)) + stepOf(which)}-${padded(String(numberOf(month)))}-01`, 1),
  },
  {
    pattern: /^(?:the )?(?:last|past) (\d{1,3}) (day|week)s\b/i,
    span: ([, count, unit], { today }) => recent(Number(count) * (unit === 'week' ? 7 : 1), today),
  },
  {
    pattern: new RegExp(`^(?:最近|过去|過去|近)(\\d{1,3}|[${numerals}两])(?:个|個)?(天|日|周|週|星期)`),
    span: ([, count = '', unit = ''], { today }) => recent(numberOf(count) * (/[天日]/.test(unit) ? 1 : 7), today),
  },
]

/** How many periods before or after the current one. */
function stepOf(which: string): number {
  if (/last|past|[上去]/i.test(which)) return -1
  return /next|[下明]/i.test(which) ? 1 : 0
}

/** A Chinese or Arabic number up to 19. */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const digits = [...text.replace('两', '二')].map((each) => numerals.indexOf(each) + 1)
  return digits.reduce((sum, digit) => sum + digit, 0)
}

function period(unit: string, step: number, today: Day): DaySpan | undefined {
  if (unit === 'week') return week(addDays(today, 7 * step))
  const [year = 0, month = 0] = today.split('-').map(Number)
  if (unit === 'year') return months(`${year + step}-01-01`, 12)
  return months(new Date(Date.UTC(year, month - 1 + step, 1)).toISOString().slice(0, 10), 1)
}

/** That many days up to today. */
function recent(count: number, today: Day): DaySpan {
  return { first: addDays(today, 1 - Math.max(1, count)), last: today }
}

/** `12/03` in the order of the reader's language; in the other one where only that exists. */
function slashed(a = '', b = '', year: string | undefined, { today, looking = 'back', language = 'en' }: Here) {
  const order = writesDayFirst(language) ? [[a, b] as const, [b, a] as const] : [[b, a] as const, [a, b] as const]
  for (const [day, month] of order) {
    const dayIn = (y: number) => one(`${y}-${padded(month)}-${padded(day)}`)
    if (year !== undefined) {
      const found = dayIn(Number(year.padStart(4, '20')))
      if (found) return found
      continue
    }
    const thisYear = Number(today.slice(0, 4))
    // The 29th of February is up to eight years away.
    for (let step = 0; step <= 8; step += 1) {
      const found = dayIn(thisYear + (looking === 'back' ? -step : step))
      if (found && (looking === 'back' ? found.first <= today : found.first >= today)) return found
    }
  }
  return undefined
}

/** The days at the start of a text, in digits or as a period, and the number of characters read. */
function parseWrittenDays(text: string, here: Here): { span: DaySpan; length: number } | 'impossible' | undefined {
  for (const { pattern, span } of spellings) {
    const found = pattern.exec(text)
    if (!found) continue
    const days = span(found, here)
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
