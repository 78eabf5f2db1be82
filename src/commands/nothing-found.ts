import type { Card } from '../domain/card.ts'
import type { Asker } from '../domain/request.ts'
import { shorten } from '../formatters/shorten.ts'
import type { Desk } from './desk.ts'
import type { Lookup } from './grammar.ts'
import { phrasesFor } from './phrases.ts'
import { bullets, paragraph, strong } from './prose.ts'
import { keepQuestion } from './question.ts'
import { topicsLike, topicsOf } from './topics.ts'

const titlesOffered = 3
const topicsOffered = 5

/** A button shows no more on a phone. */
const labelMax = 40

/** What was looked for may be much longer. */
const quotedMax = 120

/** Says so, and offers what comes nearest. */
export function nothingFound(lookup: Lookup, asker: Asker, desk: Desk): Card[] {
  const phrases = phrasesFor(asker.language)
  const asked = [lookup.words, lookup.tag, lookup.days.first, lookup.days.last].filter(Boolean).join(' ')
  const titles = desk.archive.similar(lookup.words || (lookup.tag ?? ''), titlesOffered)
  const near = topicsLike(lookup.tag ?? lookup.words, desk, topicsOffered)
  const topics = near.length > 0 ? near : topicsOf(desk).map(({ name }) => name)
  const said: Card = {
    title: phrases.nothing,
    body: [
      paragraph(phrases.nothingFor, strong(shorten(asked, quotedMax))),
      ...(titles.length > 0 ? [paragraph(phrases.nearTitles), bullets(titles.map(({ title }) => [title]))] : []),
    ],
    buttons: titles.map(({ digest, piece, title }) => ({
      label: shorten(title, labelMax),
      control: { action: 'open', digest, piece },
    })),
  }
  const offered: Card = {
    body: [paragraph(near.length > 0 ? phrases.nearTopics : phrases.topics)],
    buttons: topics.slice(0, topicsOffered).map((tag) => ({
      label: shorten(tag, labelMax),
      control: { action: 'page', question: keepQuestion({ words: '', tag, days: {} }, desk), offset: 0 },
    })),
  }
  return topics.length > 0 ? [said, offered] : [said]
}
