import { type Day, type Weekday, weekdays } from '../../src/domain/day.ts'
import { type Destination, destinationSchema } from '../../src/domain/destination.ts'
import type { Random } from './random.ts'
import { minutesADay } from './wall-clock.ts'

/** From one real minute to another, the second not included. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** The machine's clock is off by `seconds` while it lasts. */
interface Step extends Span {
  readonly seconds: number
}

type Change = Partial<Pick<Destination, 'at' | 'until' | 'timezone' | 'days' | 'edition' | 'catchUp' | 'name'>>

/** Everything that happens to one destination and the machine that posts to it. Real minutes since 1970. */
export interface Scenario extends Span {
  readonly destination: Destination
  /** When each digest comes into the folder; days since 1970. */
  readonly published: readonly { readonly digest: number; readonly at: number }[]
  /** The process does not run. */
  readonly down: readonly Span[]
  /** The process runs, and the machine is suspended. */
  readonly asleep: readonly Span[]
  /** The platform cannot be reached. */
  readonly outages: readonly Span[]
  readonly steps: readonly Step[]
  readonly changes: readonly { readonly at: number; readonly to: Change }[]
}

const hours = [
  '00:00',
  '00:30',
  '01:00',
  '01:30',
  '02:00',
  '02:15',
  '02:30',
  '03:00',
  ...Array.from({ length: 20 }, (_, hour) => `${String(hour + 4).padStart(2, '0')}:00`),
  '06:45',
  '08:30',
  '12:05',
  '23:30',
  '23:59',
]

const [hour, day] = [60, minutesADay]

/** A scenario for the `index`th destination in a zone. */
export function inventScenario(
  random: Random,
  zone: string,
  zones: readonly string[],
  index: number,
  span: Span,
): Scenario {
  const destination = inventDestination(random, zone, index, span)
  const often = (days: number, lengths: () => number): Span[] => spans(random, span, days, lengths)
  return {
    ...span,
    destination,
    published: inventDigests(random, span),
    down: often(12, () =>
      random.of([random.between(2, 20), random.between(1, 5) * hour, random.between(8, 120) * hour]),
    ),
    asleep: often(18, () => random.between(5, 12 * hour)),
    outages: often(15, () => random.between(5, 6 * hour)),
    steps: often(20, () => random.between(10, 10 * hour)).map((each) => ({ ...each, seconds: inventStep(random) })),
    changes: often(30, () => 1).map(({ from }) => ({ at: from, to: inventChange(random, destination, zones, from) })),
  }
}

function inventDestination(random: Random, timezone: string, index: number, span: Span): Destination {
  // The hours go round, so that each is had in every zone once there are as many destinations.
  const at = hours[(index * 7) % hours.length] ?? '08:30'
  return destinationSchema.parse({
    name: `place-${index}`,
    platform: random.of(['slack', 'discord']),
    channel: 'C1',
    at,
    until: inventUntil(random, at),
    timezone,
    days: random.chance(0.6) ? weekdays : inventDays(random),
    skip: holidays(random, span),
    edition: random.of(['today', 'today', 'yesterday']),
    catchUp: random.of([0, 1, 1, 3]),
    // The rule has no limit of age.
    welcomeDays: 3_660,
  })
}

function inventDays(random: Random): readonly Weekday[] {
  return random.of([
    weekdays.slice(0, 5),
    weekdays.slice(5),
    weekdays.filter((_, at) => random.chance(0.7) || at === 2),
    ['wed'],
  ])
}

/** The end of the day, or a window of a minute to some hours. */
function inventUntil(random: Random, at: string): string {
  if (random.chance(0.5)) return '24:00'
  const end = Math.min(minutesOf(at) + random.of([1, 5, 20, 60, 240, 600]), minutesADay)
  return `${String(Math.floor(end / hour)).padStart(2, '0')}:${String(end % hour).padStart(2, '0')}`
}

function holidays(random: Random, { from, to }: Span): Day[] {
  const days = Array.from({ length: Math.ceil((to - from) / day) }, (_, at) => Math.floor(from / day) + at)
  return days.filter(() => random.chance(0.03)).map(nameOf)
}

/** Most are there hours ahead; some come late, some a day late, some never. */
function inventDigests(random: Random, { from, to }: Span): { digest: number; at: number }[] {
  const found: { digest: number; at: number }[] = []
  for (let digest = Math.floor(from / day) - 1; digest < to / day; digest += 1) {
    if (random.chance(0.08)) continue
    const hours = random.chance(0.12) ? random.between(0, 40) : random.between(-20, -14)
    found.push({ digest, at: digest * day + hours * hour + random.between(0, 59) })
  }
  return found.sort((one, other) => one.at - other.at)
}

/** Corrections of seconds, errors of hours, and now and then a wrong day. */
function inventStep(random: Random): number {
  const size = random.of([random.between(1, 90), random.between(2, 30) * 60, random.between(1, 8) * 3600, 26 * 3600])
  return random.chance(0.5) ? size : -size
}

function inventChange(random: Random, { name }: Destination, zones: readonly string[], at: number): Change {
  const hourOfDay = random.of(hours)
  return random.of<Change>([
    { at: hourOfDay, until: inventUntil(random, hourOfDay) },
    { at: hourOfDay, until: '24:00' },
    { timezone: random.of(zones) },
    { timezone: random.of(['Etc/GMT+12', 'Pacific/Kiritimati']) },
    { days: random.chance(0.5) ? weekdays : inventDays(random) },
    { edition: random.of(['today', 'yesterday']) },
    { catchUp: random.of([0, 1, 3]) },
    { name: `${name}-${at}` },
  ])
}

function spans(random: Random, { from, to }: Span, everyDays: number, length: () => number): Span[] {
  const found: Span[] = []
  // A quiet week to begin with: what a new destination gets is one question, what becomes of it another.
  for (let at = from + 7 * day; ; ) {
    at += random.between(1, 2 * everyDays * day)
    if (at >= to) return found
    const end = Math.min(at + length(), to)
    found.push({ from: at, to: end })
    at = end
  }
}

export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * hour + Number(time.slice(3))
}

export function nameOf(dayNumber: number): Day {
  return new Date(dayNumber * 86_400_000).toISOString().slice(0, 10) as Day
}
