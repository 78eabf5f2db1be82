import { type DigestId, parseDigestId } from '../domain/digest.ts'
import type { PartKey } from '../domain/part.ts'
import type { Asker, Reply } from '../domain/request.ts'
import type { Desk } from './desk.ts'
import { digestOn } from './newest.ts'
import { phrasesFor } from './phrases.ts'
import { sentence } from './prose.ts'
import { destinationsHere } from './whereabouts.ts'
import { withdrawal } from './withdrawn.ts'

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
