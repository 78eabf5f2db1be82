import type { Asker, Reply } from '../../domain/request.ts'
import type { Subscription } from '../../domain/subscriptions.ts'
import { dayAt, instantAt } from '../../scheduler/zone.ts'
import type { Desk } from '../desk.ts'
import { sentence } from '../prose.ts'
import { spokenDays } from '../spoken-day.ts'
import { pauseForm } from './form.ts'
import { configuredHere, mayManage, subscriptionHere, subscriptionsHere } from './permission.ts'
import { managePhrasesFor } from './phrases.ts'

/** Ends a subscription; what was posted stays. An empty name means the one that is here. */
export function unsubscribe(name: string, asker: Asker, desk: Desk): Promise<Reply> {
  return change(name, asker, desk, async ({ destination }) => {
    await desk.subscriptions.remove(destination.name)
    desk.log.info({ destination: destination.name, by: asker.user }, 'subscription removed')
    return sentence(managePhrasesFor(asker.language).unsubscribed)
  })
}

/** Leaves the channel in peace until the morning of a day; without one, asks for it. */
export function pause(until: string, name: string, asker: Asker, desk: Desk): Promise<Reply> {
  const phrases = managePhrasesFor(asker.language)
  return change(name, asker, desk, async (subscription) => {
    const { destination } = subscription
    if (until === '') return { type: 'form', form: pauseForm(destination.name, asker) }
    const { timezone, at } = destination
    const here = { now: desk.clock.now(), timezone, looking: 'ahead' } as const
    const day = spokenDays(until.replace(/^until\s+/i, ''), here)?.first
    if (!day || day <= dayAt(here.now, timezone)) return sentence(phrases.noDay(until))
    await desk.subscriptions.save({ ...subscription, pausedUntil: instantAt(day, at, timezone) })
    desk.log.info({ destination: destination.name, by: asker.user, until: day }, 'subscription paused')
    return sentence(phrases.pausedUntil(day))
  })
}

/** Ends a pause, whoever began it. */
export async function resume(name: string, asker: Asker, desk: Desk): Promise<Reply> {
  const phrases = managePhrasesFor(asker.language)
  return change(name, asker, desk, async ({ destination, madeBy }) => {
    await desk.subscriptions.save({ destination, madeBy })
    await desk.ledger.resume(destination.name)
    desk.log.info({ destination: destination.name, by: asker.user }, 'subscription resumed')
    desk.wake()
    return sentence(phrases.resumed)
  })
}

async function change(
  name: string,
  asker: Asker,
  desk: Desk,
  work: (subscription: Subscription) => Promise<Reply>,
): Promise<Reply> {
  const phrases = managePhrasesFor(asker.language)
  const subscription = found(name, asker, desk)
  // In a direct message only who made a subscription is offered a button, and it is theirs to use.
  const isOwn = asker.isDirect && subscription?.madeBy === asker.user
  if (!isOwn && !mayManage(asker, desk)) return sentence(phrases.notAllowed)
  if (subscription) return work(subscription)
  const [configured] = configuredHere(asker, desk)
  return sentence(configured ? phrases.fromFile(configured.name) : phrases.nothingHere)
}

function found(name: string, asker: Asker, desk: Desk): Subscription | undefined {
  if (name === '') return subscriptionsHere(asker, desk)[0]
  if (!asker.isDirect) return subscriptionHere(name, asker, desk)
  return desk.subscriptions.all().find(({ destination }) => destination.name === name)
}
