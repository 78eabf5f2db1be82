import type { PartEntry } from '../../domain/delivery.ts'
import { isReply, type PartKey, placeOf } from '../../domain/part-key.ts'
import type { PieceHashes } from '../content-hash.ts'
import { isLine, type MessageState, parseMessageState } from '../message-state.ts'
import type { PostedPiece } from './match-pieces.ts'

/** The messages that show one piece. */
export interface MessageGroup {
  /** The key of the first. */
  readonly key: PartKey
  readonly first: PartEntry
  /** By which of the piece's messages it is, from 1. */
  readonly entries: ReadonlyMap<number, PartEntry>
  readonly showing?: MessageState
}

/** What of a delivery stands in its channel, less what was said in discussions, in the order in which it was posted. */
export function groupMessages(entries: readonly PartEntry[]): Map<PartKey, MessageGroup> {
  const byKey = new Map<PartKey, Map<number, PartEntry>>()
  for (const entry of entries) {
    // Of an attempt nobody knows yet how it ended: whoever posts finds out.
    if (isReply(entry.key) || entry.state === 'intended') continue
    const { first, index } = placeOf(entry.key)
    byKey.set(first, (byKey.get(first) ?? new Map<number, PartEntry>()).set(index, entry))
  }
  const groups = new Map<PartKey, MessageGroup>()
  for (const [key, members] of byKey) {
    const first = members.get(1)
    const showing = parseMessageState(first?.shown)
    if (first) groups.set(key, { key, first, entries: members, ...(showing && { showing }) })
  }
  return groups
}

export function postedPieces({ key, first, showing }: MessageGroup): PostedPiece {
  const { piece = key, identity = '' } = showing ?? {}
  return { key, piece, identity, takeaways: first.shown?.takeaways ?? [] }
}

/** Whether a message shows this piece as its author wrote it. */
export function shows(entry: PartEntry, piece: PartKey, { content }: PieceHashes): boolean {
  const showing = parseMessageState(entry.shown)
  return showing?.piece === piece && showing.content === content
}

/** Whether all messages of the piece are there and right. */
export function isRight({ entries, showing }: MessageGroup, piece: PartKey, stamps: PieceHashes): boolean {
  const count = showing?.parts ?? 1
  const areThere = Array.from({ length: count }, (_, at) => entries.has(at + 1)).every(Boolean)
  return areThere && [...entries.values()].every((entry) => shows(entry, piece, stamps))
}

/** Whether a line of ours stands where the piece stood. */
export function isGone({ showing }: MessageGroup): boolean {
  return showing !== undefined && isLine(showing)
}
