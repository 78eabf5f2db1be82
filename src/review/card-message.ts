import { isInChannel, postPartOnce } from '../delivery/post-part.ts'
import { deliveryId } from '../domain/delivery.ts'
import { type DigestId, parseDigestId } from '../domain/digest.ts'
import { errorFields, MessageRefused } from '../domain/errors.ts'
import type { Part } from '../domain/part.ts'
import { formatPartKey } from '../domain/part-key.ts'
import type { Platform, Posting } from '../domain/platform.ts'
import { endShown, type Review, type ReviewSettings } from '../domain/review.ts'
import { longDate } from '../i18n/dates.ts'
import { decidedCard, reviewCardPart } from './card.ts'
import { contentOf, digestToPost, shortHash } from './content.ts'
import type { ReviewContext } from './context.ts'
import { endOf, firstPost } from './hours.ts'

const key = formatPartKey({ piece: { type: 'review' } })

type Channel = Pick<ReviewSettings, 'platform' | 'channel'>

/** The content of the message, and its hash. */
interface Wanted {
  readonly part: Part
  readonly shown: string
}

/**
 * Posts the message that asks exactly once, or edits it to show the current state. Only the process that posts in its
 * channel does so.
 */
export async function syncCard(id: DigestId, given: ReviewContext): Promise<void> {
  const before = await given.reviews.review(id)
  const place = before && placeOf(before, given)
  const connected = place && given.platforms.get(place.platform)
  if (!connected || !given.isUp(connected.name) || given.posts?.(place) === false) return
  const context = { ...given, ...given.storesFor?.(place) }
  const platform = given.platformFor?.(connected, place) ?? connected
  const { reviews, log } = context
  const review = await placed(before, context)
  if (!review) return
  const wanted = await wantedPart(review, platform, context)
  if (!wanted || review.shown === wanted.shown) return
  const delivery = deliveryId({ name: 'review' }, id)
  const posting: Posting = { place, part: wanted.part, marker: { delivery, part: key } }
  const entries = await reviews.parts(delivery)
  if (!entries.some(isInChannel)) {
    // A draft that was decided before it was asked about needs no message.
    if (review.state !== 'waiting' && entries.length === 0) return
    await post(delivery, posting, platform, context)
    log.info({ digest: id, platform: platform.name }, 'the review of a draft is asked for')
    // A message that was found may show something else.
    if (entries.length === 0) return reviews.setShown(id, wanted.shown)
  }
  const { card } = (await reviews.review(id)) ?? {}
  if (!card) return
  if (await edit(card, posting, id, platform, context)) await reviews.setShown(id, wanted.shown)
}

function post(delivery: ReturnType<typeof deliveryId>, posting: Posting, platform: Platform, context: ReviewContext) {
  const { reviews } = context
  // After a loss of the ledger, the message may be there already.
  const receipts = {
    parts: reviews.parts.bind(reviews),
    recordIntent: reviews.recordIntent.bind(reviews),
    recordReceipt: reviews.recordReceipt.bind(reviews),
    cancelIntent: reviews.cancelIntent.bind(reviews),
    markUncertain: reviews.markUncertain.bind(reviews),
    gap: () => context.ledger.gap(),
  }
  const { clock, log, signal } = context
  return postPartOnce(delivery, posting, { platform, ledger: receipts, clock, log, signal })
}

/** False if the message was deleted while an answer is needed: then the next call posts it again. */
async function edit(
  card: NonNullable<Review['card']>,
  posting: Posting,
  id: DigestId,
  platform: Platform,
  context: ReviewContext,
): Promise<boolean> {
  try {
    await platform.client.edit(card, posting)
    return true
  } catch (error) {
    if (!(error instanceof MessageRefused)) throw error
    context.log.warn({ digest: id, ...errorFields(error) }, 'the message that asks for a review cannot be edited')
    const isNeeded = (await context.reviews.review(id))?.state === 'waiting' && isDeleted(error)
    if (isNeeded) await context.reviews.forgetCard(id)
    return !isNeeded
  }
}

function isDeleted({ reason }: MessageRefused): boolean {
  return reason.values?.some((value) => typeof value === 'object' && value.code === 'deleted') ?? false
}

/** The review; if it waits in a channel that is no longer the one to ask in, without its old message. */
async function placed(review: Review, context: ReviewContext): Promise<Review | undefined> {
  const place = placeOf(review, context)
  if (!review.card || !place || isSame(review.card, place)) return review
  await context.reviews.forgetCard(review.digest)
  return context.reviews.review(review.digest)
}

/** Where its message is to be: while it waits, where the configuration wants it. */
function placeOf({ digest, card, state }: Review, { reviewChoices }: ReviewContext): Channel | undefined {
  const choice = reviewChoices().get(parseDigestId(digest)?.publication ?? '')
  const wanted = choice && choice !== 'off' ? { platform: choice.platform, channel: choice.channel } : undefined
  const { platform, channel } = card ?? {}
  const there = platform !== undefined && channel !== undefined ? { platform, channel } : undefined
  return state === 'waiting' ? (wanted ?? there) : (there ?? wanted)
}

const isSame = (one: Channel, other: Channel) => one.platform === other.platform && one.channel === other.channel

async function wantedPart(review: Review, { renderer }: Platform, context: ReviewContext): Promise<Wanted | undefined> {
  const { publication = '', date } = parseDigestId(review.digest) ?? {}
  const draft = date && context.drafts.read(publication, date)
  if (!date) return undefined
  const post = firstPost(review.digest, context.destinations())
  if (review.state === 'waiting') {
    if (!draft) return undefined
    const content = await contentOf(draft, context)
    const digest = await digestToPost(draft, content, context)
    const part = reviewCardPart(key, { ...content, draft, digest, post, now: context.clock.now() }, renderer)
    return part && { part, shown: shortHash(JSON.stringify(part.body)) }
  }
  const language = draft?.language ?? 'en'
  const isReleasable = review.state === 'held' && Boolean(draft) && !endOf(review.digest, context)
  const card = decidedCard(review, longDate(date, language), language, post?.timezone, isReleasable)
  const [part] = renderer.renderCards(key, [card])
  if (!part) return undefined
  const shown = shortHash(JSON.stringify(part.body))
  return { part, shown: isReleasable ? shown : endShown(shown) }
}
