import { type Fence, LaneLost } from '../domain/lane.ts'
import { withTimeout } from '../lib/clock.ts'
import type { RequestGuard } from '../lib/request-guard.ts'
import type { Lease } from './lease.ts'

/** The least time that must be left of a lease for a request to begin, in milliseconds. */
const leastMs = 3_000

/** How long before the end of a lease a request is given up, in milliseconds. */
const giveUpMs = 1_000

/** A lane that this process owns. Guards the requests that it sends. */
export class OwnedLane implements RequestGuard {
  readonly fence: Fence
  readonly lease: Lease
  /** From this moment of the steady clock on it may be handed to a machine that has less than its share. */
  readonly keptUntil: number
  readonly flights = new Set<Promise<unknown>>()
  /** It is being handed over: no request may begin. */
  isLeaving = false

  constructor(fence: Fence, lease: Lease, keptUntil: number) {
    this.fence = fence
    this.lease = lease
    this.keptUntil = keptUntil
  }

  /** Whether a request may begin. */
  get isUsable(): boolean {
    return !this.isLeaving && this.lease.leftMs > leastMs
  }

  check(): AbortSignal {
    if (!this.isUsable) throw new LaneLost(this.fence.lane)
    return AbortSignal.timeout(Math.floor(this.lease.leftMs - giveUpMs))
  }

  /** Resolves when no request is in flight any more, or after this time, in milliseconds. */
  async landed(withinMs: number): Promise<void> {
    await withTimeout(Promise.allSettled(this.flights), withinMs)
  }
}
