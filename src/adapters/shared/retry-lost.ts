import { steadyClock } from '../../lib/clock.ts'
import { retry } from '../../lib/retry.ts'

/** How often a response is tried, and the pause before the second try, in milliseconds. It is doubled each time. */
const [triesMax, firstPauseMs] = [3, 250]

/**
 * Sends a response to a reader, with retries if it was lost and may be repeated: for a waiting reader, a retry by a
 * later run would be too late. Throws the error of the last attempt.
 */
export function retryLost<Result>(
  send: (tries: number) => Promise<Result>,
  mayRepeat: (error: unknown) => boolean,
): Promise<Result> {
  let tries = 0
  return retry(() => send(++tries), {
    maxTries: triesMax,
    pauseAfter: (error) => (mayRepeat(error) ? firstPauseMs * 2 ** (tries - 1) : undefined),
    wait: (ms) => steadyClock.wait(ms),
  })
}
