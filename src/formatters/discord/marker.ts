import { createHash } from 'node:crypto'
import type { Marker } from '../../domain/platform.ts'

/** resources/message, "Create Message": 25 characters at most. */
const nonceMax = 25

/** Discord answers a second message with the same nonce with the first one, for a few minutes. */
export function markerNonce(marker: Marker): string {
  return hash(marker).toString('base64url').slice(0, nonceMax)
}

/** The id that the first component of a message carries: how it is known again in the channel's history. */
export function markerId(marker: Marker): number {
  // A positive 32-bit integer, far above the ids that Discord gives by itself, which count from 1.
  return 0x4000_0000 | (hash(marker).readUInt32BE(0) & 0x3fff_ffff)
}

function hash({ delivery, part }: Marker): Buffer {
  return createHash('sha256').update(`${delivery}\n${part}`).digest()
}
