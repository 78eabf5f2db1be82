import type { Fence, LaneChange, LaneId, LaneReport, LaneStore } from '../../src/domain/lane.ts'

/** The lanes of a database in memory, with a clock of its own. */
export class MemoryLanes implements LaneStore {
  now = 0
  /** Thrown by every call, as while the database cannot be reached. */
  failure: Error | undefined
  readonly rows = new Map<LaneId, { token: number; owner: string | undefined; until: number }>()
  readonly known = new Map<string, string>()
  readonly #machines = new Map<string, number>()

  async facts(): Promise<ReadonlyMap<string, string>> {
    this.#check()
    return new Map(this.known)
  }

  async change({ name, was, becomes, ended, begun }: LaneChange): Promise<boolean> {
    this.#check()
    if (this.known.get(name) !== was) return false
    this.known.set(name, becomes)
    if (ended.length === 0) return true
    const until = Math.max(...[...ended, ...begun].map((lane) => this.rows.get(lane)?.until ?? -Infinity))
    const token = (lane: LaneId) => (this.rows.get(lane)?.token ?? 0) + 1
    for (const lane of begun) this.#set(lane, { token: token(lane), owner: undefined, until })
    for (const lane of ended) this.#set(lane, { token: token(lane), owner: undefined, until: Infinity })
    return true
  }

  async renew(machine: string, held: readonly Fence[], lanes: readonly LaneId[], leaseMs: number): Promise<LaneReport> {
    this.#check()
    for (const lane of lanes) {
      if (!this.rows.has(lane)) this.rows.set(lane, { token: 0, owner: undefined, until: Number.NEGATIVE_INFINITY })
    }
    this.#machines.set(machine, this.now + leaseMs)
    const mine = held.filter(({ lane, token }) => this.rows.get(lane)?.token === token)
    for (const { lane } of mine) this.#set(lane, { until: this.now + leaseMs })
    return {
      held: new Set(mine.map(({ lane }) => lane)),
      free: lanes.filter((lane) => (this.rows.get(lane)?.until ?? 0) < this.now),
      machines: [...this.#machines.values()].filter((until) => until > this.now + leaseMs / 2).length,
    }
  }

  async claim(machine: string, lanes: readonly LaneId[], most: number, leaseMs: number): Promise<readonly Fence[]> {
    this.#check()
    const free = lanes.filter((lane) => (this.rows.get(lane)?.until ?? 0) < this.now).slice(0, most)
    return free.map((lane) => {
      const token = (this.rows.get(lane)?.token ?? 0) + 1
      this.#set(lane, { token, owner: machine, until: this.now + leaseMs })
      return { lane, token }
    })
  }

  async release(held: readonly Fence[]): Promise<void> {
    this.#check()
    for (const { lane, token } of held) {
      if (this.rows.get(lane)?.token === token) this.#set(lane, { owner: undefined, until: Number.NEGATIVE_INFINITY })
    }
  }

  async machines(): Promise<number> {
    return [...this.#machines.values()].filter((until) => until > this.now).length
  }

  async leave(machine: string, held: readonly Fence[]): Promise<void> {
    this.#machines.delete(machine)
    await this.release(held)
  }

  #set(lane: LaneId, change: Partial<{ token: number; owner: string | undefined; until: number }>): void {
    this.rows.set(lane, { token: 0, owner: undefined, until: 0, ...this.rows.get(lane), ...change })
  }

  #check(): void {
    if (this.failure) throw this.failure
  }
}
