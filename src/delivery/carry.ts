import type { DeliveryEntry } from '../domain/delivery.ts'
import type { Destination } from '../domain/destination.ts'
import type { Digest } from '../domain/digest.ts'
import { ExpectedError } from '../domain/errors.ts'
import { type Consequence, consequenceOf } from './consequences.ts'
import { deliver } from './deliver.ts'
import type { Tools } from './tools.ts'

export type Outcome = 'done' | Consequence

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
    const outcome = consequenceOf(error)
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
