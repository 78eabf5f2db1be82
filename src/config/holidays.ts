import { readFileSync, statSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import ICAL from 'ical.js'
import { type Day, parseDay } from '../domain/day.ts'
import type { ProblemText } from '../domain/problem.ts'
import { problemSentences, problemText } from '../i18n/problems.ts'

/** How many years ahead are read; the file is read again at every start. */
const yearsAhead = 10

/** A calendar of holidays has a few kilobytes, and a few days a year. */
const bytesMax = 1024 * 1024
const daysMax = 50_000

/** The search through some recurrence rules never ends. */
const searchMs = 5_000

type Parsed = ConstructorParameters<typeof ICAL.Component>[0]

/** A calendar that cannot be used. Its message is in English. */
export class HolidaysRefused extends Error {
  readonly text: ProblemText

  constructor(text: ProblemText) {
    super(problemSentences(text).message)
    this.text = text
  }
}

/**
 * Every day that an event of an iCalendar file covers, with repetitions, in the event's own time zone. Throws if the file
 * is no calendar, or holds more than a calendar of holidays can.
 */
export function readHolidays(file: string, limitMs = searchMs): Day[] {
  const stats = statSync(file)
  if (!stats.isFile()) throw new HolidaysRefused(problemText('no-file'))
  if (stats.size > bytesMax) throw new HolidaysRefused(problemText('large-calendar'))
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  try {
    // A script has a time limit, which holds for what it calls.
    return runInNewContext('read()', { read: () => parseHolidays(text) }, { timeout: limitMs }) as Day[]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    throw new HolidaysRefused(problemText('slow-calendar'))
  }
}

function parseHolidays(text: string): Day[] {
  const parsed: unknown[] = ICAL.parse(text)
  if (parsed.length === 0) throw new HolidaysRefused(problemText('empty-calendar'))
  // Several calendars in one file come as a list.
  const calendars = (typeof parsed[0] === 'string' ? [parsed] : parsed) as Parsed[]
  const days: string[] = []
  for (const event of calendars.flatMap((calendar) => eventsOf(new ICAL.Component(calendar)))) {
    for (const day of daysCovered(event)) {
      if (days.push(day) > daysMax) throw new HolidaysRefused(problemText('long-calendar', daysMax))
    }
  }
  return days.flatMap((day) => parseDay(day) ?? [])
}

function eventsOf(calendar: ICAL.Component): ICAL.Event[] {
  const components = calendar.getAllSubcomponents('vevent')
  const uidOf = (component: ICAL.Component) => component.getFirstPropertyValue('uid')
  const changes = Map.groupBy(
    components.filter((component) => component.hasProperty('recurrence-id')),
    uidOf,
  )
  return components
    .filter((component) => !component.hasProperty('recurrence-id'))
    .map((component) => new ICAL.Event(component, { exceptions: changes.get(uidOf(component)) ?? [] }))
}

function* daysCovered(event: ICAL.Event): Generator<string> {
  if (!event.startDate) throw new HolidaysRefused(problemText('event-without-start', event.summary ?? event.uid))
  const lastYear = new Date().getFullYear() + yearsAhead
  // The library omits the first day of an event with RDATE.
  if (event.component.hasProperty('rdate')) yield* daysBetween(event.startDate, event.endDate, lastYear)
  const starts = event.iterator()
  for (;;) {
    const start = starts.next()
    if (!start || start.year > lastYear) return
    const { startDate, endDate, item } = event.getOccurrenceDetails(start)
    if (item.component.getFirstPropertyValue('status') !== 'CANCELLED') {
      yield* daysBetween(startDate, endDate, lastYear)
    }
    if (!event.isRecurring()) return
  }
}

/** An event that ends at midnight does not cover the day that begins then. */
function* daysBetween(start: ICAL.Time, end: ICAL.Time, lastYear: number): Generator<string> {
  const day = ICAL.Time.fromDateString(start.toString().slice(0, 10))
  const until = end.isDate ? `${end}T00:00:00` : end.toString()
  do {
    yield day.toString()
    day.adjust(1, 0, 0, 0)
  } while (`${day}T00:00:00` < until && day.year <= lastYear)
}
