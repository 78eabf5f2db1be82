import type { Tally } from './machine.ts'
import type { Plan } from './simulation.ts'
import { minutesADay } from './wall-clock.ts'
import { oddities, zones } from './zones.ts'

export interface Wishes {
  readonly years: number
  readonly zones: number
  /** How many destinations live in each zone. */
  readonly each: number
  readonly seed: number
}

/** Destinations of one zone, over the same time. */
export interface Group {
  readonly name: string
  readonly zone: string
  readonly what: string
  readonly from: number
  readonly to: number
  readonly plans: readonly Plan[]
}

export interface Total extends Tally {
  readonly destinations: number
  readonly days: number
}

/** How long every single minute is lived through, in days, in each zone. */
const denseDays = 30

/** The first minute of a year. */
function yearBegins(year: number): number {
  return Date.UTC(year, 0, 1) / 60_000
}

/** The zones of today, each sparsely over the years and densely over a month of change, and the oddities of the past. */
export function* groupsOf(wishes: Wishes): Generator<Group> {
  const { years, seed, each } = wishes
  const from = yearBegins(2026)
  const to = from + Math.round(years * 365) * minutesADay
  for (const zone of zones.slice(0, wishes.zones)) {
    yield group(zone, `${zone} 2026`, 'the minutes that matter', { from, to, seed, count: each, dense: false })
    // Most zones change in March or April, or do not change at all.
    const spring = from + 70 * minutesADay
    const month = { from: spring, to: spring + denseDays * minutesADay, seed, count: 1, dense: true }
    yield group(zone, `${zone} spring`, 'every minute', month)
  }
  for (const [zone, year, what] of oddities) {
    const span = {
      from: yearBegins(year),
      to: yearBegins(year + 1) + 10 * minutesADay,
      seed,
      count: each,
      dense: false,
    }
    yield group(zone, `${zone} ${year}`, what, span)
  }
}

function group(
  zone: string,
  name: string,
  what: string,
  { from, to, seed, count, dense }: { from: number; to: number; seed: number; count: number; dense: boolean },
): Group {
  const plans = Array.from({ length: count }, (_, index) => ({ seed, zone, zones, index, from, to, dense }))
  return { name, zone, what, from, to, plans }
}

export function totalOf(parts: readonly Total[]): Total {
  const sum = (of: keyof Total) => parts.reduce((total, part) => total + part[of], 0)
  return {
    destinations: sum('destinations'),
    days: sum('days'),
    ticks: sum('ticks'),
    posts: sum('posts'),
    superseded: sum('superseded'),
    late: sum('late'),
    unexplained: sum('unexplained'),
  }
}
