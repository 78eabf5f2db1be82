import type { DeliveryEntry } from '../domain/delivery.ts'
import type { Destination } from '../domain/destination.ts'
import type { Digest } from '../domain/digest.ts'
import { ExpectedError } from '../domain/errors.ts'
import { deliver } from './deliver.ts'
import type { Tools } from './tools.ts'

/**
 * What an error means for the delivery that it ended. The adapters turn every answer of their platform into one of
 * these codes; nothing else decides.
 *
 * - `later`: the next tick carries on, asking first where an answer was lost.
 * - `pause`: the destination gets nothing until the pause is over or somebody starts the bot again.
 * - `halt`: the whole platform stops; only a new token helps.
 * - `fail`: the delivery is given up until its digest or the configuration changes.
 */
const consequences: Readonly<Record<string, 'later' | 'pause' | 'halt' | 'fail'>> = {
  platform_busy: 'later',
  platform_unreachable: 'later',
  ambiguous: 'later',
  cannot_say: 'later',
  destination_refused: 'pause',
  token_refused: 'halt',
  message_refused: 'fail',
  configuration: 'fail',
}

export type Outcome = 'done' | 'later' | 'pause' | 'halt' | 'fail'

/** Carries one delivery as far as it goes now, and notes what became of it. Never throws. */
export async function carry(
  delivery: DeliveryEntry,
  destination: Destination,
  digest: Digest,
  tools: Tools,
): Promise<Outcome> {
  const { ledger, clock, log } = tools
  const fields = { delivery: delivery.id, destination: destination.name }
  try {
    await deliver(delivery, destination, digest, tools)
    return 'done'
  } catch (error) {
    // What we did not expect is a bug of ours, and trying it again would only repeat it.
    const outcome = (error instanceof ExpectedError && consequences[error.code]) || 'fail'
    const reason =
      error instanceof ExpectedError ? error.message : 'An error inside Morning Post; its log has the details.'
    if (outcome === 'later') log.warn({ ...fields, reason }, 'delivery is not finished, trying again later')
    else if (error instanceof ExpectedError) log.error({ ...fields, code: error.code, reason }, 'delivery stopped')
    else log.error({ ...fields, err: error }, 'delivery stopped by a bug')
    if (outcome === 'pause') await ledger.pause(destination.name, { reason, at: clock.now() })
    if (outcome === 'fail') await ledger.settle(delivery.id, 'failed', clock.now(), reason)
    return outcome
  }
}
