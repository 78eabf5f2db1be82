import { paragraph, sentence } from '../../domain/build.ts'
import type { Day } from '../../domain/day.ts'
import { type Digest, digestId } from '../../domain/digest.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import { overviewKey } from '../../domain/part-key.ts'
import { longDate } from '../../i18n/dates.ts'
import { messagesFor, primaryLanguage } from '../../i18n/messages.ts'
import type { PostContext, ReadContext } from '../context.ts'
import { destinationsHere, publicationHere } from '../requester-place.ts'

/** The newest digest that is not withdrawn. */
export async function latest(requester: Requester, context: ReadContext & PostContext): Promise<Reply> {
  const digest = await chooseDigest((publication) => latestDigest(publication, context), requester, context)
  return digest ? overviewOf(digest, requester, context) : sentence(messagesFor(requester.language).answers.noDigests)
}

/** The publication of which a day is asked for without a name. */
export async function publicationOn(date: Day, requester: Requester, context: ReadContext): Promise<string> {
  const find = (publication: string) => firstStanding([date], publication, context)
  return (await chooseDigest(find, requester, context))?.publication ?? publicationHere(requester, context)
}

/**
 * The digest of the channel's publication, if there is one; else of one in the reader's language, of the first
 * publication, or of any.
 */
async function chooseDigest(
  find: (publication: string) => Promise<Digest | undefined>,
  requester: Requester,
  context: ReadContext,
): Promise<Digest | undefined> {
  const here = publicationHere(requester, context)
  const isPosted = !requester.isDirect && destinationsHere(requester, context).length > 0
  const own = isPosted ? await find(here) : undefined
  if (own) return own
  const found = await Promise.all(context.repository.publications().map(find))
  const digests = found.filter((digest) => digest !== undefined)
  const spoken = primaryLanguage(requester.language ?? '')
  return (
    digests.find(({ language }) => primaryLanguage(language) === spoken) ??
    digests.find(({ publication }) => publication === here) ??
    digests[0]
  )
}

/** The digest of one day; if there is none, or it was withdrawn, the nearest days with a digest. */
export async function digestForDay(
  date: Day,
  publication: string,
  requester: Requester,
  context: ReadContext & PostContext,
): Promise<Reply> {
  const { language = 'en' } = requester
  const digest = await context.repository.get(digestId({ publication, date }))
  if (digest && digest.withdrawn === undefined) return overviewOf(digest, requester, context)
  const phrases = messagesFor(language).answers
  const days = context.repository.days(publication)
  const around = [days.filter((day) => day < date).toReversed(), days.filter((day) => day > date)]
  const found = await Promise.all(around.map((each) => firstStanding(each, publication, context)))
  const near = found.filter((each) => each !== undefined)
  if (near.length === 0 && digest === undefined) return sentence(phrases.noDigests)
  const names = near.map((each) => longDate(each.date, language))
  const buttons = near.map((each, at) => ({
    label: names[at] ?? each.date,
    control: { action: 'open', digest: digestId(each), piece: overviewKey } as const,
  }))
  const body = [
    ...(digest?.withdrawn === undefined ? [] : [paragraph(digest.withdrawn)]),
    ...(near.length > 0 ? [paragraph(phrases.nearestDays(names))] : []),
  ]
  const day = longDate(date, language)
  const title = digest ? phrases.withdrawnOn(day) : phrases.noDigestOn(day)
  return { type: 'cards', show: 'private', cards: [{ title, body, buttons }] }
}

/** The newest digest of a publication that is not withdrawn. */
export function latestDigest(publication: string, context: ReadContext): Promise<Digest | undefined> {
  return firstStanding(context.repository.days(publication).toReversed(), publication, context)
}

/** The first of these days' digests that is readable and not withdrawn. */
async function firstStanding(
  days: readonly Day[],
  publication: string,
  context: ReadContext,
): Promise<Digest | undefined> {
  for (const date of days) {
    const digest = await context.repository.get(digestId({ publication, date }))
    if (digest && digest.withdrawn === undefined) return digest
  }
  return undefined
}

/** One message: its sections are read on demand. */
async function overviewOf(digest: Digest, { platform }: Requester, context: ReadContext & PostContext): Promise<Reply> {
  const parts = await context.platforms.get(platform)?.renderer.render(digest, 'overview')
  return { type: 'parts', parts: parts ?? [] }
}
