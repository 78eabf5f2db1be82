import { type DeliveryEntry, type DeliveryId, splitDeliveryId } from '../../domain/delivery.ts'
import { type FencingContext, type LaneId, LaneLost } from '../../domain/lane.ts'
import type { Ledger } from '../../domain/ledger.ts'
import type { PostgresLedger } from './ledger.ts'

/**
 * The writes that need ownership of a lane, and what their first argument identifies. All other methods are reads,
 * requests of a person, or writes that are right on any machine.
 */
export const fencing = {
  parts: 'free',
  recordIntent: 'of delivery',
  recordReceipt: 'of delivery',
  cancelIntent: 'of delivery',
  markUncertain: 'of delivery',
  recordEditIntent: 'of delivery',
  recordEdit: 'of delivery',
  markUneditable: 'of delivery',
  forgetPart: 'of delivery',
  undoRequests: 'free',
  recordDeletionIntent: 'of delivery',
  recordDeletion: 'of delivery',
  reopen: 'free',
  uncertainParts: 'free',
  confirm: 'free',
  allowResend: 'free',
  findByMessage: 'free',
  addDelivery: 'of delivery',
  delivery: 'free',
  setState: 'of delivery',
  setDelay: 'of delivery',
  setPostedLayout: 'of delivery',
  retryFailed: 'free',
  unfinished: 'free',
  deliveriesTo: 'free',
  deliveriesOf: 'free',
  orphansOf: 'free',
  firstSeen: 'free',
  pauses: 'free',
  pause: 'of destination',
  resume: 'of destination',
  recordHeartbeat: 'free',
  gap: 'free',
  noteFound: 'free',
} as const satisfies Record<keyof Ledger, 'free' | 'of delivery' | 'of destination'>

type Method = (...given: unknown[]) => Promise<unknown>

/** The ledger of a process that owns some lanes: what follows from owning a lane names the lane's fence. */
export function fenceLedger(ledger: PostgresLedger, context: FencingContext): Ledger {
  const { lanes, laneOfDestination, laneOf } = context
  /** The lanes of deliveries to destinations that are no longer configured. */
  const orphans = new Map<DeliveryId, LaneId>()

  async function laneOfDelivery(id: DeliveryId): Promise<LaneId | undefined> {
    const known = laneOfDestination(splitDeliveryId(id).destination) ?? orphans.get(id)
    if (known) return known
    const delivery = await ledger.delivery(id)
    if (delivery) orphans.set(id, laneOf(delivery))
    return orphans.get(id)
  }

  async function laneFor(kind: 'of delivery' | 'of destination', [first]: unknown[]): Promise<LaneId | undefined> {
    if (kind === 'of destination') return laneOfDestination(String(first))
    return laneOfDelivery(typeof first === 'string' ? (first as DeliveryId) : (first as DeliveryEntry).id)
  }

  function fenced(name: keyof Ledger): Method {
    const kind = fencing[name]
    const open = ledger[name].bind(ledger) as Method
    if (kind === 'free') return open
    return async (...given) => {
      const lane = isAskedFor(name, given) ? undefined : await laneFor(kind, given)
      if (lane === undefined) return open(...given)
      const own = ledger.fenced(lanes.fence(lane))
      return (own[name].bind(own) as Method)(...given)
    }
  }

  const own = Object.fromEntries((Object.keys(fencing) as (keyof Ledger)[]).map((name) => [name, fenced(name)]))
  const fences = own as unknown as Ledger
  return {
    ...fences,
    // The message exists, whichever machine owns the lane now.
    recordReceipt: async (id, key, ref, at, shown) => {
      try {
        await fences.recordReceipt(id, key, ref, at, shown)
      } catch (error) {
        if (!(error instanceof LaneLost)) throw error
        await ledger.recordLateReceipt(id, key, ref, at)
      }
    },
  }
}

/** A person asks for it on any machine: to post now, or to undo a delivery. */
function isAskedFor(name: keyof Ledger, [, second]: unknown[]): boolean {
  return (name === 'addDelivery' && second === true) || (name === 'setState' && second === 'withdrawing')
}
