import { createHash } from 'node:crypto'
import type { Marker } from '../../domain/platform.ts'

/** resources/message, "Create Message": 25 characters at most. */
const nonceMax = 25

/** Discord answers a second message with the same nonce with the first one, for a few minutes. */
export function markerNonce(marker: Marker): string {
  return hash(marker).toString('base64url').slice(0, nonceMax)
}

/**
 * The id of a message's first component: the idempotency key by which the message is recognized in the channel's
 * history.
 */
export function markerId(marker: Marker): number {
  // A positive 32-bit integer, far above the ids that Discord gives by itself, which count from 1.
  return 0x4000_0000 | (hash(marker).readUInt32BE(0) & 0x3fff_ffff)
}

/** The date of an overview, which opens its second line. Shown is the day alone. */
const dateMark = /^-# <t:(\d+):D>/m

/** How far from the moment that represents a day it is the same day in every time zone, in seconds. */
const hour = 3_600

/**
 * The words of an overview, which has no component to carry an id, with the marker in the seconds of its date. So it is
 * recognized even if its author changes everything else.
 */
export function withMarkedDate(content: string, marker: Marker): string {
  const second = hash(marker).readUInt32BE(4) % hour
  return content.replace(dateMark, (_, moment) => `-# <t:${Number(moment) - hour / 2 + second}:D>`)
}

/** The date with the marker in it, as it stands in the words of an overview. */
export function markedDate(content: string): string | undefined {
  return dateMark.exec(content)?.[0]
}

function hash({ delivery, part }: Marker): Buffer {
  return createHash('sha256').update(`${delivery}\n${part}`).digest()
}
