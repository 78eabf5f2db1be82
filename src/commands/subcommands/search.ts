import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { paragraph, sentence, strong } from '../../domain/build.ts'
import type { Card } from '../../domain/card.ts'
import { parseDigestId } from '../../domain/digest.ts'
import type { ActionRequest, Reply, Requester } from '../../domain/interaction.ts'
import { sideBySide } from '../../domain/right-to-left.ts'
import type { SearchHit, SearchQuery, SearchResults } from '../../domain/search.ts'
import { truncate } from '../../domain/truncate.ts'
import { longDate } from '../../i18n/dates.ts'
import { isTranslated, labelsFor, messagesFor } from '../../i18n/messages.ts'
import type { PostContext, ReadContext } from '../context.ts'
import { type SearchRequest, tagNames } from '../parse-command.ts'
import { destinationsHere, mayRead, postedMessage } from '../requester-place.ts'
import { saveQuery } from './saved-query.ts'
import { closenessOf, queryTitle } from './search-words.ts'
import { topicLike, topicsLike, topicsOf } from './topics.ts'

/** Hits on one page, so that a phone shows it without much scrolling. */
const pageSize = 5

/** A query may be much longer than this; in characters. */
const queryMax = 120

/** The longest label of a button, in characters. */
const labelMax = 75

const [titlesOffered, topicsOffered] = [3, 5]

interface SearchPage extends SearchResults {
  readonly lookup: SearchRequest
  readonly offset: number
  /** The topic that was searched for instead of what was typed. */
  readonly correction?: string
}

/**
 * One page of what the digests have about a query: for the reader, in place of the page shown, or for the whole channel.
 * A page without hits is never shared.
 */
export async function searchDigests(
  lookup: SearchRequest,
  offset: number,
  show: Extract<Reply, { type: 'cards' }>['show'],
  requester: Requester,
  context: ReadContext & PostContext,
): Promise<Reply> {
  const found = search(lookup, offset, requester, context)
  if (found.hits.length === 0) {
    const cards = noResultsCards(lookup, requester, context)
    return { type: 'cards', show: show === 'shared' ? 'private' : show, cards }
  }
  const foot = show === 'shared' ? [takeBackCard(requester, context)] : footOf(found, requester, context)
  return { type: 'cards', show, cards: [...(await pageOf(found, requester, context)), ...foot] }
}

/** Searches as typed; if nothing fits, for the topic that the query most resembles. */
function search(lookup: SearchRequest, offset: number, requester: Requester, context: ReadContext): SearchPage {
  const found = pageAt(lookup, offset, requester, context)
  if (lookup.typed !== undefined && (lookup.isWordsFirst || found.total === 0 || found.isGuess)) {
    const asTyped = { words: lookup.typed, days: {}, ...(lookup.publication && { publication: lookup.publication }) }
    const words = pageAt(asTyped, offset, requester, context)
    if (words.total > 0 && !words.isGuess) return { ...words, lookup: asTyped }
  }
  const isFound = found.total > 0 && !found.isGuess
  const correction = isFound ? undefined : topicLike(lookup.tag ?? lookup.words, context)
  // Words that digests of other days contain are not a typo.
  if (correction === undefined || onOtherDays(lookup, requester, context).length > 0) return { ...found, lookup }
  const corrected = { ...lookup, words: lookup.tag === undefined ? '' : lookup.words, tag: correction }
  const again = pageAt(corrected, offset, requester, context)
  return again.total > 0 ? { ...again, lookup: corrected, correction } : { ...found, lookup }
}

/** The results for the original text, if the query names days. */
function onOtherDays(lookup: SearchRequest, requester: Requester, context: ReadContext): readonly SearchHit[] {
  if (!lookup.days.first && !lookup.days.last) return []
  const { hits, isGuess } = context.index.search(queryOf({ ...lookup, days: {} }, requester, context), 0, titlesOffered)
  return isGuess ? [] : hits
}

/** The first page when the index has shrunk and this one no longer exists. */
function pageAt(
  lookup: SearchRequest,
  offset: number,
  requester: Requester,
  context: ReadContext,
): SearchResults & { offset: number } {
  const query = queryOf(lookup, requester, context)
  const found = context.index.search(query, offset, pageSize)
  if (found.hits.length > 0 || offset === 0) return { ...found, offset }
  return { ...context.index.search(query, 0, pageSize), offset: 0 }
}

/** A topic alone finds the sections with its tag, then those that speak of it. */
function queryOf(
  { words, tag, days, publication }: SearchRequest,
  requester: Requester,
  context: ReadContext,
): SearchQuery {
  const names = tag === undefined ? [] : tagNames(tag, context.vocabulary)
  const isTopic = context.vocabulary.tags.some((topic) => topic.names === names)
  const here = destinationsHere(requester, context).map((destination) => destination.publication)
  return {
    publications: publication ? [publication] : [],
    ...(words === '' && isTopic ? { words: tag ?? '', tags: [], topic: names } : { words, tags: names }),
    prefer: { languages: preferredLanguages(requester), publications: requester.isDirect ? [] : here },
    ...(days.first && { since: days.first }),
    ...(days.last && { until: days.last }),
  }
}

/** The reader's own, then the one they are answered in. */
function preferredLanguages({ language = 'en' }: Requester): readonly string[] {
  return isTranslated(language) ? [language] : [language, 'en']
}

async function pageOf(found: SearchPage, requester: Requester, context: ReadContext & PostContext): Promise<Card[]> {
  const { lookup, offset, hits, total, correction } = found
  const phrases = messagesFor(requester.language).answers
  const closest = correction === undefined ? closenessOf(found, requester.language) : phrases.corrected(correction)
  const impossible = lookup.impossible === undefined ? undefined : phrases.noSuchDay(lookup.impossible)
  const head: Card = {
    title: truncate(queryTitle(lookup, requester.language), queryMax),
    meta: phrases.range(offset + 1, offset + hits.length, total),
    body: [impossible, closest].flatMap((note) => (note === undefined ? [] : [paragraph(note)])),
    buttons: [],
  }
  return [head, ...(await Promise.all(hits.map((hit) => hitCard(hit, requester, context))))]
}

