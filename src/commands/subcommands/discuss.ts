import { hashTakeaway } from '../../delivery/content-hash.ts'
import {
  type DiscussionThread,
  discussionThreadOf,
  discussionTopicOf,
  isUnderWay,
} from '../../delivery/discussion-thread.ts'
import { postPartOnce } from '../../delivery/post-part.ts'
import type { Action } from '../../domain/action.ts'
import { link, sentence } from '../../domain/build.ts'
import { type DeliveryEntry, type DeliveryId, isUndone, type MessageRef } from '../../domain/delivery.ts'
import { CannotSay, ExpectedError } from '../../domain/errors.ts'
import type { ActionRequest, Reply } from '../../domain/interaction.ts'
import type { DiscussionTopic, Part } from '../../domain/part.ts'
import { replyKey } from '../../domain/part-key.ts'
import type { Platform, Posting } from '../../domain/platform.ts'
import { messagesFor } from '../../i18n/messages.ts'
import type { KeyedMutex } from '../../lib/keyed-mutex.ts'
import type { ChatContext, PostContext, ReadContext, SubscriptionContext } from '../context.ts'
import { platformAt } from '../requester-place.ts'
import { withdrawnNotice } from './read-section.ts'

type DiscussControl = Extract<Action, { action: 'discuss' }>

/** A takeaway to be posted in the thread of its section. */
interface Chosen {
  readonly delivery: DeliveryEntry
  readonly talk: DiscussionThread
  readonly about: DiscussionTopic
  /** `all` for a section without takeaways. */
  readonly point: number | 'all'
  readonly language: string
}

/** Posts the chosen takeaway, or that the section is discussed, in the section's thread, once for all readers, and replies with a link to it. */
export async function discuss(
  request: ActionRequest,
  control: DiscussControl,
  context: ReadContext & PostContext & SubscriptionContext,
  turns: KeyedMutex,
): Promise<Reply> {
  const digest = await context.repository.get(control.digest)
  const language = request.requester.language ?? digest?.language
  const phrases = messagesFor(language).discuss
  const gone = digest && withdrawnNotice(digest, language)
  if (gone) return sentence(gone)
  const section = digest?.sections.find(({ number }) => number === control.section)
  // The button of a section without takeaways has no value.
  const point: Chosen['point'] = request.value === '' ? 'all' : Number(request.value)
  const isKnown = point === 'all' || section?.takeaways[point - 1] !== undefined
  if (!digest || !section || !isKnown) return sentence(messagesFor(language).answers.gone)

  const delivery = await deliveryBehind(request, control, context)
  if (delivery && isUndone(delivery)) return sentence(phrases.takenBack)
  const parts = delivery ? await context.ledger.parts(delivery.id) : []
  if (isUnderWay(parts, section.number)) return sentence(phrases.posting)
  const talk = discussionThreadOf(parts, section.number)
  if (!delivery || !talk) return sentence(phrases.notPosted)
  const destination = context.destinations().find(({ name }) => name === delivery.destination)
  if (destination?.discussion === 'off') return sentence(phrases.off)

  const about = discussionTopicOf(digest, section)
  const chosen = { delivery, talk, about, point, language: digest.language }
  const found = await turns.runExclusive(`${delivery.id}/${talk.key}`, () => bring(chosen, request, context))
  if (!found) return sentence(messagesFor(language).fallback.tooMany)
  const { ref, isSeed } = found
  const all = about.takeaways.length > 0 ? phrases.openedAll : phrases.openedSection
  const opened = isSeed || point === 'all' ? all : phrases.opened(point)
  return ref.link ? sentence(opened, link(phrases.openLink, ref.link)) : sentence(opened.replace(/[:：]\s*$/, '.'))
}

