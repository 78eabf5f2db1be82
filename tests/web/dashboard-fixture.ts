import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Destination, PlatformName } from '../../src/domain/destination.ts'
import type { Ledger } from '../../src/domain/ledger.ts'
import { openStore } from '../../src/storage/ledger/store.ts'
import type { DashboardData } from '../../src/web/deliveries/options.ts'

export interface DashboardFixture extends DashboardData {
  readonly ledger: Ledger
  close(): Promise<void>
}

/** A bot's office with a ledger of its own, at a moment of one's choice. */
export async function openDashboardFixture(
  destinations: readonly Destination[] = [],
  now: () => number = Date.now,
  rest: Partial<DashboardData> = {},
): Promise<DashboardFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-'))
  const { ledger, inspector, close } = await openStore(join(folder, 'ledger.sqlite'))
  return {
    inspector,
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
    close: async () => {
      await close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
