import type { DigestId } from '../domain/digest.ts'
import type { PartKey } from '../domain/part.ts'
import type { Asker, Reply } from '../domain/request.ts'
import type { Desk } from './desk.ts'
import { phrasesFor } from './phrases.ts'
import { sentence } from './prose.ts'

/** Shows one reader one piece of a digest, whole. */
export async function readPiece(id: DigestId, piece: PartKey, asker: Asker, desk: Desk): Promise<Reply> {
  const digest = await desk.library.get(id)
  const platform = desk.platforms.get(asker.platform)
  const parts = digest && platform ? platform.render(digest, 'sections') : []
  const chosen = parts.filter(({ key }) => key === piece || key.startsWith(`${piece}.`))
  return chosen.length > 0 ? { type: 'parts', parts: chosen } : sentence(phrasesFor(asker.language).gone)
}
