import type { DeliveryEntry } from '../domain/delivery.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'
import type { Digest } from '../domain/digest.ts'
import { type ErrorOutcome, ExpectedError, LedgerUnusable, outcomeOf } from '../domain/errors.ts'
import type { DeliveryContext } from './context.ts'
import { deliver } from './deliver.ts'

export interface RunContext extends DeliveryContext {
  /** The platforms that refused their token: where it is given, a refusal is logged once. */
  readonly halted?: Set<PlatformName>
}

export type DeliveryOutcome = 'done' | ErrorOutcome

/** Runs one delivery and records how it ended. Never throws. */
export async function runDelivery(
  delivery: DeliveryEntry,
  destination: Destination,
  digest: Digest,
  context: RunContext,
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
    // The ledger logs this itself, once for all deliveries.
    if (error instanceof LedgerUnusable) log.debug({ ...fields, code: error.code }, 'delivery waits for the ledger')
    else if (outcome === 'halt') logHalt(reason, fields, context)
    else if (outcome === 'retry') log.warn({ ...fields, reason }, 'delivery is not finished, trying again later')
    else if (error instanceof ExpectedError) log.error({ ...fields, code: error.code, reason }, 'delivery stopped')
    else log.error({ ...fields, err: error }, 'delivery stopped by a bug')
    return await recordOutcome(outcome, reason, delivery, destination, context)
  }
}

/** Logs once for all deliveries of the platform: they wait for the same token. */
function logHalt(reason: string, fields: object, { halted, platform: { name }, log }: RunContext): void {
  if (halted?.has(name)) log.debug(fields, 'delivery waits for the platform to accept its token')
  else log.error({ platform: name, reason }, 'platform refused its token, posting there stopped')
  halted?.add(name)
}

/** An outcome that cannot be recorded counts as `retry`: the next tick finds it out again. */
async function recordOutcome(
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
    if (error instanceof LedgerUnusable) return 'retry'
    throw error
  }
}
