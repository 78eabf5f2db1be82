import type { Day } from '../../domain/day.ts'
import { dayAt } from '../../domain/time-zone.ts'

/** `08:30`, as a wall clock in the zone shows it. */
export function timeInZone(at: number, zone: string): string {
  return clockIn(zone).format(at)
}

/** `Thu 12 Mar 2026, 08:30` */
export function dayAndTime(at: number, zone: string): string {
  return `${dateIn(zone).format(at).replaceAll(',', '')}, ${timeInZone(at, zone)}`
}

/** `Thu 12 March` */
export function shortDay(day: Day): string {
  return days.format(Date.parse(day)).replaceAll(',', '')
}

/** `Mar` */
export function shortMonth(day: Day): string {
  return shortMonths.format(Date.parse(day))
}

/** The time with its seconds, and with the day where that is another one than expected. */
export function exactTime(at: number, zone: string, expected: Day): string {
  const time = `${timeInZone(at, zone)}:${String(Math.floor(at / 1_000) % 60).padStart(2, '0')}`
  return dayAt(at, zone) === expected ? time : `${dateIn(zone).format(at).replaceAll(',', '')}, ${time}`
}

/** `March 2026` */
export function monthName(day: Day): string {
  return months.format(Date.parse(day))
}

/** `2 – 29 March 2026`: the first day has only what differs from the last. */
export function rangeName(first: Day, last: Day): string {
  // Versions of ICU disagree on the width of the spaces.
  return ranges.formatRange(Date.parse(first), Date.parse(last)).replace(/\s/g, ' ')
}

const ranges = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const shortMonths = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' })
const months = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const days = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'long', timeZone: 'UTC' })

/** A cache of formats: creating one takes as long as a hundred uses. */
const clocks = new Map<string, Intl.DateTimeFormat>()
const dates = new Map<string, Intl.DateTimeFormat>()

function clockIn(timeZone: string): Intl.DateTimeFormat {
  const format = clocks.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone })
  clocks.set(timeZone, format)
  return format
}

function dateIn(timeZone: string): Intl.DateTimeFormat {
  const options = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone } as const
  const format = dates.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', options)
  dates.set(timeZone, format)
  return format
}
