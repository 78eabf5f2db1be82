import type { PlatformName } from '../../domain/destination.ts'
import { minuteMs } from '../../domain/duration.ts'
import { type ExpectedError, PlatformBusy } from '../../domain/errors.ts'
import type { FailureReason } from '../../domain/failure-reason.ts'
import type { Log } from '../../domain/log.ts'
import type { ListeningOutage } from '../../domain/platform.ts'
import { failureReason } from '../../i18n/failures.ts'
import { backoffMs } from '../../lib/backoff.ts'
import { withTimeout } from '../../lib/clock.ts'
import { RepeatedReasons } from '../../lib/repeated-reason.ts'

/** The longest pause before the next attempt to connect, in milliseconds. */
const maxPauseMs = 5 * minuteMs

/** How long the start waits for the first attempt to connect, in milliseconds. */
const firstAttemptMs = 3_000

/** The backoff is reset after a connection of this length, in milliseconds. */
const steadyMs = minuteMs

/** The connection through which a platform reports interactions. */
export interface InteractionListener {
  /** Undefined while it reports interactions. */
  readonly outage: ListeningOutage | undefined
  /** The connections of other processes with the same token when this one was last opened, as far as the platform says. */
  readonly otherConnections?: number
  /** Resolves when the first attempt to listen has ended, or is slow. */
  firstAttempt(): Promise<void>
  /** Resolves when nothing arrives any more. */
  close(): Promise<void>
}

/** Listens in the background: `run` connects until the signal aborts, and `close` ends what it has opened. */
export function listenInBackground(
  state: ListeningState,
  run: (signal: AbortSignal) => Promise<void>,
  close: (running: Promise<void>) => Promise<unknown>,
): InteractionListener {
  const stopping = new AbortController()
  const { signal } = stopping
  const running = run(signal)
  return {
    get outage() {
      return signal.aborted ? { reason: failureReason('stopped'), since: Date.now() } : state.outage
    },
    get otherConnections() {
      return state.otherConnections
    },
    firstAttempt: () => state.firstAttempt(),
    close: async () => {
      stopping.abort()
      await close(running)
    },
  }
}

/** Whether a platform reports interactions, since when, and how long to wait before the next attempt to connect. */
export class ListeningState {
  readonly #platform: PlatformName
  readonly #log: Log
  #outage: ListeningOutage | undefined = { reason: failureReason('not-connected'), since: Date.now() }
  readonly #first = Promise.withResolvers<void>()
  readonly #reasons = new RepeatedReasons()
  #isFirst = true
  #openedAt = 0
  #failures = 0
  #pauseMs = 0
  #otherConnections = 0

  constructor(platform: PlatformName, log: Log) {
    this.#platform = platform
    this.#log = log
  }

  /** Resolves when the first attempt to connect has ended, or is slow. */
  async firstAttempt(): Promise<void> {
    await withTimeout(this.#first.promise, firstAttemptMs)
  }

  /** Undefined while the platform reports interactions. */
  get outage(): ListeningOutage | undefined {
    return this.#outage
  }

  /** The number of connections of other processes when this one was last opened; 0 if the platform does not say it. */
  get otherConnections(): number {
    return this.#otherConnections
  }

  /** `url` is where the platform's requests arrive, if they come to an address of this machine. */
  opened(otherConnections = 0, url?: string): void {
    this.#otherConnections = otherConnections
    const durationMs = Date.now() - (this.#outage?.since ?? Date.now())
    const fields = { platform: this.#platform, ...(url && { url }), ...(!this.#isFirst && { durationMs }) }
    if (this.#outage) this.#log.info(fields, this.#isFirst ? 'listening' : 'listening again')
    this.#outage = undefined
    this.#reasons.forget()
    this.#isFirst = false
    this.#openedAt = performance.now()
    this.#first.resolve()
  }

  /** The connection was lost for this reason; without one, it is only to be replaced. */
  ended(reason?: FailureReason): void {
    this.#setPause(performance.now() - this.#openedAt < steadyMs ? this.#failures + 1 : 0)
    if (reason === undefined) return
    if (!this.#outage)
      this.#log.info({ platform: this.#platform, reason: reason.text }, 'connection lost, trying again')
    this.#outage = { reason, since: this.#outage?.since ?? Date.now() }
  }

  /** An attempt to connect failed. */
  failed(error: ExpectedError): void {
    this.#setPause(this.#failures + 1, error instanceof PlatformBusy ? error.retryAfterMs : 0)
    this.#outage = { reason: error.reason, since: this.#outage?.since ?? Date.now() }
    const fields = {
      platform: this.#platform,
      reason: error.message,
      tries: this.#failures,
      retryAfterMs: this.#pauseMs,
    }
    const level = this.#reasons.isDue(error.message) ? 'warn' : 'debug'
    this.#log[level](fields, 'cannot listen for interactions, trying again')
    this.#first.resolve()
  }

  /** How long to wait before the next attempt, in milliseconds. */
  get pauseMs(): number {
    return this.#pauseMs
  }

  #setPause(failures: number, leastMs = 0): void {
    this.#failures = failures
    this.#pauseMs = Math.ceil(Math.max(leastMs, backoffMs(failures, maxPauseMs)))
  }
}
