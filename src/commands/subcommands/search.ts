import { paragraph } from '../../domain/build.ts'
import type { Card } from '../../domain/card.ts'
import type { Asker, Reply } from '../../domain/interaction.ts'
import type { ArchiveQuery, Hits } from '../../domain/search.ts'
import { shorten } from '../../domain/truncate.ts'
import { shortDate } from '../../i18n/dates.ts'
import { phrasesFor } from '../../i18n/phrases.ts'
import type { Desk } from '../context.ts'
import { type Lookup, namesOf } from '../parse-command.ts'
import { nothingFound } from './no-results.ts'
import { keepQuestion } from './saved-query.ts'
import { hitCard } from './search-result-card.ts'
import { topicLike } from './topics.ts'

/** Hits on one page: as many as fit on a phone without scrolling for long. */
const pageSize = 5

/** The heading of an answer: what was asked may be much longer. */
const titleMax = 120

/** What was found, and the question that found it. */
interface Answer extends Hits {
  readonly lookup: Lookup
  readonly offset: number
  /** The topic that was taken for what was typed. */
  readonly correction?: string
}

/** What the archive knows, a page of it. */
export async function look(lookup: Lookup, offset: number, asker: Asker, desk: Desk): Promise<Reply> {
  const answer = search(lookup, offset, desk)
  const cards =
    answer.hits.length > 0
      ? [...(await pageOf(answer, asker, desk)), ...footOf(answer, asker, desk)]
      : nothingFound(lookup, asker, desk)
  return { type: 'cards', show: 'private', cards }
}

/** A page in place of another. */
export async function turnTo(lookup: Lookup, offset: number, asker: Asker, desk: Desk): Promise<Reply> {
  const reply = await look(lookup, offset, asker, desk)
  return reply.type === 'cards' ? { ...reply, show: 'replace' } : reply
}

/** A page for everybody; there is nothing to share where nothing was found. */
export async function share(lookup: Lookup, offset: number, asker: Asker, desk: Desk): Promise<Reply> {
  const answer = search(lookup, offset, desk)
  if (answer.hits.length === 0) return look(lookup, offset, asker, desk)
  return { type: 'cards', show: 'shared', cards: await pageOf(answer, asker, desk) }
}

/** Looks it up as typed; a single word without hits that is nearly a topic is taken for that. */
function search(lookup: Lookup, offset: number, desk: Desk): Answer {
  const found = pageAt(lookup, offset, desk)
  const correction = found.total > 0 ? undefined : topicLike(lookup.tag ?? lookup.words, desk)
  if (correction === undefined) return { ...found, lookup }
  const corrected = { ...lookup, words: lookup.tag === undefined ? '' : lookup.words, tag: correction }
  const again = pageAt(corrected, offset, desk)
  return again.total > 0 ? { ...again, lookup: corrected, correction } : { ...found, lookup }
}

/** An archive that has shrunk since may have no such page any more: its first one then. */
function pageAt(lookup: Lookup, offset: number, desk: Desk): Hits & { offset: number } {
  const query = queryOf(lookup, desk)
  const found = desk.archive.search(query, offset, pageSize)
  if (found.hits.length > 0 || offset === 0) return { ...found, offset }
  return { ...desk.archive.search(query, 0, pageSize), offset: 0 }
}

function queryOf({ words, tag, days, publication }: Lookup, desk: Desk): ArchiveQuery {
  return {
    publications: publication ? [publication] : [],
    words,
    tags: tag === undefined ? [] : namesOf(tag, desk.vocabulary),
    ...(days.first && { since: days.first }),
    ...(days.last && { until: days.last }),
  }
}

async function pageOf({ lookup, offset, hits, total, correction }: Answer, asker: Asker, desk: Desk): Promise<Card[]> {
  const phrases = phrasesFor(asker.language)
  const head: Card = {
    title: shorten(titleOf(lookup, asker.language), titleMax),
    meta: phrases.range(offset + 1, offset + hits.length, total),
    body: correction === undefined ? [] : [paragraph(phrases.corrected(correction))],
    buttons: [],
  }
  return [head, ...(await Promise.all(hits.map((hit) => hitCard(hit, asker, desk))))]
}

function footOf({ lookup, offset, hits, total }: Answer, asker: Asker, desk: Desk): Card[] {
  const phrases = phrasesFor(asker.language)
  const question = keepQuestion(lookup, desk)
  const older = offset + hits.length
  const turn = (label: string, to: number) => ({
    label,
    control: { action: 'page', question, offset: Math.max(0, to) } as const,
  })
  const buttons = [
    ...(offset > 0 ? [turn(phrases.newer, offset - pageSize)] : []),
    ...(older < total ? [turn(phrases.older, older)] : []),
    ...(asker.isDirect ? [] : [{ label: phrases.share, control: { action: 'share', question, offset } as const }]),
  ]
  return buttons.length > 0 ? [{ body: [], buttons }] : []
}

function titleOf({ words, tag, days, publication }: Lookup, language = 'en'): string {
  return [tag, words, spanOf(days, language), publication].filter(Boolean).join(' · ')
}

function spanOf({ first, last }: Lookup['days'], language: string): string {
  const phrases = phrasesFor(language)
  if (first && last) return [...new Set([first, last])].map((day) => shortDate(day, language)).join(' – ')
  if (first) return phrases.since(shortDate(first, language))
  return last ? phrases.until(shortDate(last, language)) : ''
}
