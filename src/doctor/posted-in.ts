import { hasPostedIn } from '../delivery/posted-in.ts'
import type { Destination } from '../domain/destination.ts'
import { type DataPlace, databaseIn, hasDatabase } from '../storage/open-database.ts'
import type { HasPostedIn } from './platforms.ts'

/** Asks the ledger, if there is a readable one; `checkDatabase` reports what is wrong with it. */
export async function openPostedIn(
  place: DataPlace,
  destinations: readonly Destination[],
  stack: AsyncDisposableStack,
): Promise<HasPostedIn> {
  if (!hasDatabase(place)) return async () => false
  try {
    const { ledger, close } = await databaseIn(place).open()
    stack.defer(close)
    return (platform, channel) => hasPostedIn(ledger, destinations, platform, channel).catch(() => false)
  } catch {
    return async () => false
  }
}
