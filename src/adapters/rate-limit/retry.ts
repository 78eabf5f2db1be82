import { PlatformBusy } from '../../domain/errors.ts'
import { type RetryPolicy, retry } from '../../lib/retry.ts'

/** A longer wait is left to the caller, in milliseconds. */
const maxWaitMs = 5_000

const policy: RetryPolicy = {
  maxTries: 3,
  pauseAfter: (error) => (error instanceof PlatformBusy && error.retryAfterMs <= maxWaitMs ? 0 : undefined),
  // The next try waits for its permit: the limit is paused for as long as the platform asked for.
  wait: async () => {},
}

/** Repeats a call that the platform rejected because of a rate limit, so that it had no effect. */
export function retryWhenRateLimited<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  return retry(call, policy)
}
