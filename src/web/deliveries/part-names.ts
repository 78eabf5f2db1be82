import type { Digest } from '../../domain/digest.ts'
import { outline, type Piece, pieceKey } from '../../domain/outline.ts'
import type { PartKey } from '../../domain/part.ts'
import { plainText } from '../../domain/text.ts'

/** What a part shows, in words: `section-01.2` is its section's title, continued. The key where nothing better is known. */
export function partName(key: PartKey, digest: Digest | undefined): string {
  const [place = '', reply] = key.split('/')
  const [piece = '', page] = place.split('.')
  const titles = new Map((digest ? outline(digest) : []).map((each) => [pieceKey(each), titleOf(each)]))
  const title = titles.get(piece) || fixed[piece] || piece
  if (reply === 'all') return `All takeaways of “${title}”`
  if (reply && /^\d+$/.test(reply)) return `Takeaway ${reply} of “${title}”`
  if (reply?.startsWith('corrected')) return `The correction of “${title}”, told in its thread`
  if (reply) return `A reply under “${title}”`
  return page ? `${title} (continued, ${page})` : title
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
