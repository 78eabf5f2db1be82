import type { Day } from './day.ts'
import { minuteMs } from './duration.ts'

type Calendar = typeof import('temporal-polyfill')

/** Node 26 has it; the polyfill for Node 24 would take 6 MB there. */
const { Temporal } = 'Temporal' in globalThis ? (globalThis as unknown as Calendar) : await import('temporal-polyfill')

/** How many results are kept: the zones, times and days of one tick over many destinations. */
const keptMax = 20_000

/** Zones changed their clocks by whole minutes since then; earlier, some did by seconds. In milliseconds since 1970. */
const wholeMinutesSince = Date.UTC(1973, 0, 1)

/** Results by zone, which a tick over many destinations asks for again and again. */
class Kept<Key, Value> {
  readonly #zones = new Map<string, Map<Key, Value>>()
  #count = 0

  get(zone: string, key: Key, compute: () => Value): Value {
    const known = this.#zones.get(zone)?.get(key)
    if (known !== undefined) return known
    const value = compute()
    if (this.#count >= keptMax) {
      this.#zones.clear()
      this.#count = 0
    }
    this.#zones.set(zone, (this.#zones.get(zone) ?? new Map<Key, Value>()).set(key, value))
    this.#count += 1
    return value
  }
}

const days = new Kept<number, Day>()
const instants = new Kept<string, number>()

/** The calendar day in a time zone at an instant. */
export function dayAt(now: number, zone: string): Day {
  const minute = now - (now % minuteMs)
  if (minute < wholeMinutesSince) return computeDay(now, zone)
  return days.get(zone, minute, () => computeDay(minute, zone))
}

function computeDay(now: number, zone: string): Day {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString() as Day
}

/**
 * When a wall clock in the zone first shows `time` (`HH:MM`, `24:00` is the end of the day) on that day, in
 * milliseconds since 1970. A time that a change of the clock leaves out is the first valid minute after the gap;
 * one that comes twice is the first of the two.
 */
export function instantAt(day: Day, time: string, zone: string): number {
  return instants.get(zone, day + time, () => computeInstant(day, time, zone))
}

function computeInstant(day: Day, time: string, zone: string): number {
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

/** Whether a name is an IANA time zone. Offsets such as `+02:00` are not: they have no daylight saving time. */
export function isTimeZone(name: string): boolean {
  if (zones.has(name)) return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
  } catch {
    return false
  }
  if (!/^[A-Za-z]/.test(name)) return false
  zones.add(name)
  return true
}

/** A cache of valid zones: a lookup is slow, and thousands of destinations may have the same one. */
const zones = new Set<string>()
