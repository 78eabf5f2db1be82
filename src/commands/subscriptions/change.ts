import { sentence } from '../../domain/build.ts'
import type { Asker, Reply } from '../../domain/interaction.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { dayAt, instantAt } from '../../domain/time-zone.ts'
import { longDate } from '../../i18n/dates.ts'
import { formPhrasesFor } from '../../i18n/subscription-form-phrases.ts'
import { managePhrasesFor } from '../../i18n/subscription-phrases.ts'
import type { Desk } from '../context.ts'
import { spokenDays } from '../parse-date.ts'
import { pauseForm } from './form.ts'
import { configuredHere, mayManage, subscriptionHere, subscriptionsHere } from './permissions.ts'
import { settings } from './settings.ts'

/** Ends a subscription; what was posted stays. An empty name means the one that is here. */
export function unsubscribe(name: string, asker: Asker, desk: Desk): Promise<Reply> {
  return change(name, asker, desk, async ({ destination }) => {
    await desk.subscriptions.remove(destination.name)
    await desk.ledger.resume(destination.name)
    desk.log.info({ destination: destination.name, user: asker.user }, 'subscription removed')
    return sentence(managePhrasesFor(asker.language).unsubscribed)
  })
}

/** Leaves the channel in peace until the hour of a day; without one, asks for it. */
export function pause(until: string, name: string, asker: Asker, desk: Desk): Promise<Reply> {
  const phrases = managePhrasesFor(asker.language)
  return change(name, asker, desk, async (subscription) => {
    const { destination } = subscription
    if (until === '') return { type: 'form', form: pauseForm(destination.name, asker) }
    const { timezone, at } = destination
    const here = { now: desk.clock.now(), timezone, looking: 'ahead' } as const
    const day = spokenDays(until.replace(/^(?:until|till|至|到)\s*/i, ''), here)?.first
    if (!day || day <= dayAt(here.now, timezone)) return sentence(formPhrasesFor(asker.language).noDay(until))
    await desk.subscriptions.save({ ...subscription, pausedUntil: instantAt(day, at, timezone) })
    desk.log.info({ destination: destination.name, user: asker.user, until: day }, 'subscription paused')
    return sentence(phrases.pausedUntil(longDate(day, asker.language ?? 'en')))
  })
}

/** Ends a pause, whoever began it. */
export function resume(name: string, asker: Asker, desk: Desk): Promise<Reply> {
  return change(name, asker, desk, async ({ destination, madeBy }) => {
    await desk.subscriptions.save({ destination, madeBy })
    await desk.ledger.resume(destination.name)
    desk.log.info({ destination: destination.name, user: asker.user }, 'subscription resumed')
    desk.wake()
    return sentence(managePhrasesFor(asker.language).resumed)
  })
}

async function change(
  name: string,
  asker: Asker,
  desk: Desk,
  work: (subscription: Subscription) => Promise<Reply>,
): Promise<Reply> {
  const phrases = managePhrasesFor(asker.language)
  const [subscription, ...others] = name === '' ? subscriptionsHere(asker, desk) : named(name, asker, desk)
  // Whoever made a subscription is told in a direct message when it stops; the button there is theirs to use.
  const isOwn = asker.isDirect && subscription?.madeBy === asker.user
  if (!isOwn && !mayManage(asker, desk)) return sentence(asker.isDirect ? phrases.noChannel : phrases.notAllowed)
  if (others.length > 0) return settings(asker, desk)
  if (subscription) return work(subscription)
  const [configured] = configuredHere(asker, desk)
  return sentence(configured ? phrases.fromFile(configured.name) : phrases.nothingHere)
}

function named(name: string, asker: Asker, desk: Desk): Subscription[] {
  const found = asker.isDirect
    ? desk.subscriptions
        .all()
        .find(({ destination }) => destination.name === name && destination.platform === asker.platform)
    : subscriptionHere(name, asker, desk)
  return found ? [found] : []
}
