import { plainTag } from '../domain/digest.ts'
import type { Asker, Suggestion } from '../domain/request.ts'
import type { Desk } from './desk.ts'
import { publicationHere } from './whereabouts.ts'

/** https://docs.discord.com/developers/interactions/application-commands#autocomplete */
const suggestionsMax = 25
const labelMax = 100

/** How many recent days are offered. */
const recentDays = 5

/** What can be typed next: topics with their counts, recent days, titles. */
export function suggest(asker: Asker, typed: string, desk: Desk): Suggestion[] {
  const plain = plainTag(typed)
  const begins = (text: string) => plainTag(text).startsWith(plain)
  const tags = desk.archive.tags([]).filter(({ tag }) => begins(tag))
  const days = desk.library.days(publicationHere(asker, desk)).slice(-recentDays).toReversed()
  const titles = plain === '' ? [] : desk.archive.titles(typed, suggestionsMax)
  const offered = [
    ...tags.map(({ tag, count }) => ({ label: `${tag} (${count})`, text: tag })),
    ...days.filter((day) => begins(day)).map((day) => ({ label: day as string, text: day as string })),
    ...titles.map(({ title }) => ({ label: title, text: `"${title.replaceAll('"', ' ')}"` })),
  ]
  const unique = [...new Map(offered.map((each) => [each.text, each])).values()]
  return unique.slice(0, suggestionsMax).map(({ label, text }) => ({ label: cut(label), text: cut(text) }))
}

/** What the reader typed themselves always stays possible; a longer title is cut where it still finds its section. */
function cut(text: string): string {
  const characters = [...text]
  return characters.length > labelMax ? characters.slice(0, labelMax).join('') : text
}
