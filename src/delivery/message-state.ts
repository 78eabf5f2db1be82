import { type PartEntry, type Shown, unknownStamp } from '../domain/delivery.ts'
import type { PartKey } from '../domain/part-key.ts'
import type { PieceHashes } from './content-hash.ts'

/** What a message shows: the stamp of a part, taken apart. */
export interface MessageState {
  /** The piece, under the key that it had in the digest at that time. */
  readonly piece: PartKey
  readonly identity: string
  /** The stamp of the piece's words, or the name of the line that stands in its place. */
  readonly content: string
  /** How many messages the piece took. */
  readonly parts: number
}

/** A line is named in words; no stamp begins so. */
const lineSign = '!'

export function shownPiece(piece: PartKey, { identity, content, takeaways }: PieceHashes, parts: number): Shown {
  return { stamp: written({ piece, identity, content, parts }), takeaways }
}

/** A line in place of a piece: which one it was is remembered, in case it comes back. */
export function shownLine(before: MessageState | undefined, name: string, { shown }: PartEntry): Shown {
  const { piece = '', identity = '' } = before ?? {}
  const stamp = written({ piece, identity, content: `${lineSign}${name}`, parts: 1 })
  return { stamp, takeaways: shown?.takeaways ?? [] }
}

/** While a message is being changed nobody knows what it shows, and whatever it should show has to be brought to it. */
export function unsure(shown: Shown): Shown {
  const showing = parseMessageState(shown)
  return { ...shown, stamp: showing ? written({ ...showing, content: unknownStamp }) : unknownStamp }
}

function written({ piece, identity, content, parts }: MessageState): string {
  return `${piece}:${identity}:${content}:${parts}`
}

/** Undefined for what an older Morning Post sent. */
export function parseMessageState(shown: Shown | undefined): MessageState | undefined {
  const [, piece, identity, content, parts] = /^(.*):([\w-]*):(!?[\w-]+):(\d+)$/.exec(shown?.stamp ?? '') ?? []
  if (piece === undefined || identity === undefined || content === undefined) return undefined
  return { piece, identity, content, parts: Number(parts) }
}

export function isLine({ content }: MessageState): boolean {
  return content.startsWith(lineSign)
}
