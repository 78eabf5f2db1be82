import type { Requester, Suggestion } from '../domain/interaction.ts'
import { simplifiedWords } from '../lib/simplified-chinese.ts'
import type { ReadContext } from './context.ts'
import { plainTopic } from './parse-command.ts'
import { publicationHere } from './requester-place.ts'
import { subcommandNames } from './subcommands/index.ts'
import { topicsOf } from './subcommands/topics.ts'

/** https://docs.discord.com/developers/interactions/application-commands#autocomplete */
const suggestionsMax = 25
const textMax = 100

/** How many recent days and how many topics are offered before anything is typed. */
const recentDays = 5

/** The prefix that asks for topics only. */
const tagKey = /^tags?[:：]\s*"?/i

/** What can be typed next: topics with their counts, recent days, subcommands, titles. After `tag:` only topics. */
export function autocomplete(requester: Requester, typed: string, context: ReadContext): Suggestion[] {
  if (tagKey.test(typed)) return topicsBeginning(typed.replace(tagKey, ''), context).slice(0, suggestionsMax)
  const offered = [
    ...topicsBeginning(typed, context),
    ...daysBeginning(typed, requester, context),
    ...subcommandsBeginning(typed, requester),
    ...(typed.trim() === '' ? [] : context.index.titles(typed, suggestionsMax).map(({ title }) => titled(title))),
  ]
  return [...new Map(offered.map((each) => [each.text, each])).values()].slice(0, suggestionsMax)
}

/** A topic is suggested under whichever of its names is being typed. */
function topicsBeginning(typed: string, context: ReadContext): Suggestion[] {
  const plain = plainTopic(typed.replace(/^#(?=\p{L})/u, ''))
  return topicsOf(context).flatMap(({ name, names, count }) => {
    const meant = [name, ...names].find((each) => plainTopic(each).startsWith(plain))
    return meant === undefined ? [] : [{ label: cut(`${meant} (${count})`), text: cut(meant) }]
  })
}

function daysBeginning(typed: string, requester: Requester, context: ReadContext): Suggestion[] {
  const days = context.repository.days(publicationHere(requester, context)).slice(-recentDays).toReversed()
  return days.filter((day) => day.startsWith(typed.trim())).map((day) => ({ label: day, text: day }))
}

/** Only once something is typed: before that, the list shows what can be read. */
function subcommandsBeginning(typed: string, { language }: Requester): Suggestion[] {
  const plain = simplifiedWords(typed.trim().toLowerCase())
  if (plain === '') return []
  const names = new Set([...subcommandNames(language), ...subcommandNames()])
  return [...names].filter((name) => name.startsWith(plain)).map((name) => ({ label: name, text: name }))
}

/** A title is searched for as a phrase; a long one by its first words. */
function titled(title: string): Suggestion {
  const words = title
    .replace(/["“”„‟＂«»]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return { label: cut(title), text: `"${cut(words, textMax - 2).trim()}"` }
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

/** Keeps as many whole words as fit. */
function cut(text: string, max = textMax): string {
  if (text.length <= max) return text
  let kept = ''
  for (const { segment } of segmenter.segment(text)) {
    if (kept.length + segment.length > max) break
    kept += segment
  }
  return kept || text.slice(0, max)
}
