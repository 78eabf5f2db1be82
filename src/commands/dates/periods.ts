import { addDays, type Day, parseDay, weekdayOf, weekdays } from '../../domain/day.ts'

/** A range of days, both ends included. */
export interface DaySpan {
  readonly first: Day
  readonly last: Day
}

/** A search, split into its days and its other words. */
export interface TakenDays {
  /** Words and quoted phrases, as typed. */
  readonly words: string
  readonly days: Partial<DaySpan>
  /**
   * The original text, if the words that were read as days may be ordinary words: it is searched for when nothing is
   * found.
   */
  readonly typed?: string
  /** Whether the original text is searched for first. */
  readonly isWordsFirst?: true
  /** A day that was named and that no calendar has: `31 june`. */
  readonly impossible?: string
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

export type DateContext = ReaderClock & { readonly today: Day }

function padded(number: number | string = ''): string {
  return String(number).padStart(2, '0')
}

/** One day, if it exists. */
export function dayOf(year: number | string = '', month: number | string = '', day: number | string = '') {
  const found = parseDay(`${year}-${padded(month)}-${padded(day)}`)
  return found && { first: found, last: found }
}

/** `count` whole months. The month may be below 1 or above 12. */
export function monthsFrom(year: number, month: number, count = 1): DaySpan {
  return { first: utcDay(year, month, 1), last: utcDay(year, month + count, 0) }
}

function utcDay(year: number, month: number, day: number): Day {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10) as Day
}

/** From Monday to Sunday. */
export function weekOf(day: Day): DaySpan {
  const first = addDays(day, -weekdays.indexOf(weekdayOf(day)))
  return { first, last: addDays(first, 6) }
}

/** The week with the 4th of January is the first of a year. */
export function isoWeek(year: number, week: number): DaySpan | undefined {
  const first = dayOf(year, 1, 4)?.first
  return first && week >= 1 && week <= 53 ? weekOf(addDays(first, 7 * (week - 1))) : undefined
}

/** Saturday and Sunday of a week. */
export function weekendOf(day: Day): DaySpan {
  const { last } = weekOf(day)
  return { first: addDays(last, -1), last }
}

export type PeriodUnit = 'day' | 'week' | 'month' | 'quarter' | 'year'

/** The whole unit that is `step` units before (negative) or after the current one. */
export function unitAt(unit: PeriodUnit, step: number, today: Day): DaySpan {
  const [year = 0, month = 0] = today.split('-').map(Number)
  switch (unit) {
    case 'day':
      return { first: addDays(today, step), last: addDays(today, step) }
    case 'week':
      return weekOf(addDays(today, 7 * step))
    case 'month':
      return monthsFrom(year, month + step)
    case 'quarter':
      return monthsFrom(year, 3 * (Math.ceil(month / 3) - 1 + step) + 1, 3)
    case 'year':
      return monthsFrom(year + step, 1, 12)
  }
}

const unitDays: Readonly<Record<PeriodUnit, number>> = { day: 1, week: 7, month: 30, quarter: 91, year: 365 }

/** That many units up to today. */
export function recent(count: number, unit: PeriodUnit, today: Day): DaySpan {
  return { first: addDays(today, 1 - Math.max(1, count) * unitDays[unit]), last: today }
}

/** A quarter or a half of a year. */
export function partOfYear(parts: 2 | 4, number: number, year: number): DaySpan {
  const length = 12 / parts
  return monthsFrom(year, (number - 1) * length + 1, length)
}

export type PartOfPeriod = 'early' | 'middle' | 'late' | 'end'

/** A month of that name: with -1 the latest that is over, with 1 the next to begin, with 0 this year's. */
export function namedMonth(month: number, step: number, here: DateContext): DaySpan | undefined {
  const { today } = here
  const of = (year: number) => monthsFrom(year, month)
  if (step === 0) return of(Number(today.slice(0, 4)))
  if (step > 0) return inNearestYear(of, { ...here, looking: 'ahead' })
  return inNearestYear((year) => (of(year).last < today ? of(year) : undefined), { ...here, looking: 'back' })
}

/** A third of a week, month, quarter or year. Ahead, its end is its last day: a pause until the end of the month. */
export function partOf({ first, last }: DaySpan, part: PartOfPeriod, { looking = 'back' }: DateContext): DaySpan {
  if (looking === 'ahead' && part === 'end') return { first: last, last }
  const [year, month] = first.split('-').map(Number) as [number, number]
  const at = { early: 0, middle: 1, late: 2, end: 2 }[part]
  // Monday and Tuesday, Wednesday and Thursday, and the rest.
  const days = last === addDays(first, 6) ? 2 : 10
  const isMonth = last.slice(0, 7) === first.slice(0, 7)
  if (!isMonth && days === 10) {
    const third = Number(last.slice(0, 4)) * 12 + Number(last.slice(5, 7)) - (year * 12 + month) === 2 ? 1 : 4
    return monthsFrom(year, month + third * at, third)
  }
  return { first: addDays(first, days * at), last: at === 2 ? last : addDays(first, days * (at + 1) - 1) }
}

/**
 * A part of the unit that is some units from now. Without a number, of the current unit, or of the last one if that
 * part is still to come.
 */
export function partOfUnit(unit: PeriodUnit, step: number | undefined, part: PartOfPeriod, here: DateContext): DaySpan {
  const of = (at: number) => partOf(unitAt(unit, at, here.today), part, here)
  const own = of(step ?? 0)
  return step === undefined && here.looking !== 'ahead' && own.first > here.today ? of(-1) : own
}

/** A day that exists in most years, in the intended year: the latest that has begun, or ahead the next to begin. */
export function inNearestYear(
  make: (year: number) => DaySpan | undefined,
  { today, looking = 'back' }: DateContext,
): DaySpan | undefined {
  const thisYear = Number(today.slice(0, 4))
  // The 29th of February is up to eight years away.
  for (let step = 0; step <= 8; step += 1) {
    const found = make(thisYear + (looking === 'back' ? -step : step))
    if (found && (looking === 'back' ? found.first <= today : found.first >= today)) return found
  }
  return undefined
}

/** The same for a day that exists in most months, such as the 9th. */
export function inNearestMonth(day: number, { today, looking = 'back' }: DateContext): DaySpan | undefined {
  for (let step = 0; step <= 2; step += 1) {
    const { first } = unitAt('month', looking === 'back' ? -step : step, today)
    const found = dayOf(first.slice(0, 4), first.slice(5, 7), day)
    if (found && (looking === 'back' ? found.first <= today : found.first >= today)) return found
  }
  return undefined
}
