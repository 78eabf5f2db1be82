import type { Destination, PlatformName } from '../../src/domain/destination.ts'
import type { Ledger } from '../../src/domain/ledger.ts'
import { openStore } from '../../src/storage/sqlite/store.ts'
import type { DashboardData } from '../../src/web/deliveries/options.ts'

export interface DashboardFixture extends DashboardData {
  readonly ledger: Ledger
  close(): Promise<void>
}

/** A dashboard with a ledger of its own, at a chosen time. */
export async function openDashboardFixture(
  destinations: readonly Destination[] = [],
  now: () => number = Date.now,
  rest: Partial<DashboardData> = {},
): Promise<DashboardFixture> {
  const { ledger, inspector, reviews, close } = await openStore(':memory:')
  return {
    inspector,
    reviews,
    clock: { now },
    destinations: () => destinations,
    platforms: () =>
      new Map<PlatformName, boolean>([
        ['slack', true],
        ['discord', true],
      ]),
    pausedUntil: () => undefined,
    resolve: async () => {},
    ...rest,
    ledger,
    close,
  }
}
