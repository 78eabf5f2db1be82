import { sentence } from '../../domain/build.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { dayAt, instantAt } from '../../domain/time-zone.ts'
import { longDate } from '../../i18n/dates.ts'
import { messagesFor } from '../../i18n/messages.ts'
import { askForConfirmation } from '../ask-for-confirmation.ts'
import type { ChatContext, PostContext, ReadContext, SubscriptionContext } from '../context.ts'
import { parseEnd } from '../dates/parse-end.ts'
import { pauseForm } from './form.ts'
import { configuredHere, permissionError, subscriptionsHere } from './permissions.ts'
import { settings } from './settings.ts'

/** Ends a subscription after a question; posted messages stay. An empty name means the channel's own. */
export function unsubscribe(name: string, requester: Requester, context: ChatContext): Promise<Reply> {
  const phrases = messagesFor(requester.language).subscriptions
  const button = { label: phrases.unsubscribe, style: 'danger' } as const
  return change(name, requester, context, async ({ destination: { name: own, publication } }) =>
    askForConfirmation(phrases.unsubscribeAsk(publication), button, requester, context, (who, later) =>
      change(own, who, later, async () => {
        await later.subscriptions.remove(own)
        await later.ledger.resume(own)
        later.log.info({ destination: own, user: who.user }, 'subscription removed')
        return sentence(phrases.unsubscribed)
      }),
    ),
  )
}

/** Pauses until the posting time of a day: at once if the day is from a dialog; without a day, a dialog asks for it. */
export function pause(
  until: string,
  name: string,
  requester: Requester,
  context: ChatContext,
  isConfirmed = false,
): Promise<Reply> {
  const { subscriptions: phrases, subscriptionForm: advice } = messagesFor(requester.language)
  return change(name, requester, context, async (subscription) => {
    const { destination } = subscription
    if (until === '') return { type: 'form', form: pauseForm(destination.name, requester) }
    const { timezone, at } = destination
    const { language = 'en' } = requester
    const here = { now: context.clock.now(), timezone, language }
    const day = parseEnd(until, here)
    if (!day || day <= dayAt(here.now, timezone)) return { ...sentence(advice.noDay(until)), field: 'until' }
    const shown = longDate(day, language)
    if (!isConfirmed) {
      const question = phrases.pauseAsk(destination.publication, shown)
      return askForConfirmation(question, { label: phrases.pause }, requester, context, (who, later) =>
        pause(day, destination.name, who, later, true),
      )
    }
    await context.subscriptions.save({ ...subscription, pausedUntil: instantAt(day, at, timezone) })
    context.log.info({ destination: destination.name, user: requester.user, until: day }, 'subscription paused')
    return sentence(phrases.pausedUntil(shown))
  })
}

/** Ends a pause after a question, whether a user or the bot has set it. */
export function resume(name: string, requester: Requester, context: ChatContext): Promise<Reply> {
  const phrases = messagesFor(requester.language).subscriptions
  const button = { label: phrases.resume, style: 'primary' } as const
  return change(name, requester, context, async ({ destination: { name: own, publication }, pausedUntil = 0 }) => {
    const isPaused = pausedUntil > context.clock.now() || (await context.ledger.pauses()).has(own)
    if (!isPaused) return sentence(phrases.notPaused(publication))
    return askForConfirmation(phrases.resumeAsk(publication), button, requester, context, (who, later) =>
      change(own, who, later, async ({ destination, madeBy }) => {
        await later.subscriptions.save({ destination, madeBy })
        await later.ledger.resume(own)
        later.log.info({ destination: own, user: who.user }, 'subscription resumed')
        later.wake()
        return sentence(phrases.resumed)
      }),
    )
  })
}

async function change(
  name: string,
  requester: Requester,
  context: ReadContext & PostContext & SubscriptionContext,
  work: (subscription: Subscription) => Promise<Reply>,
): Promise<Reply> {
  // The creator of a subscription is notified in a direct message when it stops, and may use the button there.
  const own = context.subscriptions.all().find(({ destination, madeBy }) => {
    return destination.name === name && destination.platform === requester.platform && madeBy === requester.user
  })
  if (own && requester.isDirect) return work(own)
  const refusal = permissionError(name, requester, context)
  if (refusal !== undefined) return sentence(refusal)
  const here = subscriptionsHere(requester, context)
  const [subscription, ...others] = name === '' ? here : here.filter(({ destination }) => destination.name === name)
  if (others.length > 0) return settings(requester, context)
  if (subscription) return work(subscription)
  const { fromFile, nothingHere } = messagesFor(requester.language).subscriptions
  const [configured] = configuredHere(requester, context)
  return sentence(configured ? fromFile(configured.publication) : nothingHere)
}
