import type { PartEntry, ShownContent } from '../domain/delivery.ts'
import type { PieceHashes } from './content-hash.ts'

export function shownPiece({ key, identity, content, takeaways }: PieceHashes, messages: number): ShownContent {
  return { piece: { key, identity, messages }, contentHash: content, takeaways }
}

/** A line in place of a piece. The ledger keeps which piece, in case it comes back. */
export function shownNotice({ shown }: PartEntry, notice: string): ShownContent {
  const piece = shown?.piece
  return { ...(piece && { piece: { ...piece, messages: 1 } }), notice, takeaways: shown?.takeaways ?? [] }
}

const replacement = 'refused'

/** A line in place of a message that the platform refused. */
export function shownReplacement(shown: ShownContent | undefined): ShownContent {
  return { ...(shown?.piece && { piece: shown.piece }), notice: replacement, takeaways: [] }
}

export function isReplaced({ shown }: Pick<PartEntry, 'shown'>): boolean {
  return shown?.notice === replacement
}

/** While a message is being edited: its content is unknown, so it must be edited again. */
export function unknownContent({ piece, takeaways }: ShownContent): ShownContent {
  return { ...(piece && { piece }), takeaways }
}
