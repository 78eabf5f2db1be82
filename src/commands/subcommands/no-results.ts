import { paragraph, strong } from '../../domain/build.ts'
import type { Card } from '../../domain/card.ts'
import type { Requester } from '../../domain/interaction.ts'
import { truncate } from '../../domain/truncate.ts'
import { messagesFor } from '../../i18n/messages.ts'
import type { ChatContext } from '../context.ts'
import type { SearchRequest } from '../parse-command.ts'
import { saveQuery } from './saved-query.ts'
import { topicsLike, topicsOf } from './topics.ts'

const titlesOffered = 3
const topicsOffered = 5

/** As a card allows for a label. */
const labelMax = 75

/** What was looked for may be much longer. */
const quotedMax = 120

/** Says so, and offers what comes nearest. */
export function noResultsCards(lookup: SearchRequest, requester: Requester, context: ChatContext): Card[] {
  const phrases = messagesFor(requester.language).answers
  const asked = [lookup.words, lookup.tag, lookup.days.first, lookup.days.last].filter(Boolean).join(' ')
  const similar = context.index.similar(lookup.words || (lookup.tag ?? ''), titlesOffered)
  const titles = [...new Map(similar.map((hit) => [`${hit.digest} ${hit.piece}`, hit])).values()]
  const near = topicsLike(lookup.tag ?? lookup.words, context, topicsOffered)
  const topics = near.length > 0 ? near : topicsOf(context).map(({ name }) => name)
  const said: Card = {
    title: phrases.nothing,
    body: [
      paragraph(...phrases.nothingFor(strong(truncate(asked, quotedMax)))),
      ...(titles.length > 0 ? [paragraph(phrases.nearTitles)] : []),
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
