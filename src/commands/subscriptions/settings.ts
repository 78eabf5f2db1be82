import { paragraph, sentence } from '../../domain/build.ts'
import type { Card } from '../../domain/card.ts'
import type { Destination } from '../../domain/destination.ts'
import type { Asker, Reply } from '../../domain/interaction.ts'
import { type ManagePhrases, managePhrasesFor } from '../../i18n/subscription-phrases.ts'
import type { Desk } from '../context.ts'
import type { Details } from '../parse-command.ts'
import { lineOf } from '../subcommands/next.ts'
import { configuredHere, mayManage, subscriptionsHere } from './permissions.ts'
import { saveWishes } from './subscribe.ts'

/** What comes to this channel, with the buttons to change what was made in chat. */
export async function settings(asker: Asker, desk: Desk): Promise<Reply> {
  const phrases = managePhrasesFor(asker.language)
  if (asker.isDirect) return sentence(phrases.noChannel)
  const made = subscriptionsHere(asker, desk)
  const configured = configuredHere(asker, desk)
  if (made.length + configured.length === 0) return sentence(phrases.nothingHere)
  const paused = await desk.ledger.pauses()
  const own = made.map(async ({ destination, pausedUntil = 0 }): Promise<Card> => {
    const isPaused = pausedUntil > desk.clock.now() || paused.has(destination.name)
    return {
      ...(await card(destination, asker, desk, phrases)),
      buttons: mayManage(asker, desk) ? buttonsFor(destination, isPaused, phrases) : [],
    }
  })
  const fixed = configured.map(async (destination): Promise<Card> => {
    const { body, ...rest } = await card(destination, asker, desk, phrases)
    return { ...rest, body: [...body, paragraph(phrases.fromFile(destination.name))] }
  })
  return { type: 'cards', show: 'private', cards: await Promise.all([...own, ...fixed]) }
}

/** Changes what comes to this channel by the details given; shows it when there are none. */
export function changeSettings(details: Details, asker: Asker, desk: Desk): Promise<Reply> {
  const here = subscriptionsHere(asker, desk)
  const meant = here.find(({ destination }) => destination.publication === details.publication) ?? here[0]
  if (!meant || Object.keys(details).length === 0) return settings(asker, desk)
  return saveWishes(details, meant.destination.name, asker, desk)
}

async function card(destination: Destination, asker: Asker, desk: Desk, phrases: ManagePhrases): Promise<Card> {
  const { publication, at, timezone, days, layout, discussion, tags } = destination
  const how = [phrases.layouts[layout], phrases.discussions[discussion]]
  const facts = [publication, `${at} ${timezone}`, phrases.daysOf(days), ...how, tags.join(', ')]
  return {
    title: phrases.title,
    meta: facts.filter(Boolean).join(' · '),
    body: [paragraph(...(await lineOf(destination, asker, desk)))],
    buttons: [],
  }
}

function buttonsFor({ name }: Destination, isPaused: boolean, phrases: ManagePhrases): Card['buttons'] {
  return [
    { label: phrases.change, control: { action: 'subscribe', destination: name } },
    isPaused
      ? { label: phrases.resume, control: { action: 'resume', destination: name }, style: 'primary' }
      : { label: phrases.pause, control: { action: 'pause', destination: name } },
    { label: phrases.unsubscribe, control: { action: 'unsubscribe', destination: name }, style: 'danger' },
  ]
}
