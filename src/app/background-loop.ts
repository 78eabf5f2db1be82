import { LedgerUnusable } from '../domain/errors.ts'
import { LaneLost } from '../domain/lane.ts'
import type { Log } from '../domain/log.ts'
import { systemClock } from '../lib/clock.ts'

interface LoopOptions {
  /** The signal aborts when the loop stops. */
  work(signal: AbortSignal): Promise<void>
  /** In milliseconds, after each round. */
  readonly pauseMs: number
  /** The longest extra pause before each round, at random, so that not all bots ask a server in the same second. */
  readonly jitterMs?: number
  readonly log: Log
  /** The log message if a round fails. An unusable ledger is logged by the ledger itself. */
  readonly failure: string
}

/** Repeats work until it is stopped. A round that fails does not end it. */
export class BackgroundLoop {
  readonly #stopping = new AbortController()
  readonly #ended: Promise<void>

  constructor(options: LoopOptions) {
    this.#ended = this.#run(options)
  }

  /** Aborts the round that is running, and resolves when it has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#ended
  }

  async #run({ work, pauseMs, jitterMs = 0, log, failure }: LoopOptions): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      if (jitterMs > 0) await systemClock.wait(Math.random() * jitterMs, signal)
      await work(signal).catch((error: unknown) => {
        // Another process continues it.
        if (!(error instanceof LedgerUnusable || error instanceof LaneLost)) log.error({ err: error }, failure)
      })
      await systemClock.wait(pauseMs, signal)
    }
  }
}
