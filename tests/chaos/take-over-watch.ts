import { setTimeout as wait } from 'node:timers/promises'
import type { ChaosDatabase } from './database.ts'
import type { TakeOver } from './outcome.ts'

/** How often it is looked who owns what, in milliseconds: no take-over is measured more exactly. */
const lookMs = 50

/** A lane that is free for longer is lost, in milliseconds: no machine will take it. */
const lostAfterMs = 60_000

type End = TakeOver['end']

interface Orphan {
  readonly lane: string
  readonly owner: string
  readonly at: number
  end: End
}

/** Measures how long lanes have no owner after a machine has ended, and notices those that nobody takes. */
export class TakeOverWatch {
  readonly #database: ChaosDatabase
  readonly #remark: (what: string, details: object) => void
  readonly #stopping = new AbortController()
  readonly takeOvers: TakeOver[] = []
  /** No machine is meant to run. */
  isResting = false
  /** Lanes that were free for too long. */
  readonly lost = new Set<string>()
  /** Since when each lane is free. */
  readonly #freeSince = new Map<string, number>()
  #owners = new Map<string, string>()
  #alive = new Set<string>()
  #orphans: Orphan[] = []
  #faults = 0
  #ended: Promise<void> = Promise.resolve()

  constructor(database: ChaosDatabase, remark: (what: string, details: object) => void) {
    this.#database = database
    this.#remark = remark
  }

  start(): void {
    if (this.#database.shared) this.#ended = this.#watch()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#ended
  }

  /** Whether the process takes lanes. */
  isAlive(pid: number): boolean {
    return this.#alive.has(String(pid))
  }

  /** The process ends now. A machine that is killed while it stops counts as killed. */
  onEnd(pid: number, end: End): void {
    this.#remark(`machine ended: ${end}`, { pid })
    const isOf = (owner: string) => owner.split(':')[1] === String(pid)
    const known = this.#orphans.filter(({ owner }) => isOf(owner))
    for (const orphan of known) orphan.end = end
    if (known.length > 0 || this.#faults > 0) return
    const at = performance.now()
    for (const [lane, owner] of this.#owners) if (isOf(owner)) this.#orphans.push({ lane, owner, at, end })
  }

  /** Takes no measurements during a fault of the database: no lane can be taken then. */
  async during(fault: () => Promise<void>): Promise<void> {
    this.#faults += 1
    this.#orphans = []
    try {
      await fault()
    } finally {
      this.#faults -= 1
    }
  }

  /** While the database cannot be reached, nobody can take a lane. */
  #restart(): void {
    this.#orphans = []
    this.#freeSince.clear()
  }

  async #watch(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.#look().catch(() => this.#restart())
      await wait(lookMs)
    }
  }

  async #look(): Promise<void> {
    const rows = await this.#database.query(
      'SELECT lane, owner, lease_until > clock_timestamp() AS is_leased FROM lanes',
    )
    this.#owners = new Map(rows.map(({ lane, owner }) => [String(lane), String(owner ?? '')]))
    const alive = await this.#database.query('SELECT machine FROM machines WHERE alive_until > clock_timestamp()')
    this.#alive = new Set(alive.map(({ machine }) => String(machine).split(':')[1] ?? ''))
    const now = performance.now()
    for (const { lane, is_leased: isLeased } of rows) this.#noteFree(String(lane), isLeased === true, now)
    this.#orphans = this.#orphans.filter((orphan) => {
      const owner = this.#owners.get(orphan.lane) ?? ''
      if (owner === '' || owner === orphan.owner) return true
      const ms = now - orphan.at
      this.#remark('lane taken over', { ...orphan, by: owner, ms })
      this.takeOvers.push({ lane: orphan.lane, end: orphan.end, ms })
      return false
    })
  }

  #noteFree(lane: string, isLeased: boolean, now: number): void {
    const since = this.#freeSince.get(lane) ?? now
    if (isLeased || this.isResting) this.#freeSince.delete(lane)
    else this.#freeSince.set(lane, since)
    if (this.#freeSince.has(lane) && now - since > lostAfterMs) this.lost.add(lane)
  }
}
