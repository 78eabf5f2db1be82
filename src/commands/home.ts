import { bullets, code, link, paragraph } from '../domain/build.ts'
import type { Card } from '../domain/card.ts'
import { digestId } from '../domain/digest.ts'
import type { Requester } from '../domain/interaction.ts'
import { overviewKey } from '../domain/part-key.ts'
import { longDate, shortDate } from '../i18n/dates.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { AccessContext, ChatContext, ReadContext } from './context.ts'
import { latestDigest } from './subcommands/latest.ts'
import { namedLines } from './subcommands/next.ts'
import { withdrawnNotice } from './subcommands/read-section.ts'
import { topicsOf } from './subcommands/topics.ts'
import { managedDestinations } from './subscriptions/permissions.ts'

/** How many days of a publication are listed, and how many topics. */
const listedDays = 7
const listedTopics = 30

/** The bot's home page: the newest digest and the last days of each publication, topics and destinations. */
export async function homeCards(requester: Requester, context: ChatContext): Promise<Card[]> {
  const phrases = messagesFor(requester.language).home
  const series = await Promise.all(
    context.repository.publications().map((name) => publicationCards(name, requester, context)),
  )
  const topics = topicsOf(context).slice(0, listedTopics)
  const lines = await namedLines(managedDestinations(requester, context), requester, context)
  const newest = series.flat()
  return [
    ...(await installCards(requester, context)),
    ...(newest.length > 0
      ? newest
      : [{ body: [paragraph(messagesFor(requester.language).answers.noDigests)], buttons: [] }]),
    ...(topics.length > 0
      ? [
          {
            title: phrases.topics,
            body: [paragraph(...topics.flatMap(({ name, count }) => [code(name), ` ${count}  `]))],
            buttons: [],
          },
        ]
      : []),
    { title: phrases.destinations, body: [lines.length > 0 ? bullets(lines) : paragraph(phrases.none)], buttons: [] },
  ]
}

/** An installation from the platform's own pages is confirmed by one that begins here. */
async function installCards(
  { workspace, membership, language }: Requester,
  { installLinkFor }: ReadContext & AccessContext,
): Promise<Card[]> {
  const url = workspace && membership === undefined ? await installLinkFor?.(workspace) : undefined
  if (url === undefined) return []
  const { install } = messagesFor(language).home
  return [{ title: install.title, body: [paragraph(install.why, link(install.label, url))], buttons: [] }]
}

async function publicationCards(publication: string, requester: Requester, context: ReadContext): Promise<Card[]> {
  const phrases = messagesFor(requester.language).home
  const digest = await latestDigest(publication, context)
  if (!digest) return []
  const language = requester.language ?? digest.language
  const days = context.repository.days(publication).slice(-listedDays).toReversed()
  const listed = await Promise.all(days.map((date) => context.repository.get(digestId({ publication, date }))))
  const newer = listed.flatMap((each) => (each && each.date > digest.date && withdrawnNotice(each, language)) || [])
  const isOne = context.repository.publications().length === 1
  const name = (heading: string) => (isOne ? heading : `${heading} · ${publication}`)
  const control = { action: 'open', digest: digestId(digest), piece: overviewKey } as const
  return [
    {
      title: digest.title ?? name(phrases.newest),
      meta: `${name(phrases.newest)} · ${longDate(digest.date, language)}`,
      body: newer.map((each) => paragraph(each)),
      buttons: [{ label: phrases.read, control, style: 'primary' }],
    },
    {
      title: name(
        phrases.digestsOf(shortDate(days.at(-1) ?? digest.date, language), shortDate(days[0] ?? digest.date, language)),
      ),
      body: [],
      buttons: [],
      menu: {
        placeholder: phrases.chooseDay,
        control: { action: 'day' },
        options: days.map((date, at) => ({
          label: `${longDate(date, language)}${listed[at]?.withdrawn === undefined ? '' : phrases.withdrawn}`,
          value: digestId({ publication, date }),
        })),
      },
    },
  ]
}
