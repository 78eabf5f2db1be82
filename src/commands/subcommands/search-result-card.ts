import type { Card } from '../../domain/card.ts'
import { parseDigestId } from '../../domain/digest.ts'
import type { Asker } from '../../domain/interaction.ts'
import type { Hit } from '../../domain/search.ts'
import { longDate } from '../../i18n/dates.ts'
import { labelsFor } from '../../i18n/labels.ts'
import { phrasesFor } from '../../i18n/phrases.ts'
import type { Desk } from '../context.ts'
import { messageOf } from '../here.ts'

/** One hit: what it is, where the words stand in it, and the ways to it. */
export async function hitCard(hit: Hit, asker: Asker, desk: Desk): Promise<Card> {
  const { digest, piece, tag, excerpt } = hit
  const phrases = phrasesFor(asker.language)
  const id = parseDigestId(digest)
  const message = await messageOf(digest, piece, asker, desk)
  const isOne = desk.library.publications().length === 1
  return {
    title: titleOf(hit, asker.language),
    ...(tag !== undefined && { tag }),
    ...(id && { meta: [longDate(id.date, asker.language ?? 'en'), ...(isOne ? [] : [id.publication])].join(' · ') }),
    body: excerpt.length > 0 ? [{ type: 'paragraph', children: excerpt }] : [],
    buttons: [
      { label: phrases.readSection, control: { action: 'open', digest, piece } },
      ...(message?.link ? [{ label: phrases.openInChannel, url: message.link }] : []),
    ],
  }
}

/** Some pieces have no title of their own. */
function titleOf({ title, piece }: Hit, language = 'en'): string {
  const labels = labelsFor(language)
  if (title !== '') return title
  if (piece === 'notes') return labels.notes
  return piece === 'observation' ? labels.observation : labels.untitled
}
