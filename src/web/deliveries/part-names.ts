import type { Digest } from '../../domain/digest.ts'
import { outline, type Piece, pieceKey } from '../../domain/outline.ts'
import { formatPartKey, type PartKey, parsePartKey } from '../../domain/part-key.ts'
import { plainText } from '../../domain/text.ts'

/** What a part shows, in words: `section-01.2` is its section's title, continued. The key where nothing better is known. */
export function partName(key: PartKey, digest: Digest | undefined): string {
  const parsed = parsePartKey(key)
  if (!parsed) return key
  const { continuation, reply } = parsed
  const piece = formatPartKey({ piece: parsed.piece })
  const titles = new Map((digest ? outline(digest) : []).map((each) => [pieceKey(each), titleOf(each)]))
  const title = titles.get(piece) || fixed[piece] || piece
  switch (reply?.type) {
    case 'takeaways':
      return `All takeaways of “${title}”`
    case 'takeaway':
      return `Takeaway ${reply.point} of “${title}”`
    case 'correction':
      return `The correction of “${title}”, told in its thread`
    case undefined:
      return continuation ? `${title} (continued, ${continuation})` : title
  }
}

const fixed: Readonly<Record<string, string>> = {
  overview: 'Overview',
  notes: 'Also worth noting',
  observation: 'Today’s observation',
}

function titleOf(piece: Piece): string {
  if (piece.type === 'section') return plainText(piece.section.title)
  return piece.type === 'prose' ? plainText(piece.prose.title) : ''
}
