import type { Card } from '../domain/card.ts'
import { digestId } from '../domain/digest.ts'
import type { Asker } from '../domain/request.ts'
import { longDate } from '../formatters/date.ts'
import type { Desk } from './desk.ts'
import { homePhrasesFor } from './home-phrases.ts'
import { newestOf } from './newest.ts'
import { lineOf } from './next.ts'
import { bullets, code, paragraph } from './prose.ts'
import { publicationHere } from './whereabouts.ts'

/** How many days are listed. */
const listedDays = 7

/** The bot's own place: the newest digest, the last seven days, the topics, the destinations. */
export async function home(asker: Asker, desk: Desk): Promise<Card[]> {
  const phrases = homePhrasesFor(asker.language)
  const publication = publicationHere(asker, desk)
  const digest = await newestOf(publication, desk)
  const days = desk.library.days(publication).slice(-listedDays).toReversed()
  const topics = desk.archive.tags([])
  const destinations = desk.destinations().filter(({ platform }) => platform === asker.platform)
  const lines = await Promise.all(destinations.map((destination) => lineOf(destination, asker, desk)))
  return [
    ...(digest
      ? [
          {
            title: digest.title ?? phrases.newest,
            meta: longDate(digest.date, digest.language),
            body: [],
            buttons: [
              {
                label: phrases.read,
                control: { action: 'open', digest: digestId(digest), piece: 'overview' },
              } as const,
            ],
          },
        ]
      : []),
    { title: phrases.lastDays, body: [], buttons: [], ...daysMenu(days, publication, phrases.chooseDay) },
    {
      title: phrases.topics,
      body: topics.length > 0 ? [paragraph(...topics.flatMap(({ tag, count }) => [code(tag), ` ${count}  `]))] : [],
      buttons: [],
    },
    { title: phrases.destinations, body: lines.length > 0 ? [bullets(lines)] : [paragraph(phrases.none)], buttons: [] },
  ]
}

function daysMenu(days: readonly string[], publication: string, placeholder: string) {
  if (days.length === 0) return {}
  const options = days.map((day) => ({ label: day, value: `${publication}/${day}` }))
  return { menu: { placeholder, control: { action: 'day' } as const, options } }
}
