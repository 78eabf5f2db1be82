import { setTimeout as wait } from 'node:timers/promises'
import type { ChaosDatabase } from './database.ts'

/** How often it is looked who owns what, in milliseconds: no take-over is measured more exactly. */
const lookMs = 50

type End = 'kill' | 'stop'

interface Orphan {
  readonly lane: string
  readonly owner: string
  readonly at: number
  end: End
}

/** Measures how long lanes have no owner after a machine has ended. */
export class TakeOverWatch {
  readonly #database: ChaosDatabase
  readonly #remark: (what: string, details: object) => void
  readonly #stopping = new AbortController()
  readonly #ms: Record<End, number[]> = { kill: [], stop: [] }
  #owners = new Map<string, string>()
  #alive = new Set<string>()
  #orphans: Orphan[] = []
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

  get takeOvers() {
    return { afterKills: this.#ms.kill, afterStops: this.#ms.stop }
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
    if (known.length > 0) return
    const at = performance.now()
    for (const [lane, owner] of this.#owners) if (isOf(owner)) this.#orphans.push({ lane, owner, at, end })
  }

  /** Discards the current measurement, because another fault is active as well. */
  forget(): void {
    this.#orphans = []
  }

  async #watch(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.#look().catch(() => this.forget())
      await wait(lookMs)
    }
  }

  async #look(): Promise<void> {
    const rows = await this.#database.query('SELECT lane, owner FROM lanes')
    this.#owners = new Map(rows.map(({ lane, owner }) => [String(lane), String(owner ?? '')]))
    const alive = await this.#database.query('SELECT machine FROM machines WHERE alive_until > clock_timestamp()')
    this.#alive = new Set(alive.map(({ machine }) => String(machine).split(':')[1] ?? ''))
    const now = performance.now()
    this.#orphans = this.#orphans.filter((orphan) => {
      const owner = this.#owners.get(orphan.lane) ?? ''
      if (owner === '' || owner === orphan.owner) return true
      const ms = now - orphan.at
      this.#remark('lane taken over', { ...orphan, by: owner, ms })
      this.#ms[orphan.end].push(ms)
      return false
    })
  }
}
