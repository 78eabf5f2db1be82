import { paragraph, sentence } from '../../domain/build.ts'
import type { Day } from '../../domain/day.ts'
import { type Digest, digestId } from '../../domain/digest.ts'
import type { Asker, Reply } from '../../domain/interaction.ts'
import { longDate } from '../../i18n/dates.ts'
import { phrasesFor } from '../../i18n/phrases.ts'
import type { Desk } from '../context.ts'
import { publicationHere } from '../here.ts'

/** The newest digest of the publication that is read here, of those that stand. */
export async function newest(asker: Asker, desk: Desk): Promise<Reply> {
  const digest = await newestOf(publicationHere(asker, desk), desk)
  return digest ? overviewOf(digest, asker, desk) : sentence(phrasesFor(asker.language).noDigests)
}

/** The digest of one day; where there is none, or none any more, the days nearest to it that have one. */
export async function digestOn(date: Day, publication: string, asker: Asker, desk: Desk): Promise<Reply> {
  const { language = 'en' } = asker
  const digest = await desk.library.get(digestId({ publication, date }))
  if (digest && digest.withdrawn === undefined) return overviewOf(digest, asker, desk)
  const phrases = phrasesFor(language)
  const day = longDate(date, language)
  const said = digest?.withdrawn === undefined ? phrases.noDigestOn(day) : phrases.withdrawnOn(day)
  return nearestDays(said, digest?.withdrawn, date, publication, asker, desk)
}

/** The newest digest of a publication that stands. */
export function newestOf(publication: string, desk: Desk): Promise<Digest | undefined> {
  return firstStanding(desk.library.days(publication).toReversed(), publication, desk)
}

/** The first of these days' digests that can be read and was not withdrawn. */
async function firstStanding(days: readonly Day[], publication: string, desk: Desk): Promise<Digest | undefined> {
  for (const date of days) {
    const digest = await desk.library.get(digestId({ publication, date }))
    if (digest && digest.withdrawn === undefined) return digest
  }
  return undefined
}

/** Sections are read on demand: one message is enough for one reader. */
function overviewOf(digest: Digest, { platform }: Asker, desk: Desk): Reply {
  return { type: 'parts', parts: desk.platforms.get(platform)?.render(digest, 'overview') ?? [] }
}

/** Says what became of a day, and why, and offers the days around it. */
async function nearestDays(
  said: string,
  why: string | undefined,
  date: Day,
  publication: string,
  { language = 'en' }: Asker,
  desk: Desk,
): Promise<Reply> {
  const phrases = phrasesFor(language)
  const days = desk.library.days(publication)
  const around = [days.filter((day) => day < date).toReversed(), days.filter((day) => day > date)]
  const found = await Promise.all(around.map((each) => firstStanding(each, publication, desk)))
  const near = found.filter((digest) => digest !== undefined)
  if (near.length === 0 && why === undefined) return sentence(phrases.noDigests)
  const names = near.map((digest) => longDate(digest.date, language))
  const buttons = near.map((digest, at) => ({
    label: names[at] ?? digest.date,
    control: { action: 'open', digest: digestId(digest), piece: 'overview' } as const,
  }))
  const body = [
    ...(why === undefined ? [] : [paragraph(why)]),
    ...(near.length > 0 ? [paragraph(phrases.nearestDays(names))] : []),
  ]
  return { type: 'cards', show: 'private', cards: [{ title: said, body, buttons }] }
}
