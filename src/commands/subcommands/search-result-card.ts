import type { Card } from '../../domain/card.ts'
import { parseDigestId } from '../../domain/digest.ts'
import type { Requester } from '../../domain/interaction.ts'
import type { SearchHit } from '../../domain/search.ts'
import { longDate } from '../../i18n/dates.ts'
import { labelsFor, messagesFor } from '../../i18n/messages.ts'
import type { ChatContext } from '../context.ts'
import { messageOf } from '../here.ts'

/** One hit: what it is, where the words stand in it, and the ways to it. */
export async function searchResultCard(hit: SearchHit, requester: Requester, context: ChatContext): Promise<Card> {
  const { digest, piece, tag, excerpt } = hit
  const phrases = messagesFor(requester.language).answers
  const id = parseDigestId(digest)
  const message = await messageOf(digest, piece, requester, context)
  const isOne = context.repository.publications().length === 1
  return {
    title: titleOf(hit, requester.language),
    ...(tag !== undefined && { tag }),
    ...(id && {
      meta: [longDate(id.date, requester.language ?? 'en'), ...(isOne ? [] : [id.publication])].join(' · '),
    }),
    body: excerpt.length > 0 ? [{ type: 'paragraph', children: excerpt }] : [],
    buttons: [
      { label: phrases.readSection, control: { action: 'open', digest, piece } },
      ...(message?.link ? [{ label: phrases.openInChannel, url: message.link }] : []),
    ],
  }
}

/** Some pieces have no title of their own. */
function titleOf({ title, piece }: SearchHit, language = 'en'): string {
  const labels = labelsFor(language)
  if (title !== '') return title
  if (piece === 'notes') return labels.notes
  return piece === 'observation' ? labels.observation : labels.untitled
}
