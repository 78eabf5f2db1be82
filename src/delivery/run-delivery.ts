import type { DeliveryEntry } from '../domain/delivery.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'
import type { Digest } from '../domain/digest.ts'
import {
  DeliveryUndone,
  type ErrorOutcome,
  ExpectedError,
  LedgerUnusable,
  outcomeOf,
  reasonOf,
} from '../domain/errors.ts'
import type { FailureReason } from '../domain/failure-reason.ts'
import type { DeliveryContext } from './context.ts'
import { deliver } from './deliver.ts'

export interface RunContext extends DeliveryContext {
  /** The platforms that refused their token; with it, each refusal is logged once. */
  readonly halted?: Set<PlatformName>
  /** Why each piece of work is tried again, as the code of its error; with it, the same code is logged once. */
  readonly unfinished?: Map<string, string>
}

/** What a process logs once about all its deliveries. */
export function newRunState(): Required<Pick<RunContext, 'halted' | 'unfinished'>> {
  return { halted: new Set(), unfinished: new Map() }
}

export type DeliveryOutcome = 'done' | ErrorOutcome

/** Runs one delivery and records its outcome. Never throws. */
export async function runDelivery(
  delivery: DeliveryEntry,
  destination: Destination,
  digest: Digest,
  context: RunContext,
): Promise<DeliveryOutcome> {
  const fail = (reason: FailureReason) => context.ledger.setState(delivery.id, 'failed', context.clock.now(), reason)
  return runGuarded(
    'delivery',
    () => deliver(delivery, destination, digest, context),
    delivery,
    destination,
    context,
    fail,
  )
}

/** Runs work for a delivery, and logs and records its outcome. Never throws. */
export async function runGuarded(
  name: 'delivery' | 'correction',
  work: () => Promise<void>,
  { id: delivery, channel }: Pick<DeliveryEntry, 'id' | 'channel'>,
  destination: Destination,
  context: RunContext,
  onFail?: (reason: FailureReason) => Promise<void>,
): Promise<DeliveryOutcome> {
  const { log, ledger, clock } = context
  const fields = { delivery, destination: destination.name }
  const about = `${name} ${delivery}`
  try {
    await work()
    context.unfinished?.delete(about)
    return 'done'
  } catch (error) {
    const outcome = outcomeOf(error)
    const code = error instanceof ExpectedError ? error.code : ''
    const isRepeated = outcome === 'retry' && context.unfinished?.get(about) === code
    if (outcome === 'retry') context.unfinished?.set(about, code)
    else context.unfinished?.delete(about)
    const failure = reasonOf(error)
    const reason = failure.text
    // The ledger logs this itself, once for all deliveries.
    if (error instanceof DeliveryUndone) log.info(fields, `${name} ends: an operator undoes it`)
    else if (error instanceof LedgerUnusable) log.debug({ ...fields, code: error.code }, `${name} waits for the ledger`)
    else if (outcome === 'leave') log.info({ ...fields, reason }, `${name} goes on elsewhere`)
    else if (outcome === 'halt') logHalt(reason, fields, context)
    else if (outcome === 'retry')
      log[isRepeated ? 'debug' : 'warn']({ ...fields, reason }, `${name} is not finished, trying again later`)
    else if (error instanceof ExpectedError) log.error({ ...fields, code: error.code, reason }, `${name} stopped`)
    else log.error({ ...fields, err: error }, `${name} stopped by a bug`)
    try {
      // A channel in which it posted before does not stop the one in which it posts now.
      const isItsChannel = channel === destination.channel
      if (outcome === 'pause' && isItsChannel)
        await ledger.pause(destination.name, { reason: failure, at: clock.now() })
      if (outcome === 'fail') await onFail?.(failure)
      return outcome
    } catch (unrecorded) {
      // The next tick gets the same outcome again.
      if (unrecorded instanceof LedgerUnusable) return 'retry'
      if (outcomeOf(unrecorded) === 'leave') return 'leave'
      throw unrecorded
    }
  }
}

/** Logs once for all deliveries of the platform: they wait for the same token. */
function logHalt(reason: string, fields: object, { halted, platform: { name }, log }: RunContext): void {
  if (halted?.has(name)) log.debug(fields, 'delivery waits for the platform to accept its token')
  else log.error({ platform: name, reason }, 'platform refused its token, posting there stopped')
  halted?.add(name)
}
