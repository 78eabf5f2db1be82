import { addDays, type Day, weekdayOf, weekdays } from '../../domain/day.ts'
import type { DeliveriesUrl } from './url.ts'

/** How many days are shown at a time: four weeks. */
const spanDays = 28

/** The days that are shown, and how to get to those before and after them. */
export interface DateRange {
  readonly days: readonly [Day, ...Day[]]
  readonly older: Pick<DeliveriesUrl, 'from' | 'month'>
  readonly newer: Pick<DeliveriesUrl, 'from' | 'month'>
}

/** The days that an address asks for; without any, the four weeks that end with this one. */
export function dateRange({ from, month }: DeliveriesUrl, today: Day): DateRange {
  return month ? monthFrom(month) : weeksFrom(from ?? currentWeeks(today))
}

/** The first day of the month. */
export function monthOf(day: Day): Day {
  return `${day.slice(0, 'YYYY-MM'.length)}-01` as Day
}

function mondayOf(day: Day): Day {
  return addDays(day, -weekdays.indexOf(weekdayOf(day)))
}

/** The first of the four weeks that end with the week of a day. */
export function currentWeeks(day: Day): Day {
  return addDays(mondayOf(day), 7 - spanDays)
}

function weeksFrom(from: Day): DateRange {
  const older = { from: addDays(from, -spanDays) }
  return { days: daysFrom(from, spanDays), older, newer: { from: addDays(from, spanDays) } }
}

function monthFrom(first: Day): DateRange {
  const next = monthOf(addDays(first, 31))
  const length = [28, 29, 30, 31].find((count) => addDays(first, count) === next) ?? 31
  return { days: daysFrom(first, length), older: { month: monthOf(addDays(first, -1)) }, newer: { month: next } }
}

function daysFrom(first: Day, count: number): readonly [Day, ...Day[]] {
  return [first, ...Array.from({ length: count - 1 }, (_, index) => addDays(first, index + 1))]
}
