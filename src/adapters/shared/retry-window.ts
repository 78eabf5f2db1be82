import { hourMs } from '../../domain/duration.ts'
import { type ExpectedError, MessageRefused, RefusedForNow } from '../../domain/errors.ts'

/** How long a request is retried that a platform refuses for an unknown reason, in milliseconds. */
const windowMs = hourMs

/** Ends the retries of a request that a platform keeps refusing for a reason that may pass. */
export class RetryWindow {
  readonly #now: () => number
  /** When each request was first refused. */
  readonly #since = new Map<string, number>()

  constructor(now: () => number) {
    this.#now = now
  }

  /** The same error; once the request was refused for this long, an error that ends the retries. */
  judge(error: ExpectedError, ...request: readonly unknown[]): ExpectedError {
    if (!(error instanceof RefusedForNow)) return error
    const now = this.#now()
    for (const [key, since] of this.#since) if (now - since > 2 * windowMs) this.#since.delete(key)
    const key = JSON.stringify(request)
    const since = this.#since.get(key) ?? now
    this.#since.set(key, since)
    return now - since < windowMs ? error : new MessageRefused(error.platform, error.why, { cause: error.cause })
  }
}
