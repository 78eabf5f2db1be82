import { channelMention, paragraph } from '../../domain/build.ts'
import type { Card } from '../../domain/card.ts'
import { ExpectedError, errorFields } from '../../domain/errors.ts'
import type { FailureReason } from '../../domain/failure-reason.ts'
import { LaneLost } from '../../domain/lane.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { describeFailure } from '../../i18n/failures.ts'
import { messagesFor } from '../../i18n/messages.ts'
import type { PostContext, ReadContext, SubscriptionContext } from '../context.ts'
import { platformAt } from '../requester-place.ts'
import { latestDigest } from '../subcommands/latest.ts'

/** Notifies the creator of a subscription that it is paused, in a direct message and once for each reason. Only the owner of its lane does. */
export async function notifyOwner(
  name: string,
  reason: FailureReason,
  context: ReadContext & PostContext & SubscriptionContext,
): Promise<void> {
  const subscription = called(name, context)
  if (!subscription || subscription.notified === reason.text) return
  const { destination, madeBy } = subscription
  // Saved before sending: a second notification is worse than none.
  if (!(await save({ ...subscription, notified: reason.text }, context))) return
  try {
    const card = await stoppedCard(subscription, reason, context)
    const platform = platformAt(destination, context)
    const own = platform && (context.platformFor?.(platform, destination) ?? platform)
    await own?.client.sendDirectMessage(madeBy, [card])
    context.log.info({ destination: name, user: madeBy }, 'owner notified that a subscription is paused')
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    context.log.warn(
      { destination: name, user: madeBy, ...errorFields(error) },
      'could not notify the owner of a subscription',
    )
  }
}

/** The problem is solved: if it comes back, the creator is notified again. */
export async function clearNotified(name: string, context: ReadContext & SubscriptionContext): Promise<void> {
  const subscription = called(name, context)
  if (subscription?.notified === undefined) return
  const { notified: _, ...rest } = subscription
  await save(rest, context)
}

/** False if another machine posts there by now, which saves and notifies itself. */
async function save(
  subscription: Subscription,
  { storesFor, subscriptions }: ReadContext & SubscriptionContext,
): Promise<boolean> {
  try {
    await (storesFor?.(subscription.destination).subscriptions ?? subscriptions).save(subscription)
    return true
  } catch (error) {
    if (error instanceof LaneLost) return false
    throw error
  }
}

function called(name: string, context: ReadContext & SubscriptionContext): Subscription | undefined {
  return context.subscriptions.all().find(({ destination }) => destination.name === name)
}

/** The card is in the language of the publication: the language of the owner is not known here. */
async function stoppedCard({ destination }: Subscription, reason: FailureReason, context: ReadContext): Promise<Card> {
  const { name, publication, channel } = destination
  const language = (await latestDigest(publication, context))?.language
  const phrases = messagesFor(language).subscriptions
  return {
    title: phrases.stoppedTitle,
    body: [
      paragraph(...phrases.stopped(publication, channelMention(channel))),
      paragraph(describeFailure(reason, language)),
    ],
    buttons: [{ label: phrases.resume, control: { action: 'resume', destination: name }, style: 'primary' }],
  }
}
