import { setImmediate } from 'node:timers/promises'
import type { ParsedResult } from 'chrono-node'
import { addDays, type Day, parseDay, weekdayOf, weekdays } from '../../domain/day.ts'
import { dayAt, localTime } from '../../domain/time-zone.ts'
import { chineseSpellings } from './chinese-spellings.ts'
import { daysAbroad } from './days-abroad.ts'
import { digitSpellings } from './digit-spellings.ts'
import { englishParts } from './english-parts.ts'
import { englishSpellings } from './english-spellings.ts'
import { germanSpellings } from './german-spellings.ts'
import { holidaySpellings } from './holidays.ts'
import { type DateContext, type DaySpan, dayOf, monthsFrom, type ReaderClock, weekOf } from './periods.ts'
import { seasonSpellings } from './seasons.ts'
import { weekdaySpellings } from './weekday-spellings.ts'

type Language = Pick<typeof import('chrono-node/en'), 'parse'>

let languages: { readonly en: Language; readonly zh: Language } | undefined

/**
 * Loads what reads days in words; the functions below need it. It takes 20 MB, which a bot that only posts does without,
 * and all languages of chrono-node together would take as much again.
 */
export async function loadDayWords(): Promise<void> {
  loading ??= load()
  await loading
}

let loading: Promise<void> | undefined

/** V8 compiles a pattern for Latin-1 and for other texts, when it is first used and again when it is next used. */
const compiling = ['a', 'b', '一', '二']

/** Compiles one pattern at a time, so that nothing else waits for all. */
async function load(): Promise<void> {
  const [en, zh] = await Promise.all([import('chrono-node/en'), import('chrono-node/zh')])
  languages = { en, zh }
  for (const { pattern } of spellings) {
    for (const text of compiling) pattern.test(text)
    await setImmediate()
  }
  for (const parse of [() => en.parse('a'), () => en.parse('я'), () => zh.parse('一')]) {
    parse()
    await setImmediate()
  }
}

/** Days at the start of a text. */
export interface LeadingDays {
  readonly span: DaySpan
  /** The rest of the text after the days. */
  readonly rest: string
  /** Whether both ends are named: `9 to 11 march`. */
  readonly isRange?: true
}

/** The days that a text names, if it names nothing else: `2026-03-12`, `yesterday`, `last friday`, `march`, `3月12日`. */
export function parseDays(text: string, here: ReaderClock): DaySpan | undefined {
  const found = parseLeadingDays(text, here)
  if (found?.rest === '') return found.span
  const said = text.trim()
  const abroad = daysAbroad(said, { ...here, today: dayAt(here.now, here.timezone) })
  return abroad?.length === said.length ? abroad.span : undefined
}

/** Between the two ends of a range. */
const joint = /^\s*(?:to|until|till|through|bis(?: zum)?(?= )|\.\.\.?|-|–|—|~|至|到)\s*/iu

/** A day of the month in which a range begins. */
const dayNumber = /^(?<day>\d{1,2})(?:st|nd|rd|th|[日号號])?(?![\p{L}\p{N}]|[-./]\d|\. ?\p{L})/iu

/** The days that a text begins with, and what comes after them. */
export function parseLeadingDays(text: string, clock: ReaderClock): LeadingDays | undefined {
  const here: DateContext = { ...clock, today: dayAt(clock.now, clock.timezone) }
  const start = upToToday(parseSpan(text.trim(), here), here)
  const joined = start && joint.exec(start.rest)?.[0]
  if (!joined) return start
  const after = start.rest.slice(joined.length)
  const number = dayNumber.exec(after)
  const [year, month] = start.span.last.split('-')
  const sameMonth = number && dayOf(year, month, number.groups?.day)
  const read = (where: DateContext) => {
    const end = sameMonth ? { span: sameMonth, rest: after.slice(number[0].length).trim() } : parseSpan(after, where)
    return end && end.span.last >= start.span.first ? end : undefined
  }
  // A range may end in the future: the 15th of March on the 12th.
  const end = read(here) ?? read({ ...here, today: start.span.first, looking: 'ahead' })
  if (!end) return start
  return { span: { first: start.span.first, last: end.span.last }, rest: end.rest, isRange: true }
}

const toDate = /^(?:to date|so far)(?![\p{L}\p{N}])\s*/iu

/** `march to date` ends today. */
function upToToday(found: LeadingDays | undefined, { today }: DateContext): LeadingDays | undefined {
  const said = found && toDate.exec(found.rest)?.[0]
  if (!said || found.span.first > today) return found
  const last = found.span.last < today ? found.span.last : today
  return { ...found, span: { ...found.span, last }, rest: found.rest.slice(said.length) }
}

const weekOfDay = /^(?:the )?week of (?:the )?/i

function parseSpan(text: string, here: DateContext): LeadingDays | undefined {
  const said = text.replace(weekOfDay, '')
  const spelled = parseSpelled(said, here)
  const found = spelled === 'impossible' ? undefined : (spelled ?? parseSpoken(said, here))
  const isWeek = said !== text && found?.span.first === found?.span.last
  return found && isWeek ? { ...found, span: weekOf(found.span.first) } : found
}

