import { minuteMs } from '../domain/duration.ts'
import { LedgerUnusable } from '../domain/errors.ts'
import { systemClock } from '../lib/clock.ts'
import type { Services } from './services.ts'

/** How often it is looked which sources are due, in milliseconds. */
const betweenMs = minuteMs

/** The longest wait before each look, in milliseconds: at random, so that not all bots ask a server at the same second. */
const jitterMs = 10_000

/** Fetches the sources of the configuration in the background. */
export class SourceCollection {
  readonly #services: Services
  readonly #isLead: () => boolean
  readonly #stopping = new AbortController()
  readonly #ended: Promise<void>

  /** `isLead` says whether this process collects, of several that share the work. */
  constructor(services: Services, isLead: () => boolean) {
    this.#services = services
    this.#isLead = isLead
    this.#ended = this.#run()
  }

  /** Ends what is being fetched. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#ended
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      await systemClock.wait(Math.random() * jitterMs, signal)
      await this.#collect(signal)
      await systemClock.wait(betweenMs, signal)
    }
  }

  async #collect(signal: AbortSignal): Promise<void> {
    const { config, stores, log } = this.#services
    const publications = Object.keys(config.value.sources)
    if (publications.length === 0 || signal.aborted || !this.#isLead()) return
    try {
      // Loaded only here: many bots have no sources.
      const { collectSources } = await import('./candidates.ts')
      await collectSources(publications, { config: config.value, store: stores, log, signal })
    } catch (error) {
      // The ledger logs this itself, once.
      if (!(error instanceof LedgerUnusable)) log.error({ err: error }, 'the sources could not be read')
    }
  }
}
