import { discussionThreadOf } from '../../delivery/discussion-thread.ts'
import { bullets, link, sentence, unstyled } from '../../domain/build.ts'
import { addDays } from '../../domain/day.ts'
import type { DeliveryEntry, MessageRef, PartEntry } from '../../domain/delivery.ts'
import { type DigestId, digestId, type Inline } from '../../domain/digest.ts'
import { ExpectedError } from '../../domain/errors.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import { discussedKey, parsePartKey } from '../../domain/part-key.ts'
import { isolated, sideBySide } from '../../domain/right-to-left.ts'
import { plainText } from '../../domain/text.ts'
import { dayAt } from '../../domain/time-zone.ts'
import { messagesFor } from '../../i18n/messages.ts'
import type { PostContext, ReadContext, SubscriptionContext } from '../context.ts'
import { platformAt, timeZoneOf } from '../requester-place.ts'
import type { Subcommand } from './subcommand.ts'

/** How far back discussions are listed. */
const lookBackDays = 7

interface Discussion {
  readonly title: string
  /** Undefined when the platform cannot be asked. */
  readonly replies: number | undefined
  readonly ref: MessageRef
}

/**
 * Discussions of the last days in the channel where they are asked for, those with most replies first: who may read another
 * channel is not known here. Replies are counted, not read.
 */
export const discussed: Subcommand = {
  name: 'discussed',
  run: (_, requester, context) => recentDiscussions(requester, context),
}

async function recentDiscussions(
  requester: Requester,
  context: ReadContext & PostContext & SubscriptionContext,
): Promise<Reply> {
  const phrases = messagesFor(requester.language).discuss
  if (requester.isDirect) return sentence(phrases.inChannels)
  const deliveries = (await context.ledger.deliveriesOf(recentDigests(requester, context))).filter(
    ({ platform, channel }) => platform === requester.platform && channel === requester.channel,
  )
  const all = (await Promise.all(deliveries.map((delivery) => discussionsOf(delivery, requester, context)))).flat()
  if (all.length === 0) return sentence(phrases.none)
  const lines = all
    .toSorted((one, other) => (other.replies ?? 0) - (one.replies ?? 0))
    .map(({ title, replies, ref }): Inline[] => [
      ref.link ? link(isolated(title), ref.link) : unstyled(isolated(title)),
      ...(replies === undefined ? [] : [unstyled(` · ${phrases.replies(replies)}`)]),
    ])
  return { type: 'cards', show: 'private', cards: [{ title: phrases.title, body: [bullets(lines)], buttons: [] }] }
}

function recentDigests(requester: Requester, context: ReadContext): DigestId[] {
  const oldest = addDays(dayAt(context.clock.now(), timeZoneOf(requester, context)), -lookBackDays)
  // The newest digest always counts: a publication may pause for a while.
  return context.repository.publications().flatMap((publication) => {
    const days = context.repository.days(publication)
    const recent = days.filter((day) => day >= oldest)
    return (recent.length > 0 ? recent : days.slice(-1)).map((date) => digestId({ publication, date }))
  })
}

/** The threads of one delivery with a takeaway in them; several sections may share one. */
async function discussionsOf(
  { id, digest }: DeliveryEntry,
  requester: Requester,
  context: ReadContext & PostContext & SubscriptionContext,
): Promise<Discussion[]> {
  const parts = await context.ledger.parts(id)
  const opened = new Set(parts.flatMap(({ key, ref }) => (ref && discussedKey(key)) || []))
  const found = await context.repository.get(digest)
  // Its discussions stay in the channel, but are no longer listed.
  if (found?.withdrawn !== undefined) return []
  const sections = found?.sections ?? []
  const threads = new Map<string, { titles: string[]; ref: MessageRef; isAsked: boolean }>()
  for (const { number, title, takeaways } of sections) {
    const { ref, key } = discussionThreadOf(parts, number) ?? {}
    if (!ref || !key || !opened.has(key)) continue
    const thread = threads.get(threadOf(ref)) ?? { titles: [], ref, isAsked: false }
    const isAsked = thread.isAsked || takeaways.length === 0
    threads.set(threadOf(ref), { ...thread, titles: [...thread.titles, plainText(title)], isAsked })
  }
  const counted = [...threads].map(async ([thread, { titles, ref, ...opened }]): Promise<Discussion[]> => {
    const replies = await repliesUnder(ref, ownIn(thread, parts), requester, context)
    // Takeaways posted with the digest that have no reply are not a discussion.
    const isAsked = opened.isAsked || parts.some(({ key }) => parsePartKey(key)?.reply?.type === 'takeaway')
    return replies !== 0 || isAsked ? [{ title: sideBySide(titles), replies, ref }] : []
  })
  return (await Promise.all(counted)).flat()
}

/** How many replies are not the bot's; undefined when they cannot be counted now. */
async function repliesUnder(
  ref: MessageRef,
  own: number,
  requester: Requester,
  context: ReadContext & PostContext & SubscriptionContext,
): Promise<number | undefined> {
  try {
    const all = await platformAt(requester, context)?.interactive.discussions.countReplies(ref)
    return all === undefined ? undefined : Math.max(0, all - own)
  } catch (error) {
    if (error instanceof ExpectedError) return undefined
    throw error
  }
}

function threadOf({ thread, message }: MessageRef): string {
  return thread ?? message
}

/** How many messages of a thread are the bot's. */
function ownIn(thread: string, parts: readonly PartEntry[]): number {
  return parts.filter(({ ref }) => ref?.thread === thread && ref.message !== thread).length
}
