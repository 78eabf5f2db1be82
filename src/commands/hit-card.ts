import type { Hit } from '../domain/archive.ts'
import type { Card } from '../domain/card.ts'
import { parseDigestId } from '../domain/digest.ts'
import type { Asker } from '../domain/request.ts'
import { longDate } from '../formatters/date.ts'
import type { Desk } from './desk.ts'
import { phrasesFor } from './phrases.ts'
import { messageOf } from './whereabouts.ts'

/** One hit: what it is, where the words stand in it, and the ways to it. */
export async function hitCard(hit: Hit, asker: Asker, desk: Desk): Promise<Card> {
  const { digest, piece, tag, title, excerpt } = hit
  const phrases = phrasesFor(asker.language)
  const id = parseDigestId(digest)
  const message = await messageOf(digest, piece, asker, desk)
  return {
    title,
    ...(tag !== undefined && { tag }),
    ...(id && { meta: longDate(id.date, asker.language ?? 'en') }),
    body: excerpt.length > 0 ? [{ type: 'paragraph', children: excerpt }] : [],
    buttons: [
      { label: phrases.readSection, control: { action: 'open', digest, piece } },
      ...(message?.link ? [{ label: phrases.openInChannel, url: message.link }] : []),
    ],
  }
}
