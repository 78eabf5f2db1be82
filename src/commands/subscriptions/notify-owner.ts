import { paragraph } from '../../domain/build.ts'
import type { Card } from '../../domain/card.ts'
import { ExpectedError } from '../../domain/errors.ts'
import type { Subscription } from '../../domain/subscription.ts'
import { managePhrasesFor } from '../../i18n/subscription-phrases.ts'
import type { Desk } from '../context.ts'
import { newestOf } from '../subcommands/latest.ts'

/** Tells whoever made a subscription, in private and once for each reason, that it is paused and how to resume it. */
export async function tellMaker(name: string, reason: string, desk: Desk): Promise<void> {
  const subscription = called(name, desk)
  if (!subscription || subscription.told === reason) return
  const { destination, madeBy } = subscription
  // Noted first: to be told twice of one thing is worse than to find it in the settings.
  await desk.subscriptions.save({ ...subscription, told: reason })
  try {
    await desk.platforms.get(destination.platform)?.whisper(madeBy, [await stoppedCard(subscription, reason, desk)])
    desk.log.info({ destination: name, user: madeBy }, 'told who subscribed that it is paused')
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    desk.log.warn({ destination: name, user: madeBy, reason: error.message }, 'could not tell who subscribed')
  }
}

/** What they were told is mended: should it come back, they are told again. */
export async function forgetTold(name: string, desk: Desk): Promise<void> {
  const subscription = called(name, desk)
  if (subscription?.told === undefined) return
  const { told: _, ...rest } = subscription
  await desk.subscriptions.save(rest)
}

function called(name: string, desk: Desk): Subscription | undefined {
  return desk.subscriptions.all().find(({ destination }) => destination.name === name)
}

/** Nobody asked just now, so the language is that of what they subscribed to. */
async function stoppedCard({ destination }: Subscription, reason: string, desk: Desk): Promise<Card> {
  const { name, publication, channel } = destination
  const phrases = managePhrasesFor((await newestOf(publication, desk))?.language)
  return {
    title: phrases.stoppedTitle,
    body: [paragraph(phrases.stopped(publication, channel)), paragraph(reason)],
    buttons: [{ label: phrases.resume, control: { action: 'resume', destination: name }, style: 'primary' }],
  }
}