function footOf({ lookup, offset, hits, total }: SearchPage, requester: Requester, context: ReadContext): Card[] {
  const phrases = messagesFor(requester.language).answers
  const question = saveQuery(lookup, context)
  const older = offset + hits.length
  const turn = (label: string, to: number) => ({
    label,
    control: { action: 'page', question, offset: Math.max(0, to) } as const,
  })
  const buttons = [
    ...(offset > 0 ? [turn(phrases.newer, offset - pageSize)] : []),
    ...(older < total ? [turn(phrases.older, older)] : []),
    ...(requester.isDirect ? [] : [{ label: phrases.share, control: { action: 'share', question, offset } as const }]),
  ]
  return buttons.length > 0 ? [{ body: [], buttons }] : []
}

const sharedPage = z.object({ platform: z.string(), channel: z.string(), sharer: z.string(), nonce: z.string() })

/** The button by which the person who shares takes the page back. */
function takeBackCard({ platform, channel, user: sharer, language }: Requester, { savedQueries }: ReadContext): Card {
  const page: z.infer<typeof sharedPage> = { platform, channel, sharer, nonce: randomUUID() }
  const control = { action: 'unshare', share: savedQueries.save(JSON.stringify(page)) } as const
  return { body: [], buttons: [{ label: messagesFor(language).answers.takeBack, control }] }
}

/** Replaces a shared page by a note, if the requester shared it here. */
export async function takeBack(
  share: string,
  { requester, message }: Pick<ActionRequest, 'requester' | 'message'>,
  { savedQueries, ledger }: ReadContext,
): Promise<Reply> {
  const { answers } = messagesFor(requester.language)
  const page = sharedPage.safeParse(JSON.parse(savedQueries.load(share) ?? 'null')).data
  const { platform, channel, user } = requester
  const isOwn = page?.platform === platform && page.channel === channel && page.sharer === user
  // A posted digest is not a shared page, even if a forged control says so.
  if (!isOwn || (await ledger.findByMessage(message))) return sentence(answers.notSharer)
  return { type: 'cards', show: 'replace', cards: [{ body: [paragraph(answers.tookBack)], buttons: [] }] }
}

/** One hit: its title, an excerpt, and buttons that lead to it. */
async function hitCard(hit: SearchHit, requester: Requester, context: ReadContext & PostContext): Promise<Card> {
  const { digest, piece, tag, excerpt } = hit
  const phrases = messagesFor(requester.language).answers
  const id = parseDigestId(digest)
  const message = await postedMessage(digest, piece, requester, context, (place) => mayRead(place, requester, context))
  const isOne = context.repository.publications().length === 1
  return {
    title: hitTitle(hit, requester.language),
    ...(tag !== undefined && { tag }),
    ...(id && {
      meta: sideBySide([longDate(id.date, requester.language ?? 'en'), ...(isOne ? [] : [id.publication])]),
    }),
    body: excerpt.length > 0 ? [{ type: 'paragraph', children: excerpt }] : [],
    buttons: [
      { label: phrases.readSection, control: { action: 'open', digest, piece } },
      ...(message?.link ? [{ label: phrases.openInChannel, url: message.link }] : []),
    ],
  }
}

/** Some pieces have no title of their own. */
function hitTitle({ title, piece }: SearchHit, language = 'en'): string {
  const labels = labelsFor(language)
  if (title !== '') return title
  if (piece === 'notes') return labels.notes
  return piece === 'observation' ? labels.observation : labels.untitled
}

/** Offers the nearest titles and topics. */
function noResultsCards(lookup: SearchRequest, requester: Requester, context: ReadContext): Card[] {
  const phrases = messagesFor(requester.language).answers
  const asked = queryTitle(lookup, requester.language)
  const isDaysOnly = lookup.words === '' && lookup.tag === undefined
  const elsewhere = isDaysOnly ? [] : onOtherDays(lookup, requester, context)
  const similar =
    elsewhere.length > 0 ? elsewhere : context.index.similar(lookup.words || (lookup.tag ?? ''), titlesOffered)
  const titles = [...new Map(similar.map((hit) => [`${hit.digest} ${hit.piece}`, hit])).values()]
  const near = topicsLike(lookup.tag ?? lookup.words, context, topicsOffered)
  const topics = near.length > 0 ? near : topicsOf(context).map(({ name }) => name)
  const said: Card = {
    title: phrases.nothing,
    body: [
      ...(lookup.impossible === undefined ? [] : [paragraph(phrases.noSuchDay(lookup.impossible))]),
      paragraph(...(isDaysOnly ? phrases.nothingIn : phrases.nothingFor)(strong(truncate(asked, queryMax)))),
      ...(titles.length > 0 ? [paragraph(elsewhere.length > 0 ? phrases.otherDays : phrases.nearTitles)] : []),
    ],
    buttons: titles.map(({ digest, piece, title }) => ({
      label: truncate(title, labelMax),
      control: { action: 'open', digest, piece },
    })),
  }
  const offered: Card = {
    body: [paragraph(near.length > 0 ? phrases.nearTopics : phrases.topics)],
    buttons: topics.slice(0, topicsOffered).map((tag) => ({
      label: truncate(tag, labelMax),
      control: { action: 'page', question: saveQuery({ words: '', tag, days: {} }, context), offset: 0 },
    })),
  }
  return topics.length > 0 ? [said, offered] : [said]
}