const spellings = [
  ...weekdaySpellings,
  ...digitSpellings,
  ...holidaySpellings,
  ...seasonSpellings,
  ...englishParts,
  ...englishSpellings,
  ...chineseSpellings,
  ...germanSpellings,
]

/** Whether a text is days and nothing else, in a spelling that has no other meaning. */
export function isPlainlyDays(text: string): boolean {
  return spellings.some(({ pattern, isPlain }) => isPlain && pattern.exec(text)?.[0].length === text.length)
}

/** The days at the start of a text, in digits or as a period. */
function parseSpelled(text: string, here: DateContext): LeadingDays | 'impossible' | undefined {
  for (const { pattern, span, isRange } of spellings) {
    const found = pattern.exec(text)
    if (!found) continue
    const days = span({ ...found.groups }, here)
    if (!days) return 'impossible'
    return { span: days, rest: text.slice(found[0].length).trim(), ...(isRange && { isRange }) }
  }
  return undefined
}

/** Days in words: `march 12`, `last friday`, `昨天`. */
function parseSpoken(text: string, here: DateContext): LeadingDays | undefined {
  // The wall clock is read as if it were in UTC, so that no result slips to the next or previous day.
  const wall = new Date(`${localTime(here.now, here.timezone).slice(0, 19)}Z`)
  if (!languages) throw new TypeError('loadDayWords() has to come first')
  const language = /\p{Script=Han}/u.test(text) ? languages.zh : languages.en
  // `march '32` is a month; `march 32`, which chrono-node takes for one as well, would be a day.
  if (/^[a-z]{3,9}\.? (?:3[2-9]|[4-9]\d)(?!\d)/i.test(text)) return undefined
  const said = text
    .replace(/^the (?=\d)/i, '')
    .replace(
      /(?<=^(?:\d{1,2}(?:st|nd|rd|th)? )?[a-z]{3,9}\.? (?:\d{1,2}(?:st|nd|rd|th)?,? )?)['’](?=\d\d(?!\d))/i,
      '20',
    )
  const [result] = language.parse(said, { instant: wall, timezone: 0 })
  // Not `the last w` of `the last weekend`.
  const isCut = /^[a-z]/i.test(said.slice(result?.text.length)) && /[a-z]$/i.test(result?.text ?? '')
  if (result?.index !== 0 || isCut) return undefined
  const isNext = /^(?:next|coming)\s|^[下明]/i.test(result.text)
  const span = spanOf(result, isNext ? { ...here, looking: 'ahead' } : here)
  // `3月份` is March.
  const rest = said.slice(result.text.length).replace(/^份/, '').trim()
  return span && { span, rest, ...(result.end && { isRange: true as const }) }
}

function spanOf(said: ParsedResult, here: DateContext): DaySpan | undefined {
  const { start } = said
  const first = turned(dayIn(start), start, here)
  if (!first) return undefined
  const end = said.end && endFrom(first, dayIn(said.end), said.end)
  const last = end && end >= first ? end : first
  if (start.isCertain('day') || start.isCertain('weekday')) return { first, last }
  // A month without a day means the whole month; a time without a day means no day.
  if (!start.isCertain('month')) return undefined
  const [opening, closing] = [first, last].map((day) => monthsFrom(Number(day.slice(0, 4)), Number(day.slice(5, 7))))
  return opening && closing && { first: opening.first, last: closing.last }
}

function dayIn(components: ParsedResult['start']): Day | undefined {
  const [year, month, day] = (['year', 'month', 'day'] as const).map((unit) => components.get(unit) ?? 0)
  return dayOf(String(year).padStart(4, '0'), month, day)?.first
}

/** Looking back, "march 12" typed in February is last year's, and "friday" typed on a Thursday last week's. */
function turned(
  day: Day | undefined,
  said: ParsedResult['start'],
  { today, looking = 'back' }: DateContext,
): Day | undefined {
  const isRight = looking === 'back' ? day !== undefined && day <= today : day !== undefined && day >= today
  if (!day || isRight || said.isCertain('year')) return day
  const step = looking === 'back' ? -1 : 1
  if (!said.isCertain('month')) return addDays(day, 7 * step)
  return parseDay(`${Number(day.slice(0, 4)) + step}${day.slice(4)}`)
}

/** The end of a range, which may be in the future: the first such day from its start on. */
function endFrom(first: Day, day: Day | undefined, said: ParsedResult['start']): Day | undefined {
  if (!day || said.isCertain('year')) return day
  if (!said.isCertain('month'))
    return addDays(first, (weekdays.indexOf(weekdayOf(day)) - weekdays.indexOf(weekdayOf(first)) + 7) % 7)
  const year = Number(first.slice(0, 4))
  return [year, year + 1].map((each) => parseDay(`${each}${day.slice(4)}`)).find((each) => each && each >= first)
}
