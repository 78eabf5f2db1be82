import { createHash } from 'node:crypto'
import { hourMs } from '../../domain/duration.ts'
import { type ExpectedError, MessageRefused, RefusedForNow } from '../../domain/errors.ts'
import {
  type RefusedRequest,
  type RefusedRequests,
  refusedRequestKeptMs,
  withRefusalAt,
} from '../../domain/refused-request.ts'

/** How long a request is retried that a platform refuses for an unknown reason, in milliseconds. */
const windowMs = hourMs

/** Ends the retries of a request that a platform keeps refusing for a reason that may pass. */
export class RetryWindow {
  readonly #record: RefusedRequests
  readonly #memory: RefusedRequests

  /** Without a record, only the refusals of this process count. `now` is that of the process's clock. */
  constructor(now: () => number, record?: RefusedRequests) {
    this.#memory = inMemory(now)
    this.#record = record ?? this.#memory
  }

  /** Returns the same error, or one that ends the retries if the request has been refused for this long. */
  async check(error: ExpectedError, ...request: readonly unknown[]): Promise<ExpectedError> {
    if (!(error instanceof RefusedForNow)) return error
    const hash = createHash('sha256').update(JSON.stringify(request)).digest('base64url')
    // The fallback while the record cannot be written.
    const refusedMs = await this.#record.note(hash).catch(() => this.#memory.note(hash))
    return refusedMs < windowMs ? error : new MessageRefused(error.platform, error.why, { cause: error.cause })
  }
}

function inMemory(clock: () => number): RefusedRequests {
  const refusals = new Map<string, RefusedRequest>()
  return {
    note: async (request) => {
      const now = clock()
      for (const [key, { refusedAt }] of refusals) if (now - refusedAt > refusedRequestKeptMs) refusals.delete(key)
      const refusal = withRefusalAt(refusals.get(request), now)
      refusals.set(request, refusal)
      return refusal.refusedMs
    },
  }
}