/** The message that opens the discussion: the existing one, else a new one; undefined if the reader opened too many. */
async function bring(
  chosen: Chosen,
  request: ActionRequest,
  context: ReadContext & PostContext & SubscriptionContext,
): Promise<{ ref: MessageRef; isSeed: boolean } | undefined> {
  const { talk, about, point, language } = chosen
  const { id: delivery, destination: name, platform: on } = chosen.delivery
  const found = platformAt(request.requester, context)
  const place = context.destinations().find((each) => each.name === name) ?? {
    platform: on,
    channel: chosen.delivery.channel,
  }
  const connected = found && (context.platformFor?.(found, place) ?? found)
  if (!connected) throw new TypeError(`a control of ${request.requester.platform} arrived, which is not connected`)
  const { ledger, clock, log, signal } = context
  const platform = { ...connected, client: connected.interactive }
  const posting = { platform, ledger, clock, log, signal }
  const postingOf = (part: Part, name: number | 'all'): Posting => {
    const key = replyKey(talk.key, name === 'all' ? { type: 'takeaways' } : { type: 'takeaway', point: name })
    return {
      place: { channel: talk.ref.channel, under: talk.ref },
      part: { ...part, key },
      marker: { delivery, part: key },
    }
  }
  const whole = postingOf(platform.renderer.renderAllTakeaways(about, language), 'all')
  const seed = await stillThere(whole, posting)
  if (seed) return { ref: seed, isSeed: true }
  const prompt = point === 'all' ? whole : postingOf(platform.renderer.renderTakeaway(about, point, language), point)
  const known = point === 'all' ? undefined : await stillThere(prompt, posting)
  if (known) return { ref: known, isSeed: false }
  if (!context.postLimit.allows(request.requester, clock.now())) return undefined
  const thread = await platform.client.discussions.open(talk.ref, about.title)
  const shown = { contentHash: hashTakeaway(about, point, language), takeaways: [] }
  return {
    ref: (await postPartOnce(delivery, { ...prompt, place: thread }, posting, shown)) ?? talk.ref,
    isSeed: false,
  }
}

/** The message of an earlier prompt, unless it or its thread was deleted. */
async function stillThere(
  posting: Posting,
  { ledger, platform, log }: Pick<ChatContext, 'ledger' | 'log'> & { readonly platform: Platform },
): Promise<MessageRef | undefined> {
  const id = posting.marker.delivery as DeliveryId
  const part = posting.part.key
  const entry = (await ledger.parts(id)).find(({ key }) => key === part)
  if (entry?.state === 'confirmed') return entry.ref ?? posting.place.under
  if (!entry?.ref || (await isThere(posting, entry.ref, entry.intendedAt, platform))) return entry?.ref
  log.info({ delivery: id, part }, 'a discussion was deleted; opening it again')
  await ledger.forgetPart(id, part)
  return undefined
}

async function isThere(posting: Posting, ref: MessageRef, since: number, platform: Platform): Promise<boolean> {
  try {
    return (await platform.client.find(posting, { firstTriedAt: since })) !== undefined
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    // An empty thread was deleted. One that cannot be read now most likely exists.
    return !(error instanceof CannotSay) || (await platform.client.discussions.countReplies(ref).catch(() => 1)) > 0
  }
}

/** The delivery whose message has the control; for a private message, the delivery in the reader's channel. */
async function deliveryBehind(
  { requester, message }: ActionRequest,
  { digest }: DiscussControl,
  context: ReadContext,
): Promise<DeliveryEntry | undefined> {
  const known = await context.ledger.findByMessage(message)
  if (known) {
    const delivery = await context.ledger.delivery(known.id)
    // The message of one digest says nothing of the sections of another.
    return delivery?.digest === digest ? delivery : undefined
  }
  const all = (await context.ledger.deliveriesOf([digest])).filter(({ platform }) => platform === requester.platform)
  const here = all.find(({ channel }) => channel === requester.channel || channel === message.channel)
  if (here) return here
  for (const delivery of all) {
    // A thread is a channel of its own on some platforms.
    const parts = await context.ledger.parts(delivery.id)
    if (parts.some(({ ref }) => ref?.thread === message.channel || ref?.channel === message.channel)) return delivery
  }
  return undefined
}
