import { paragraph, sentence } from '../../domain/build.ts'
import type { Day } from '../../domain/day.ts'
import { type Digest, digestId } from '../../domain/digest.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import { longDate } from '../../i18n/dates.ts'
import { messagesFor } from '../../i18n/messages.ts'
import type { ChatContext } from '../context.ts'
import { publicationHere } from '../here.ts'

/** The newest digest of the publication that is read here, of those that stand. */
export async function latest(requester: Requester, context: ChatContext): Promise<Reply> {
  const digest = await latestDigest(publicationHere(requester, context), context)
  return digest ? overviewOf(digest, requester, context) : sentence(messagesFor(requester.language).answers.noDigests)
}

/** The digest of one day; where there is none, or none any more, the days nearest to it that have one. */
export async function digestForDay(
  date: Day,
  publication: string,
  requester: Requester,
  context: ChatContext,
): Promise<Reply> {
  const { language = 'en' } = requester
  const digest = await context.repository.get(digestId({ publication, date }))
  if (digest && digest.withdrawn === undefined) return overviewOf(digest, requester, context)
  const phrases = messagesFor(language).answers
  const day = longDate(date, language)
  const said = digest?.withdrawn === undefined ? phrases.noDigestOn(day) : phrases.withdrawnOn(day)
  return nearestDays(said, digest?.withdrawn, date, publication, requester, context)
}

/** The newest digest of a publication that stands. */
export function latestDigest(publication: string, context: ChatContext): Promise<Digest | undefined> {
  return firstStanding(context.repository.days(publication).toReversed(), publication, context)
}

/** The first of these days' digests that can be read and was not withdrawn. */
async function firstStanding(
  days: readonly Day[],
  publication: string,
  context: ChatContext,
): Promise<Digest | undefined> {
  for (const date of days) {
    const digest = await context.repository.get(digestId({ publication, date }))
    if (digest && digest.withdrawn === undefined) return digest
  }
  return undefined
}

/** Sections are read on demand: one message is enough for one reader. */
function overviewOf(digest: Digest, { platform }: Requester, context: ChatContext): Reply {
  return { type: 'parts', parts: context.platforms.get(platform)?.render(digest, 'overview') ?? [] }
}

/** Says what became of a day, and why, and offers the days around it. */
async function nearestDays(
  said: string,
  why: string | undefined,
  date: Day,
  publication: string,
  { language = 'en' }: Requester,
  context: ChatContext,
): Promise<Reply> {
  const phrases = messagesFor(language).answers
  const days = context.repository.days(publication)
  const around = [days.filter((day) => day < date).toReversed(), days.filter((day) => day > date)]
  const found = await Promise.all(around.map((each) => firstStanding(each, publication, context)))
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
