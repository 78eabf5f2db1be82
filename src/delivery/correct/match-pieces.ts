import { type PartKey, parsePartKey } from '../../domain/part-key.ts'

/** A piece of the digest as it is now. */
export interface CurrentPiece {
  readonly key: PartKey
  readonly identity: string
  readonly takeaways: readonly string[]
}

/** A piece that stands in the channel: its first message has this key, and showed the piece under that one. */
export interface PostedPiece extends CurrentPiece {
  readonly piece: PartKey
}

/**
 * Which message stands for which piece, by the piece's key: the same title wins over the same number, since authors
 * renumber their sections when they put one in between, and a discussion belongs to its subject. So do its takeaways.
 */
export function matchPieces(written: readonly CurrentPiece[], standing: readonly PostedPiece[]): Map<PartKey, PartKey> {
  const matched = new Map<PartKey, PartKey>()
  const pair = (isSame: (one: CurrentPiece, other: PostedPiece) => boolean) => {
    for (const one of written) {
      if (matched.has(one.key)) continue
      const taken = new Set(matched.values())
      const free = standing.filter((other) => !taken.has(other.key) && kindOf(other.piece) === kindOf(one.key))
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
