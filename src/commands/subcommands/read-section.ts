import { sentence } from '../../domain/build.ts'
import { type DigestId, parseDigestId } from '../../domain/digest.ts'
import type { Asker, Reply } from '../../domain/interaction.ts'
import type { PartKey } from '../../domain/part.ts'
import { phrasesFor } from '../../i18n/phrases.ts'
import type { Desk } from '../context.ts'
import { destinationsHere } from '../here.ts'
import { digestOn } from './latest.ts'
import { withdrawal } from './withdrawn-notice.ts'

/** Shows one reader one piece of a digest, whole. */
export async function readPiece(id: DigestId, piece: PartKey, asker: Asker, desk: Desk): Promise<Reply> {
  const digest = await desk.library.get(id)
  const platform = desk.platforms.get(asker.platform)
  const day = parseDigestId(id)
  if (!digest || !platform || !day) return sentence(phrasesFor(asker.language).gone)
  if (piece === 'overview') return digestOn(day.date, day.publication, asker, desk)
  const gone = withdrawal(digest, asker.language)
  if (gone) return sentence(gone)
  const here = destinationsHere(asker, desk).find(({ publication }) => publication === day.publication)
  const parts = platform
    .render(digest, 'sections', here?.discussion)
    .filter(({ key }) => key === piece || key.startsWith(`${piece}.`))
  return parts.length > 0 ? { type: 'parts', parts } : sentence(phrasesFor(asker.language).gone)
}
