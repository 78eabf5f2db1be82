import type { MessageRef } from '../domain/delivery.ts'
import { CannotSay, outcomeOf, StillArriving } from '../domain/errors.ts'
import type { Posting, SendAttempts } from '../domain/platform.ts'
import { platformTitle } from '../i18n/platform-titles.ts'
import { retry } from '../lib/retry.ts'
import type { PostingContext } from './context.ts'

/** The pause before a message is looked for again, in milliseconds. It is doubled each time. */
export const lookAfterMs = 2_000

/** How often a search may fail for a reason that passes. With the pauses above, that takes 14 seconds. */
const failuresMax = 4

/**
 * Looks for the message of a posting, and again when a search fails for a reason that passes, such as a server error. With
 * `untilSettled` it also waits until the last request can no longer arrive. Throws what `PlatformClient.find` throws.
 */
export function lookForMessage(
  posting: Posting,
  attempts: SendAttempts,
  context: OwnContext & Pick<PostingContext, 'clock' | 'signal'>,
  { untilSettled = false } = {},
): Promise<MessageRef | undefined> {
  const { clock, signal } = context
  let [failures, failurePauseMs, settlePauseMs] = [0, lookAfterMs, lookAfterMs]
  return retry(() => findOwn(posting, attempts, context), {
    maxTries: Number.POSITIVE_INFINITY,
    wait: (ms) => clock.wait(ms, signal),
    pauseAfter: (error) => {
      if (signal.aborted) return undefined
      if (error instanceof StillArriving && untilSettled) {
        settlePauseMs *= 2
        return Math.min(error.retryAfterMs, settlePauseMs)
      }
      failures += 1
      if (!failedForNow(error) || failures >= failuresMax) return undefined
      const pauseMs = failurePauseMs
      failurePauseMs *= 2
      return pauseMs
    },
  })
}

type OwnContext = Pick<PostingContext, 'platform'> & {
  readonly ledger: Pick<PostingContext['ledger'], 'findByMessage'>
}

/**
 * The message of a posting, and none that the ledger knows as the message of another part: two publications may post the
 * same words, or the overview of the same day, in one channel. Throws what `PlatformClient.find` throws.
 */
export async function findOwn(
  posting: Posting,
  attempts: SendAttempts,
  { platform, ledger }: OwnContext,
): Promise<MessageRef | undefined> {
  const { delivery, part } = posting.marker
  const others = new Set<string>()
  for (;;) {
    const ref = await platform.client.find(posting, { ...attempts, others })
    const known = ref && (await ledger.findByMessage?.(ref))
    if (!known || (known.id === delivery && known.key === part)) return ref
    if (others.has(ref.message))
      throw new CannotSay(platformTitle(platform.name), `a message of ${known.id} has the same words`)
    others.add(ref.message)
  }
}

/** Whether the platform could not say for a reason that passes. */
export function failedForNow(error: unknown): error is CannotSay {
  return error instanceof CannotSay && outcomeOf(error.cause) === 'retry'
}
