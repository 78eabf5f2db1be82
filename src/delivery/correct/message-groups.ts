import type { PartEntry, ShownContent } from '../../domain/delivery.ts'
import { isReply, type PartKey, placeOf } from '../../domain/part-key.ts'
import type { PieceHashes } from '../content-hash.ts'
import type { PostedPiece } from './match-pieces.ts'

/** The messages that show one piece. */
export interface MessageGroup {
  /** The key of the first. */
  readonly key: PartKey
  readonly first: PartEntry
  /** The messages by their number within the piece, from 1. */
  readonly entries: ReadonlyMap<number, PartEntry>
  /** What the first message shows; unknown if a version before 0.1.0 posted it. */
  readonly piece?: ShownContent['piece']
}

/** The messages of a delivery in its channel, without those in discussions, in the order of posting. */
export function groupMessages(entries: readonly PartEntry[]): Map<PartKey, MessageGroup> {
  const byKey = new Map<PartKey, Map<number, PartEntry>>()
  for (const entry of entries) {
    // The result of an open attempt is unknown: posting finds it out.
    if (isReply(entry.key) || entry.state === 'intended') continue
    const { first, index } = placeOf(entry.key)
    byKey.set(first, (byKey.get(first) ?? new Map<number, PartEntry>()).set(index, entry))
  }
  const groups = new Map<PartKey, MessageGroup>()
  for (const [key, members] of byKey) {
    const first = members.get(1)
    const piece = first?.shown?.piece
    if (first) groups.set(key, { key, first, entries: members, ...(piece && { piece }) })
  }
  return groups
}

export function postedPieces({ key, first, piece }: MessageGroup): PostedPiece {
  return { key, piece: piece?.key ?? key, identity: piece?.identity ?? '', takeaways: first.shown?.takeaways ?? [] }
}

/** Whether a message shows this piece as its author wrote it. */
export function shows({ shown }: PartEntry, { key, content }: PieceHashes): boolean {
  return shown?.piece?.key === key && shown.contentHash === content
}

/** Whether all messages of the piece exist and are up to date. */
export function isUpToDate({ entries, piece: posted }: MessageGroup, piece: PieceHashes): boolean {
  const count = posted?.messages ?? 1
  const areThere = Array.from({ length: count }, (_, at) => entries.has(at + 1)).every(Boolean)
  return areThere && [...entries.values()].every((entry) => shows(entry, piece))
}

/** Whether a line of the bot replaced the piece. */
export function isGone({ first }: MessageGroup): boolean {
  return first.shown?.notice !== undefined
}
