import { execFile } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { ChaosFixture } from './chaos-fixture.ts'
import { Random } from './random.ts'

/** How long a channel is closed or a destination is out of the configuration, on average in milliseconds. */
const meanMs = 4_000

const run = promisify(execFile)

/**
 * Changes of channels, of the configuration and of the bot's disk while it posts. Everything is undone after some
 * seconds.
 */
export class Incidents {
  readonly #fixture: ChaosFixture
  readonly #random: Random
  readonly #note: (incident: string, details: object) => void
  /** The processes of the bot. */
  readonly #pids: () => readonly number[]

  constructor(
    fixture: ChaosFixture,
    seed: number,
    note: (incident: string, details: object) => void,
    pids: () => readonly number[],
  ) {
    this.#fixture = fixture
    this.#pids = pids
    this.#random = new Random(seed, 'incidents')
    this.#note = note
  }

  /** One of them, until it is undone or the signal aborts. */
  async happen(signal: AbortSignal): Promise<void> {
    const ms = this.#random.wait(meanMs)
    const undo = await this.#random.pick([
      () => this.#archive(),
      () => this.#forbid(),
      () => this.#reconfigure(),
      () => this.#fillDisk(),
    ])()
    await wait(ms, undefined, { signal }).catch(() => {})
    await undo()
  }

  #archive(): () => void {
    const { state } = this.#random.pick([...this.#fixture.workspaces.values()])
    const channel = this.#random.pick([...state.channels.values()])
    channel.isArchived = true
    this.#note('channel archived', { platform: 'slack', channel: channel.id })
    return () => {
      channel.isArchived = false
    }
  }

  #forbid(): () => void {
    const { state } = this.#fixture.discord
    const channel = this.#random.pick([...state.channels.values()].filter(({ parentId }) => !parentId)).id
    const permission = this.#random.pick(['view', 'send'] as const)
    state.forbidden.set(channel, new Set([permission]))
    this.#note(`permission ${permission} taken away`, { platform: 'discord', channel })
    return () => void state.forbidden.delete(channel)
  }

  /** Some destinations are taken out of the configuration and put back later, and the rest is in another order. */
  async #reconfigure(): Promise<() => Promise<void>> {
    const { destinations, configure } = this.#fixture
    const out = Array.from({ length: this.#random.whole(0, 3) }, () => this.#random.pick(destinations).name)
    const from = this.#random.whole(1, destinations.length - 1)
    const names = [...destinations.slice(from), ...destinations.slice(0, from)].map(({ name }) => name)
    await configure(names.filter((name) => !out.includes(name)))
    this.#note('configuration changed', { out })
    return () => configure(names)
  }

  /** No file of the bot may grow, as on a full disk; what is there already may be overwritten. */
  async #fillDisk(): Promise<() => Promise<void>> {
    const pids = this.#pids()
    const limit = (size: string) =>
      // One that has ended meanwhile has no files to limit.
      Promise.all(pids.map((pid) => run('prlimit', [`--pid=${pid}`, `--fsize=${size}:`]).catch(() => {})))
    await limit('1')
    this.#note('disk full', { pids })
    return async () => void (await limit('unlimited'))
  }
}
