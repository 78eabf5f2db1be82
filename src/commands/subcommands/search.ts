import { paragraph } from '../../domain/build.ts'
import type { Card } from '../../domain/card.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import type { SearchQuery, SearchResults } from '../../domain/search.ts'
import { truncate } from '../../domain/truncate.ts'
import { shortDate } from '../../i18n/dates.ts'
import { messagesFor } from '../../i18n/messages.ts'
import type { ChatContext } from '../context.ts'
import { namesOf, type SearchRequest } from '../parse-command.ts'
import { noResultsCards } from './no-results.ts'
import { saveQuery } from './saved-query.ts'
import { searchResultCard } from './search-result-card.ts'
import { topicLike } from './topics.ts'

/** Hits on one page: as many as fit on a phone without scrolling for long. */
const pageSize = 5

/** The heading of an answer: what was asked may be much longer. */
const titleMax = 120

/** What was found, and the question that found it. */
interface Answer extends SearchResults {
  readonly lookup: SearchRequest
  readonly offset: number
  /** The topic that was taken for what was typed. */
  readonly correction?: string
}

/** What the archive knows, a page of it. */
export async function searchDigests(
  lookup: SearchRequest,
  offset: number,
  requester: Requester,
  context: ChatContext,
): Promise<Reply> {
  const answer = search(lookup, offset, context)
  const cards =
    answer.hits.length > 0
      ? [...(await pageOf(answer, requester, context)), ...footOf(answer, requester, context)]
      : noResultsCards(lookup, requester, context)
  return { type: 'cards', show: 'private', cards }
}

/** A page in place of another. */
export async function showPage(
  lookup: SearchRequest,
  offset: number,
  requester: Requester,
  context: ChatContext,
): Promise<Reply> {
  const reply = await searchDigests(lookup, offset, requester, context)
  return reply.type === 'cards' ? { ...reply, show: 'replace' } : reply
}

/** A page for everybody; there is nothing to share where nothing was found. */
export async function sharePage(
  lookup: SearchRequest,
  offset: number,
  requester: Requester,
  context: ChatContext,
): Promise<Reply> {
  const answer = search(lookup, offset, context)
  if (answer.hits.length === 0) return searchDigests(lookup, offset, requester, context)
  return { type: 'cards', show: 'shared', cards: await pageOf(answer, requester, context) }
}

/** Looks it up as typed; a single word without hits that is nearly a topic is taken for that. */
function search(lookup: SearchRequest, offset: number, context: ChatContext): Answer {
  const found = pageAt(lookup, offset, context)
  const correction = found.total > 0 ? undefined : topicLike(lookup.tag ?? lookup.words, context)
  if (correction === undefined) return { ...found, lookup }
  const corrected = { ...lookup, words: lookup.tag === undefined ? '' : lookup.words, tag: correction }
  const again = pageAt(corrected, offset, context)
  return again.total > 0 ? { ...again, lookup: corrected, correction } : { ...found, lookup }
}

/** An archive that has shrunk since may have no such page any more: its first one then. */
function pageAt(lookup: SearchRequest, offset: number, context: ChatContext): SearchResults & { offset: number } {
  const query = queryOf(lookup, context)
  const found = context.index.search(query, offset, pageSize)
  if (found.hits.length > 0 || offset === 0) return { ...found, offset }
  return { ...context.index.search(query, 0, pageSize), offset: 0 }
}

function queryOf({ words, tag, days, publication }: SearchRequest, context: ChatContext): SearchQuery {
  return {
    publications: publication ? [publication] : [],
    words,
    tags: tag === undefined ? [] : namesOf(tag, context.vocabulary),
    ...(days.first && { since: days.first }),
    ...(days.last && { until: days.last }),
  }
}

async function pageOf(
  { lookup, offset, hits, total, correction }: Answer,
  requester: Requester,
  context: ChatContext,
): Promise<Card[]> {
  const phrases = messagesFor(requester.language).answers
  const head: Card = {
    title: truncate(titleOf(lookup, requester.language), titleMax),
    meta: phrases.range(offset + 1, offset + hits.length, total),
    body: correction === undefined ? [] : [paragraph(phrases.corrected(correction))],
    buttons: [],
  }
  return [head, ...(await Promise.all(hits.map((hit) => searchResultCard(hit, requester, context))))]
}

function footOf({ lookup, offset, hits, total }: Answer, requester: Requester, context: ChatContext): Card[] {
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

function titleOf({ words, tag, days, publication }: SearchRequest, language = 'en'): string {
  return [tag, words, spanOf(days, language), publication].filter(Boolean).join(' · ')
}

function spanOf({ first, last }: SearchRequest['days'], language: string): string {
  const phrases = messagesFor(language).answers
  if (first && last) return [...new Set([first, last])].map((day) => shortDate(day, language)).join(' – ')
  if (first) return phrases.since(shortDate(first, language))
  return last ? phrases.until(shortDate(last, language)) : ''
}
