import { paragraph, sentence } from '../domain/build.ts'
import type { MessageRequest, Reply, Requester } from '../domain/interaction.ts'
import { truncate } from '../domain/truncate.ts'
import { webAddress } from '../domain/web-address.ts'
import { messagesFor } from '../i18n/messages.ts'
import { platforms } from '../platforms/registry.ts'
import type { ChatContext, SuggestedLink } from './context.ts'
import { membersOnly } from './membership.ts'
import { personId } from './post-limit.ts'

/** The largest number of links of a message that are suggested. */
const linksMax = 5

/** How much of a title is shown, in characters. */
const titleMax = 150

type SuggestContext = Pick<ChatContext, 'destinations' | 'repository' | 'clock' | 'suggestLimit' | 'suggestCandidate'>

/** Suggests the links of a message for the publication of its channel. */
export async function suggestLinks(
  { requester, text, links }: MessageRequest,
  context: SuggestContext,
): Promise<Reply> {
  const { suggest } = messagesFor(requester.language)
  const refusal = membersOnly(requester)
  if (refusal) return sentence(refusal)
  const publication = publicationFor(requester, context)
  if (publication === undefined) return sentence(suggest.nowhere)
  const addresses = links
    .flatMap((link) => webAddress(link) ?? [])
    .filter((link) => !platforms.some((platform) => platform.links.isPlace(link)))
  if (addresses.length === 0) return sentence(suggest.noLink)
  if (!context.suggestLimit.allows(requester, context.clock.now())) return sentence(suggest.tooMany)
  const chosen = addresses.slice(0, linksMax)
  const words = firstWords(text)
  const suggestedBy = personId(requester)
  const titleInstead = (address: string) => (chosen.length === 1 && words !== '' ? words : address)
  const results = await Promise.all(
    chosen.map(async (address) => {
      const suggestion = { publication, address, suggestedBy, titleInstead: titleInstead(address) }
      const result = await context.suggestCandidate(suggestion)
      // A known page that could not be read has the words of another message for its title.
      return result.isNew || result.isRead ? result : { ...result, title: titleInstead(address) }
    }),
  )
  const lines = results.map((result) => lineFor(result, publication, suggest))
  const more = addresses.length > linksMax ? [suggest.onlyFirst(linksMax)] : []
  const body = [...lines, ...more].map((line) => paragraph(line))
  return { type: 'cards', show: 'private', cards: [{ body, buttons: [] }] }
}

/** The publication that is posted in the channel, or else the first that everyone may read. */
function publicationFor(
  { platform, channel }: Requester,
  { destinations, repository }: SuggestContext,
): string | undefined {
  const here = destinations().find((each) => each.platform === platform && each.channel === channel)
  return here?.publication ?? repository.publications()[0]
}

function lineFor(
  { title, isNew, isRead }: SuggestedLink,
  publication: string,
  suggest: ReturnType<typeof messagesFor>['suggest'],
): string {
  const shown = truncate(title, titleMax)
  if (!isNew) return suggest.known(shown)
  return isRead ? suggest.added(shown, publication) : suggest.unread(shown, publication)
}

/** The first line of a message without its links: a title for a page that cannot be read. */
function firstWords(text: string): string {
  const line = text.split('\n').find((each) => /\p{L}/u.test(each.replaceAll(/https?:\S+/g, ''))) ?? ''
  return truncate(line.replaceAll(/<?https?:[^\s>]+>?/g, ' ').trim(), titleMax)
}
