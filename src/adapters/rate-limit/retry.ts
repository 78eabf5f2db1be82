import { PlatformBusy } from '../../domain/errors.ts'

/** A wait that the platform asks for is waited out up to this long, in milliseconds; a longer one is the caller's business. */
const patienceMs = 5_000

/** How often one call is made at most. */
const triesMax = 3

/** Makes the call again where it came too early: the platform has done nothing, and the pace waits as long as it was told. */
export async function retryWhenRateLimited<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof PlatformBusy) || error.retryAfterMs > patienceMs || tries >= triesMax) throw error
    }
  }
}
