import type { MessageRef } from '../src/domain/delivery.ts'
import type { PlatformClient, Posting } from '../src/domain/platform.ts'

/** Reserves and sends. */
export async function postNow(client: PlatformClient, posting: Posting): Promise<MessageRef> {
  const reservation = await client.reserve(posting)
  return reservation.send().finally(() => reservation.release())
}
