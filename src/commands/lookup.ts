import { closest, distance } from 'fastest-levenshtein'
import type { ArchiveQuery, Hits } from '../domain/archive.ts'
import type { Card } from '../domain/card.ts'
import { plainTag } from '../domain/digest.ts'
import type { Asker, Reply } from '../domain/request.ts'
import type { Desk } from './desk.ts'
import { type Lookup, namesOf } from './grammar.ts'
import { hitCard } from './hit-card.ts'
import { phrasesFor } from './phrases.ts'
import { bullets, code, paragraph, strong } from './prose.ts'

/** A question as it was typed and understood, and where in its answer we are. */
export interface Question {
  readonly text: string
  readonly lookup: Lookup
  readonly offset: number
}

/** Hits on one page: as many as fit on a phone without scrolling for long. */
export const pageSize = 5

/** The share of a word's letters that may be wrong for it to be taken for a topic. */
const typoTolerance = 0.34

/** What the archive knows, a page of it. */
export async function look(
  question: Question,
  asker: Asker,
  desk: Desk,
  show: 'private' | 'replace' | 'shared',
): Promise<Reply> {
  const { lookup, correction, found } = search(question, desk)
  const cards =
    found.hits.length > 0
      ? await foundCards({ ...question, lookup }, found, correction, asker, desk, show)
      : [nothingFound(question, asker, desk)]
  return { type: 'cards', cards, show }
}

/** Looks it up as typed; a single word without hits that is nearly a topic is taken for that. */
function search({ lookup, offset }: Question, desk: Desk): { lookup: Lookup; correction?: string; found: Hits } {
  const found = desk.archive.search(queryOf(lookup, desk), offset, pageSize)
  if (found.total > 0 || lookup.tag !== undefined) return { lookup, found }
  const tag = topicLike(lookup.words, desk)
  if (tag === undefined) return { lookup, found }
  const corrected = { ...lookup, words: '', tag }
  const again = desk.archive.search(queryOf(corrected, desk), offset, pageSize)
  return again.total > 0 ? { lookup: corrected, correction: tag, found: again } : { lookup, found }
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

function topicLike(words: string, desk: Desk): string | undefined {
  const plain = plainTag(words)
  const names = desk.vocabulary.tags.flatMap(({ names: all }) => all)
  if (plain.length < 3 || names.length === 0) return undefined
  const name = closest(plain, names.map(plainTag))
  return distance(plain, name) <= plain.length * typoTolerance
    ? names.find((each) => plainTag(each) === name)
    : undefined
}

async function foundCards(
  question: Question,
  { hits, total }: Hits,
  correction: string | undefined,
  asker: Asker,
  desk: Desk,
  show: 'private' | 'replace' | 'shared',
): Promise<Card[]> {
  const phrases = phrasesFor(asker.language)
  const first = question.offset + 1
  const last = question.offset + hits.length
  const subject = titleOf(question.lookup) || question.text
  const head: Card = {
    title: subject,
    meta: phrases.range(first, last, total),
    body: correction === undefined ? [] : [paragraph(phrases.corrected(correction))],
    buttons: [],
  }
  const cards = await Promise.all(hits.map((hit) => hitCard(hit, asker, desk)))
  if (show === 'shared') return [head, ...cards]
  const id = desk.questions.keep(question.text)
  const { offset } = question
  const foot: Card = {
    body: [],
    buttons: [
      ...(offset > 0
        ? [
            {
              label: phrases.newer,
              control: { action: 'page', question: id, offset: Math.max(0, offset - pageSize) },
            } as const,
          ]
        : []),
      ...(last < total
        ? [{ label: phrases.older, control: { action: 'page', question: id, offset: last } } as const]
        : []),
      ...(asker.isDirect
        ? []
        : [{ label: phrases.share, control: { action: 'share', question: id, offset } } as const]),
    ],
  }
  return [head, ...cards, ...(foot.buttons.length > 0 ? [foot] : [])]
}

function titleOf({ words, tag, days }: Lookup): string {
  const span = days.first === days.last ? days.first : [days.first, days.last].filter(Boolean).join(' – ')
  return [tag, words, span].filter(Boolean).join(' · ')
}

function nothingFound({ text, lookup }: Question, asker: Asker, desk: Desk): Card {
  const phrases = phrasesFor(asker.language)
  const near = desk.archive.similar(lookup.words || text, 3)
  const topics = desk.archive.tags([]).slice(0, 8)
  return {
    title: phrases.nothing,
    body: [
      paragraph(phrases.nothingFor, strong(shortened(text))),
      ...(near.length > 0 ? [paragraph(phrases.nearTitles), bullets(near.map(({ title }) => [title]))] : []),
      ...(topics.length > 0
        ? [paragraph(phrases.topics, ...topics.flatMap(({ tag }, at) => [...(at > 0 ? [' '] : []), code(tag)]))]
        : []),
    ],
    buttons: near.slice(0, 3).map(({ digest, piece, title }) => ({
      label: shortened(title, 40),
      control: { action: 'open', digest, piece },
    })),
  }
}

function shortened(text: string, max = 120): string {
  const characters = [...text]
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : text
}
