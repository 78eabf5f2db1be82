import type { Day } from '../domain/day.ts'
import { type Digest, digestId } from '../domain/digest.ts'
import type { Asker, Reply } from '../domain/request.ts'
import { longDate } from '../formatters/date.ts'
import type { Desk } from './desk.ts'
import { phrasesFor } from './phrases.ts'
import { paragraph, sentence } from './prose.ts'
import { publicationHere } from './whereabouts.ts'

/** The newest digest of the publication that is read here. */
export async function newest(asker: Asker, desk: Desk): Promise<Reply> {
  const digest = await newestOf(publicationHere(asker, desk), desk)
  return digest ? overviewOf(digest, asker, desk) : sentence(phrasesFor(asker.language).noDigests)
}

/** The digest of one day, or the days nearest to it that have one. */
export async function digestOn(date: Day, publication: string, asker: Asker, desk: Desk): Promise<Reply> {
  const digest = await desk.library.get(digestId({ publication, date }))
  return digest ? overviewOf(digest, asker, desk) : nearestDays(date, publication, asker, desk)
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

function nearestDays(date: Day, publication: string, { language = 'en' }: Asker, desk: Desk): Reply {
  const phrases = phrasesFor(language)
  const days = desk.library.days(publication)
  const near = [days.findLast((day) => day < date), days.find((day) => day > date)].filter((day) => day !== undefined)
  if (near.length === 0) return sentence(phrases.noDigests)
  const names = near.map((day) => longDate(day, language))
  const buttons = near.map((day, at) => ({
    label: names[at] ?? day,
    control: { action: 'open', digest: digestId({ publication, date: day }), piece: 'overview' } as const,
  }))
  const title = phrases.noDigestOn(longDate(date, language))
  return { type: 'cards', show: 'private', cards: [{ title, body: [paragraph(phrases.nearestDays(names))], buttons }] }
}
