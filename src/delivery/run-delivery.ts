import type { DeliveryEntry } from '../domain/delivery.ts'
import type { Destination } from '../domain/destination.ts'
import type { Digest } from '../domain/digest.ts'
import { ExpectedError, LedgerUnusable } from '../domain/errors.ts'
import type { DeliveryContext } from './context.ts'
import { deliver } from './deliver.ts'
import { type ErrorOutcome, outcomeOf } from './error-policy.ts'
import { isFirstRefusal } from './halted-platforms.ts'

export type DeliveryOutcome = 'done' | ErrorOutcome

/** Carries one delivery as far as it goes now, and notes what became of it. Never throws. */
export async function runDelivery(
  delivery: DeliveryEntry,
  destination: Destination,
  digest: Digest,
  context: DeliveryContext,
): Promise<DeliveryOutcome> {
  const { log } = context
  const fields = { delivery: delivery.id, destination: destination.name }
  try {
    await deliver(delivery, destination, digest, context)
    return 'done'
  } catch (error) {
    const outcome = outcomeOf(error)
    const reason =
      error instanceof ExpectedError ? error.message : 'An error inside Morning Post; its log has the details.'
    // The ledger has said so itself, once for all deliveries.
    if (error instanceof LedgerUnusable) log.debug({ ...fields, code: error.code }, 'delivery waits for the ledger')
    else if (outcome === 'halt') sayHalted(reason, fields, context)
    else if (outcome === 'later') log.warn({ ...fields, reason }, 'delivery is not finished, trying again later')
    else if (error instanceof ExpectedError) log.error({ ...fields, code: error.code, reason }, 'delivery stopped')
    else log.error({ ...fields, err: error }, 'delivery stopped by a bug')
    return await note(outcome, reason, delivery, destination, context)
  }
}

/** Once for all deliveries: what they wait for is the same new token. */
function sayHalted(reason: string, fields: object, { platform, log }: DeliveryContext): void {
  if (isFirstRefusal(platform)) log.error({ platform: platform.name, reason }, 'nothing is posted there any more')
  else log.debug(fields, 'delivery waits for a new token')
}

/** What cannot be noted has not been decided: the next tick finds out again. */
async function note(
  outcome: ErrorOutcome,
  reason: string,
  { id }: DeliveryEntry,
  { name }: Destination,
  { ledger, clock }: DeliveryContext,
): Promise<DeliveryOutcome> {
  try {
    if (outcome === 'pause') await ledger.pause(name, { reason, at: clock.now() })
    if (outcome === 'fail') await ledger.setState(id, 'failed', clock.now(), reason)
    return outcome
  } catch (error) {
    if (error instanceof LedgerUnusable) return 'later'
    throw error
  }
}
