import { Machine, type Tally, type Violation, type Walls } from './machine.ts'
import { Random } from './random.ts'
import { dayOf } from './rule.ts'
import { inventScenario, minutesOf, type Span } from './scenario.ts'
import { minutesADay, WallClock } from './wall-clock.ts'

export interface Plan extends Span {
  readonly seed: number
  readonly zone: string
  /** The zones that a destination may be moved to. */
  readonly zones: readonly string[]
  readonly index: number
  /** Tick every minute, and not only around the minutes that matter. */
  readonly dense?: boolean
}

export interface Outcome {
  readonly tally: Tally
  readonly violation: Violation | undefined
}

/** Wall clocks for this span and some days on both sides, each computed once. */
export function wallsOver({ from, to }: Span): Walls {
  const wound = new Map<string, WallClock>()
  const margin = 10 * minutesADay
  return (zone) => {
    const wall = wound.get(zone) ?? new WallClock(zone, from - margin, to + margin)
    wound.set(zone, wall)
    return wall
  }
}

/** Simulates one destination from beginning to end, or to the first violation. */
export async function simulate(plan: Plan, walls: Walls): Promise<Outcome> {
  const random = new Random(plan.seed * 1_000_003 + plan.index * 7919 + hash(plan.zone))
  const scenario = inventScenario(random, plan.zone, plan.zones, plan.index, plan)
  const machine = new Machine(scenario, random, walls)
  const events = [...scenario.down, ...scenario.asleep, ...scenario.outages, ...scenario.steps].flatMap(
    ({ from, to }) => [from, to],
  )
  const turns = [...events, ...scenario.published.map(({ at }) => at), ...scenario.changes.map(({ at }) => at)].sort(
    (one, other) => one - other,
  )
  let turn = 0
  for (let day = plan.from; day < plan.to; day += minutesADay) {
    const end = Math.min(day + minutesADay, plan.to)
    const today: number[] = []
    for (; turn < turns.length && (turns[turn] ?? 0) < end; turn += 1) today.push(turns[turn] ?? 0)
    for (const minute of plan.dense ? every(day, end) : chosen(day, end, machine, walls, today, random)) {
      await machine.reach(minute)
      if (machine.violation) return { tally: machine.tally, violation: machine.violation }
    }
  }
  return { tally: machine.tally, violation: undefined }
}

/**
 * The minutes at which something could go wrong: around the opening and the end of the window, around midnight, every
 * ten minutes near a change of the clock, when something happens, and a few at random.
 */
function chosen(
  from: number,
  to: number,
  { destination, skew }: Machine,
  walls: Walls,
  turns: readonly number[],
  random: Random,
): number[] {
  const wall = walls(destination.timezone)
  const off = Math.floor(skew / 60_000)
  const minutes = new Set<number>()
  const add = (minute: number) => {
    if (minute >= from && minute < to) minutes.add(minute)
  }
  const local = dayOf(from, wall)
  for (const day of [local - 1, local, local + 1, local + 2]) {
    const [opens, closes] = [destination.at, destination.until].map((time) => day * minutesADay + minutesOf(time))
    for (const near of [-1, 0, 1, 4]) add(wall.firstAt(opens ?? 0) - off + near)
    for (const near of [-1, 0]) add(wall.firstAt(closes ?? 0) - off + near)
    add(wall.firstAt(day * minutesADay) - off)
  }
  for (const turn of turns) for (const near of [-1, 0, 1]) add(turn + near)
  for (let count = 0; count < 3; count += 1) add(random.between(from, to - 1))
  if (wall.changes(from, to)) for (let minute = from; minute < to; minute += 10) add(minute)
  return [...minutes].sort((one, other) => one - other)
}

function every(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at)
}

function hash(text: string): number {
  return [...text].reduce((sum, char) => (Math.imul(sum, 31) + (char.codePointAt(0) ?? 0)) >>> 0, 7)
}
