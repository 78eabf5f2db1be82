import { paragraph, sentence } from '../../domain/build.ts'
import type { Card } from '../../domain/card.ts'
import type { Destination } from '../../domain/destination.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import type { Messages } from '../../i18n/en/index.ts'
import { messagesFor } from '../../i18n/messages.ts'
import type { CurrentState } from '../../scheduler/destination-state.ts'
import type { ChatContext, PostContext, ReadContext, SubscriptionContext } from '../context.ts'
import type { CommandOptions } from '../parse-command.ts'
import { currentState, describeState } from '../subcommands/next.ts'
import { describeOptions } from './options.ts'
import { canManage, configuredHere, noChannelHere, subscriptionsHere } from './permissions.ts'
import { saveSubscription } from './subscribe.ts'

/** The destinations of this channel, with buttons for those made in chat. */
export async function settings(
  requester: Requester,
  context: ReadContext & PostContext & SubscriptionContext,
): Promise<Reply> {
  const phrases = messagesFor(requester.language).subscriptions
  if (requester.isDirect) return sentence(noChannelHere(requester))
  const made = subscriptionsHere(requester, context)
  const configured = configuredHere(requester, context)
  if (made.length + configured.length === 0) return sentence(phrases.nothingHere)
  const own = made.map(async ({ destination }): Promise<Card> => {
    const state = await currentState(destination, context)
    return {
      ...(await card(state, destination, requester, context)),
      buttons: canManage(requester, context) ? buttonsFor(destination, state.state === 'paused', phrases) : [],
    }
  })
  const fixed = configured.map(async (destination): Promise<Card> => {
    const { body, ...rest } = await card(await currentState(destination, context), destination, requester, context)
    return { ...rest, body: [...body, paragraph(phrases.fromFile(destination.publication))] }
  })
  return { type: 'cards', show: 'private', cards: await Promise.all([...own, ...fixed]) }
}

/** Changes the channel's subscription by the given options; shows the settings when there are none. */
export function changeSettings(details: CommandOptions, requester: Requester, context: ChatContext): Promise<Reply> {
  const here = subscriptionsHere(requester, context)
  const meant = here.find(({ destination }) => destination.publication === details.publication) ?? here[0]
  if (!meant || Object.keys(details).length === 0) return settings(requester, context)
  return saveSubscription(details, meant.destination.name, requester, context)
}

async function card(
  state: CurrentState,
  destination: Destination,
  requester: Requester,
  context: ReadContext & PostContext,
): Promise<Card> {
  const phrases = messagesFor(requester.language).subscriptions
  return {
    title: phrases.title,
    meta: describeOptions(destination, phrases),
    body: [paragraph(...(await describeState(state, destination, requester, context)))],
    buttons: [],
  }
}

function buttonsFor({ name }: Destination, isPaused: boolean, phrases: Messages['subscriptions']): Card['buttons'] {
  return [
    { label: phrases.change, control: { action: 'subscribe', destination: name } },
    isPaused
      ? { label: phrases.resume, control: { action: 'resume', destination: name }, style: 'primary' }
      : { label: phrases.pause, control: { action: 'pause', destination: name } },
    { label: phrases.unsubscribe, control: { action: 'unsubscribe', destination: name }, style: 'danger' },
  ]
}
