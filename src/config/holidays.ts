import { readFileSync } from 'node:fs'
import ICAL from 'ical.js'
import { type Day, parseDay } from '../domain/day.ts'

/** How many years ahead are read; the file is read again at every start. */
const yearsAhead = 10

/** An event that repeats more often repeats by the hour, so it is no holiday. */
const repetitionsMax = 100_000

type Parsed = ConstructorParameters<typeof ICAL.Component>[0]

/**
 * Every day that an event of an iCalendar file covers, with repetitions, in the event's own time zone. Throws if the file
 * is no calendar.
 */
export function readHolidays(file: string): Day[] {
  const parsed: unknown[] = ICAL.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  if (parsed.length === 0) throw new Error('it is empty')
  // Several calendars in one file come as a list.
  const calendars = (typeof parsed[0] === 'string' ? [parsed] : parsed) as Parsed[]
  return calendars.flatMap((calendar) => daysOf(new ICAL.Component(calendar)))
}

function daysOf(calendar: ICAL.Component): Day[] {
  const components = calendar.getAllSubcomponents('vevent')
  const isChange = (component: ICAL.Component) => component.hasProperty('recurrence-id')
  const uidOf = (component: ICAL.Component) => component.getFirstPropertyValue('uid')
  const days = components
    .filter((component) => !isChange(component))
    .flatMap((component) => {
      const exceptions = components.filter((other) => isChange(other) && uidOf(other) === uidOf(component))
      return [...daysCovered(new ICAL.Event(component, { exceptions }))]
    })
  return days.flatMap((day) => parseDay(day) ?? [])
}

function* daysCovered(event: ICAL.Event): Generator<string> {
  if (!event.startDate) throw new Error(`its event "${event.summary ?? event.uid}" has no DTSTART`)
  const lastYear = new Date().getFullYear() + yearsAhead
  // The library omits the first day of an event with RDATE.
  if (event.component.hasProperty('rdate')) yield* daysBetween(event.startDate, event.endDate, lastYear)
  const starts = event.iterator()
  for (let count = 0; count < repetitionsMax; count += 1) {
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
