import type { Day } from './day.ts'

type Calendar = typeof import('temporal-polyfill')

/** Node 26 has it; the polyfill for Node 24 would take 6 MB there. */
const { Temporal } = 'Temporal' in globalThis ? (globalThis as unknown as Calendar) : await import('temporal-polyfill')

/** The calendar day in a time zone at an instant. */
export function dayAt(now: number, zone: string): Day {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString() as Day
}

/**
 * When a wall clock in the zone first shows `time` (`HH:MM`, `24:00` is the end of the day) on that day, in
 * milliseconds since 1970. A time that a change of the clock leaves out is the first valid minute after the gap;
 * one that comes twice is the first of the two.
 */
export function instantAt(day: Day, time: string, zone: string): number {
  const wall =
    time === '24:00'
      ? Temporal.PlainDate.from(day).add({ days: 1 }).toPlainDateTime()
      : Temporal.PlainDateTime.from(`${day}T${time}`)
  const early = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (early.toPlainDateTime().equals(wall)) return early.epochMilliseconds
  // In a gap "earlier" reads the wall clock with the offset from after the change, which lands before the change.
  return early.getTimeZoneTransition('next')?.epochMilliseconds ?? early.epochMilliseconds
}

/** The instant as a wall clock in the zone shows it, with its offset: `2027-03-28T03:00:00+02:00`. */
export function localTime(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ timeZone: zone, smallestUnit: 'second' })
}

/** The instant in UTC: `2027-03-28T01:00:00Z`. */
export function utcTime(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: 'second' })
}

/** Whether a name is an IANA time zone. Offsets such as `+02:00` are none: they know no daylight saving. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return /^[A-Za-z]/.test(name)
  } catch {
    return false
  }
}
