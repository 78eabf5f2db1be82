import type { Day } from '../domain/day.ts'
import { type Digest, digestId } from '../domain/digest.ts'
import type { Asker, Reply } from '../domain/request.ts'
import type { Desk } from './desk.ts'
import { phrasesFor } from './phrases.ts'
import { sentence } from './prose.ts'
import { publicationHere } from './whereabouts.ts'

/** The newest digest of the publication that is read here. */
export async function newest(asker: Asker, desk: Desk): Promise<Reply> {
  const digest = await newestOf(publicationHere(asker, desk), desk)
  return digest ? overviewOf(digest, asker, desk) : sentence(phrasesFor(asker.language).noDigests)
}

/** The digest of one day, or a sentence. */
export async function digestOn(date: Day, publication: string, asker: Asker, desk: Desk): Promise<Reply> {
  const digest = await desk.library.get(digestId({ publication, date }))
  return digest ? overviewOf(digest, asker, desk) : sentence(phrasesFor(asker.language).noDigestOn(date))
}

/** The newest digest of a publication that can be read. */
export async function newestOf(publication: string, desk: Desk): Promise<Digest | undefined> {
  for (const date of desk.library.days(publication).toReversed()) {
    const digest = await desk.library.get(digestId({ publication, date }))
    if (digest) return digest
  }
  return undefined
}

/** Sections are read on demand: one message is enough for one reader. */
function overviewOf(digest: Digest, { platform }: Asker, desk: Desk): Reply {
  return { type: 'parts', parts: desk.platforms.get(platform)?.render(digest, 'overview') ?? [] }
}
