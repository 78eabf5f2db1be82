import { type PartKey, parsePartKey } from '../../domain/part-key.ts'
import type { PieceHashes } from '../content-hash.ts'

/** A piece of the digest as it is now. */
export type CurrentPiece = Pick<PieceHashes, 'key' | 'identity' | 'takeaways'>

/** A piece in the channel: its first message has the key `key`, and showed the piece with the key `piece`. */
export interface PostedPiece extends CurrentPiece {
  readonly piece: PartKey
}

/**
 * Maps each piece to its message: the key of the part by the key of the piece. The same title comes before
 * the same number, because authors renumber sections, and a discussion belongs to its subject; then shared takeaways.
 */
export function matchPieces(written: readonly CurrentPiece[], posted: readonly PostedPiece[]): Map<PartKey, PartKey> {
  const matched = new Map<PartKey, PartKey>()
  const pair = (isSame: (one: CurrentPiece, other: PostedPiece) => boolean) => {
    for (const one of written) {
      if (matched.has(one.key)) continue
      const taken = new Set(matched.values())
      const free = posted.filter((other) => !taken.has(other.key) && kindOf(other.piece) === kindOf(one.key))
      const found = free.find((other) => isSame(one, other))
      if (found) matched.set(one.key, found.key)
    }
  }
  const sameIdentity = (one: CurrentPiece, other: PostedPiece) => one.identity !== '' && one.identity === other.identity
  pair((one, other) => one.key === other.piece && one.identity === other.identity)
  pair(sameIdentity)
  pair((one, other) => {
    const shared = one.takeaways.filter((takeaway) => other.takeaways.includes(takeaway)).length
    return shared > 0 && shared * 2 >= Math.max(one.takeaways.length, other.takeaways.length)
  })
  pair((one, other) => one.key === other.piece)
  return matched
}

/** `section`, `prose`, `notes`; a key that an older version wrote is its own kind. */
function kindOf(key: PartKey): string {
  return parsePartKey(key)?.piece.type ?? key
}
