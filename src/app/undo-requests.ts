import type { ChatContext } from '../commands/context.ts'
import { platformAt } from '../commands/requester-place.ts'
import { type UndoContext, undoDelivery } from '../delivery/undo.ts'
import type { DeliveryEntry, DeliveryId } from '../domain/delivery.ts'
import type { PlatformName } from '../domain/destination.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import { hourMs } from '../domain/duration.ts'
import { ExpectedError, LedgerUnusable, outcomeOf, reasonOf } from '../domain/errors.ts'
import type { LanePlace } from '../domain/lane.ts'
import type { Platform } from '../domain/platform.ts'

/** How long after a refusal the rest is tried again unless an operator asks for it, in milliseconds. */
const refusedForMs = hourMs

export interface UndoRequestsContext extends Omit<UndoContext, 'platform'> {
  readonly repository: Pick<DigestRepository, 'get'>
  readonly platforms: ReadonlyMap<PlatformName, Platform>
  readonly platformOf?: NonNullable<ChatContext['platformOf']>
  readonly isUp: (platform: PlatformName) => boolean
  /** Whether this process posts there; others may do so elsewhere. Without it, this process posts everywhere. */
  readonly posts?: ((place: LanePlace) => boolean) | undefined
}

/** Undoes the deliveries for which an operator asked, beside everything else. */
export class UndoRequests {
  readonly #context: UndoRequestsContext
  readonly #running = new Map<DeliveryId, Promise<void>>()

  constructor(context: UndoRequestsContext) {
    this.#context = context
  }

  /** Begins or continues each that is not running. */
  async tick(): Promise<void> {
    const { ledger, clock, isUp, posts } = this.#context
    for (const delivery of await ledger.undoRequests()) {
      const { id, platform, reason, settledAt = 0 } = delivery
      // The clock may have been wrong at the time of the refusal.
      const isRefused = reason !== undefined && Math.abs(clock.now() - settledAt) < refusedForMs
      if (isRefused || this.#running.has(id) || !isUp(platform) || posts?.(delivery) === false) continue
      const done = runUndo(delivery, this.#context).then(() => void this.#running.delete(id))
      this.#running.set(id, done)
    }
  }

  /** Resolves when none is running. */
  async idle(): Promise<void> {
    await Promise.all(this.#running.values())
  }
}

/** Undoes one delivery as far as possible, and records why if something is left. Never throws. */
export async function runUndo(delivery: DeliveryEntry, context: UndoRequestsContext): Promise<void> {
  const { ledger, clock, log, repository, signal } = context
  const { id } = delivery
  const platform = platformAt(delivery, context)
  if (!platform) return
  try {
    const digest = await repository.get(delivery.digest)
    await undoDelivery({ delivery, digest }, { platform, ledger, clock, log, signal })
  } catch (error) {
    if (error instanceof LedgerUnusable || outcomeOf(error) === 'leave') return
    const reason = reasonOf(error)
    const isLater = outcomeOf(error) === 'retry' || outcomeOf(error) === 'halt'
    if (!(error instanceof ExpectedError)) log.error({ delivery: id, err: error }, 'an undo stopped by a bug')
    else log[isLater ? 'warn' : 'error']({ delivery: id, reason: reason.text }, 'an undo is not finished')
    if (isLater) return
    await ledger.setState(id, 'withdrawing', clock.now(), reason).catch((unrecorded: unknown) => {
      // The next tick gets the same outcome again.
      if (!(unrecorded instanceof LedgerUnusable)) throw unrecorded
    })
  }
}
