import type { Destination } from '../../src/domain/destination.ts'
import { hourMs } from '../../src/domain/duration.ts'
import { closing, opening, ruled, type Served, type Wish } from './rule.ts'
import { minutesOf } from './scenario.ts'
import type { WallClock } from './wall-clock.ts'

/**
 * How running a delivery ends: `posted`; `later` or `paused`, started and nothing arrived; or the process is killed
 * before it starts (`killed`), right after (`killed-begun`), or when it has arrived and is not recorded as complete
 * (`killed-posted`).
 */
export type Fate = 'posted' | 'retry' | 'paused' | 'killed' | 'killed-begun' | 'killed-posted'

/** The inputs of one tick. */
export interface Moment {
  /** What the machine's clock shows, in milliseconds since 1970. */
  readonly now: number
  readonly wall: WallClock
  readonly destination: Destination
  readonly published: ReadonlySet<number>
  readonly reachable: boolean
  /** Whether this is the first tick of its process. */
  readonly restarted: boolean
}

export type Verdict = 'doubled' | 'early' | 'outside its window' | 'unasked' | 'missed' | 'not on record' | 'untrue'

/** Follows one destination with an independent implementation of the rule, and compares it with what was posted. */
export class Checker {
  readonly #served = new Set<number>()
  readonly #posted = new Set<number>()
  #begun: { digest: number; arrived: boolean }[] = []
  #since: number | undefined
  #paused: { at: number; name: string } | undefined

  /** What must be posted at this tick, and what it supersedes; `fate` is how the first delivery ends. */
  expect(moment: Moment, fate: Fate): { posts: number[]; ruled?: Served; dies: boolean } {
    const { now, destination, reachable } = moment
    const posts: number[] = []
    // A pause ends with the process.
    if (moment.restarted) this.#paused = undefined
    const pausedFor = this.#paused?.name === destination.name ? now - this.#paused.at : -1
    if (!reachable || (pausedFor >= 0 && pausedFor < hourMs)) return { posts, dies: false }
    this.#paused = undefined
    this.#since ??= now / 60_000
    let next = fate
    const ends = (digest: number, arrived: boolean): Fate => {
      const fateOfThis = next
      next = 'posted'
      const arrives = fateOfThis === 'posted' || fateOfThis === 'killed-posted'
      if (arrives && !arrived) posts.push(digest)
      if (fateOfThis !== 'killed') this.#served.add(digest)
      if (fateOfThis === 'paused') this.#paused = { at: now, name: destination.name }
      if (fateOfThis !== 'posted' && (fateOfThis !== 'killed' || this.#served.has(digest)))
        this.#begun.push({ digest, arrived: arrived || arrives })
      return fateOfThis
    }
    const begun = this.#begun
    this.#begun = []
    for (const [at, { digest, arrived }] of begun.entries()) {
      if (!ends(digest, arrived).startsWith('killed')) continue
      this.#begun.push(...begun.slice(at + 1))
      return { posts, dies: true }
    }
    if (this.#paused) return { posts, dies: false }
    const served = this.#rule(moment)
    if (!served) return { posts, dies: false }
    for (const older of served.instead) this.#served.add(older)
    return { posts, ruled: served, dies: ends(served.digest, false).startsWith('killed') }
  }

  /** The difference to what was posted, if any. */
  compare(posts: readonly number[], expected: readonly number[], moment: Moment): Verdict | undefined {
    for (const digest of posts) {
      if (this.#posted.has(digest)) return 'doubled'
      this.#posted.add(digest)
      if (!expected.includes(digest)) return blame(digest, moment)
    }
    return expected.every((digest) => posts.includes(digest)) ? undefined : 'missed'
  }

  #rule({ now, wall, destination, published }: Moment): Served | undefined {
    const known = { since: Math.floor(this.#since ?? 0), served: this.#served, published }
    return ruled(Math.floor(now / 60_000), wall, wishOf(destination), known)
  }
}

function blame(digest: number, { now, wall, destination }: Moment): Verdict {
  const [wish, minute] = [wishOf(destination), Math.floor(now / 60_000)]
  const day = destination.edition === 'yesterday' ? digest + 1 : digest
  if (minute < opening(day, wall, wish)) return 'early'
  const today = Math.floor(wall.at(minute) / 1440)
  return minute < opening(today, wall, wish) || minute >= closing(today, wall, wish) ? 'outside its window' : 'unasked'
}

const wishes = new WeakMap<Destination, Wish>()

function wishOf(destination: Destination): Wish {
  const known = wishes.get(destination)
  if (known) return known
  const { at, until, days, skip, edition, catchUp } = destination
  const skipped = new Set([...skip].map((day) => Date.parse(day) / 86_400_000))
  const wish = { at: minutesOf(at), until: minutesOf(until), days, skip: skipped, edition, catchUp }
  wishes.set(destination, wish)
  return wish
}
