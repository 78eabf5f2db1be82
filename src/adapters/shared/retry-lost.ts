import { steadyClock } from '../../lib/clock.ts'
import { retry } from '../../lib/retry.ts'

/** How often a response is tried, and the pause before the second try, in milliseconds. It is doubled each time. */
const [triesMax, firstPauseMs] = [3, 250]

/**
 * Sends a response to a reader, and again if it was lost on the way and may be repeated: a reader who waits is not
 * served by a later run. Throws the error of the last try.
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
