import type { Log } from '../domain/log.ts'
import type { HealthStatus } from './health.ts'

/** How long a call may take, in milliseconds. */
const callTimeoutMs = 10_000

/** Changed files and connections cause more ticks than the one a minute; services limit how often they are called. */
const minIntervalMs = 10_000

interface HeartbeatUrlOptions {
  /** A secret: any request to it counts as a report that the bot is healthy. */
  readonly url: string
  readonly ready: () => Promise<HealthStatus>
  readonly log: Log
  /** Ends the call in flight. */
  readonly signal: AbortSignal
  /** A monotonic clock, in milliseconds. */
  readonly steady: () => number
  readonly fetch?: typeof globalThis.fetch
}

/**
 * Calls a URL after healthy ticks, for a service that raises the alarm when the calls stop: a process that has ended
 * cannot report that itself.
 */
export class HeartbeatUrl {
  readonly #options: HeartbeatUrlOptions
  #calledAt = Number.NEGATIVE_INFINITY
  #isBusy = false
  #hasFailed = false

  constructor(options: HeartbeatUrlOptions) {
    this.#options = options
  }

  /** A tick succeeded. Returns at once; the call is made in the background and never throws. */
  tickSucceeded(): void {
    const { signal, steady } = this.#options
    if (this.#isBusy || signal.aborted || steady() - this.#calledAt < minIntervalMs) return
    this.#isBusy = true
    this.#callIfReady()
      .then(
        (isCalled) => isCalled && this.#noteSuccess(),
        (error: unknown) => this.#noteFailure(error),
      )
      .finally(() => {
        this.#isBusy = false
      })
  }

  async #callIfReady(): Promise<boolean> {
    const { url, ready, signal, steady, fetch = globalThis.fetch } = this.#options
    if (!(await ready()).ok) return false
    this.#calledAt = steady()
    const response = await fetch(...requestFor(url, AbortSignal.any([signal, AbortSignal.timeout(callTimeoutMs)])))
    await response.body?.cancel()
    if (!response.ok) throw new UnexpectedStatus(response.status)
    return true
  }

  #noteSuccess(): void {
    if (this.#hasFailed) this.#options.log.info({}, 'the heartbeat URL can be called again')
    this.#hasFailed = false
  }

  #noteFailure(error: unknown): void {
    const { log, signal } = this.#options
    if (signal.aborted) return
    const level = this.#hasFailed ? 'debug' : 'warn'
    log[level]({ reason: reasonOf(error) }, 'the heartbeat URL could not be called; posting goes on')
    this.#hasFailed = true
  }
}

/** `fetch` rejects addresses with a user name and a password: they are sent as a header, as curl does. */
function requestFor(address: string, signal: AbortSignal): [url: string, init: RequestInit] {
  const { username, password } = new URL(address)
  if (username === '' && password === '') return [address, { signal }]
  const bare = Object.assign(new URL(address), { username: '', password: '' })
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')
  return [bare.href, { signal, headers: { authorization: `Basic ${credentials}` } }]
}

class UnexpectedStatus extends Error {
  constructor(status: number) {
    super(`it answered ${status}`)
  }
}

/** Without the address, which messages of `fetch` contain in part. */
function reasonOf(error: unknown): string {
  if (error instanceof UnexpectedStatus) return error.message
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError') return `no answer within ${callTimeoutMs / 1_000} s`
  const { code } = (error.cause ?? error) as NodeJS.ErrnoException
  return typeof code === 'string' ? code : error.name
}
