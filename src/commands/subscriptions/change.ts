import { sentence } from '../../domain/build.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { dayAt, instantAt } from '../../domain/time-zone.ts'
import { longDate } from '../../i18n/dates.ts'
import { messagesFor } from '../../i18n/messages.ts'
import type { ChatContext } from '../context.ts'
import { parseDays } from '../parse-date.ts'
import { pauseForm } from './form.ts'
import { configuredHere, refusalOf, subscriptionsHere } from './permissions.ts'
import { settings } from './settings.ts'

/** What may stand before the day at which a pause ends. */
export const untilWord = /^(?:until|till|至|到)\s*/i

/** Ends a subscription; posted messages stay. An empty name means the channel's own. */
export function unsubscribe(name: string, requester: Requester, context: ChatContext): Promise<Reply> {
  return change(name, requester, context, async ({ destination }) => {
    await context.subscriptions.remove(destination.name)
    await context.ledger.resume(destination.name)
    context.log.info({ destination: destination.name, user: requester.user }, 'subscription removed')
    return sentence(messagesFor(requester.language).subscriptions.unsubscribed)
  })
}

/** Pauses until the posting time of a day; without a day, asks for it in a dialog. */
export function pause(until: string, name: string, requester: Requester, context: ChatContext): Promise<Reply> {
  const phrases = messagesFor(requester.language).subscriptions
  return change(name, requester, context, async (subscription) => {
    const { destination } = subscription
    if (until === '') return { type: 'form', form: pauseForm(destination.name, requester) }
    const { timezone, at } = destination
    const here = { now: context.clock.now(), timezone, looking: 'ahead' } as const
    const day = parseDays(until.replace(untilWord, ''), here)?.first
    if (!day || day <= dayAt(here.now, timezone))
      return sentence(messagesFor(requester.language).subscriptionForm.noDay(until))
    await context.subscriptions.save({ ...subscription, pausedUntil: instantAt(day, at, timezone) })
    context.log.info({ destination: destination.name, user: requester.user, until: day }, 'subscription paused')
    return sentence(phrases.pausedUntil(longDate(day, requester.language ?? 'en')))
  })
}

/** Ends a pause, set by a user or by the bot. */
export function resume(name: string, requester: Requester, context: ChatContext): Promise<Reply> {
  return change(name, requester, context, async ({ destination, madeBy }) => {
    await context.subscriptions.save({ destination, madeBy })
    await context.ledger.resume(destination.name)
    context.log.info({ destination: destination.name, user: requester.user }, 'subscription resumed')
    context.wake()
    return sentence(messagesFor(requester.language).subscriptions.resumed)
  })
}

async function change(
  name: string,
  requester: Requester,
  context: ChatContext,
  work: (subscription: Subscription) => Promise<Reply>,
): Promise<Reply> {
  // The creator of a subscription is notified in a direct message when it stops, and may use the button there.
  const own = context.subscriptions.all().find(({ destination, madeBy }) => {
    return destination.name === name && destination.platform === requester.platform && madeBy === requester.user
  })
  if (own && requester.isDirect) return work(own)
  const refusal = refusalOf(name, requester, context)
  if (refusal !== undefined) return sentence(refusal)
  const here = subscriptionsHere(requester, context)
  const [subscription, ...others] = name === '' ? here : here.filter(({ destination }) => destination.name === name)
  if (others.length > 0) return settings(requester, context)
  if (subscription) return work(subscription)
  const { fromFile, nothingHere } = messagesFor(requester.language).subscriptions
  const [configured] = configuredHere(requester, context)
  return sentence(configured ? fromFile(configured.publication) : nothingHere)
}
