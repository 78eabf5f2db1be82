import { ChannelType, type Client, Events, GatewayDispatchEvents } from 'discord.js'
import { z } from 'zod'
import type { AnswersInFlight } from '../shared/answers-in-flight.ts'
import type { InteractionClaims } from '../shared/interaction-claims.ts'
import type { Thread } from './context.ts'
import { discordError } from './errors.ts'
import { handleInteraction, type InteractionContext } from './interactions.ts'

const received = z.object({
  id: z.string(),
  channel: z.object({ type: z.number(), parent_id: z.string().nullish() }).nullish(),
})

const threadTypes: readonly number[] = [
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
]

export interface InteractionEventsContext extends Omit<InteractionContext, 'thread' | 'onResponded' | 'receivedAt'> {
  /** Which process answers an interaction. */
  readonly claims: InteractionClaims
  readonly answers: AnswersInFlight
}

/** Answers the interactions that the gateway reports to a client. */
export function answerInteractions(client: Client, context: InteractionEventsContext): void {
  const { answers, claims, handler, api, servers, vocabulary, log } = context
  // The SDK's errors contain the message and the token of the interaction, so they are not logged as they are.
  const fail = (message: string) => (error: unknown) =>
    log.error({ platform: 'discord', err: discordError(error) }, message)
  // An error without a listener would end the process.
  client.on(Events.Error, fail('an event from Discord was not handled'))
  // The SDK drops the channel of an interaction that the bot cannot see itself, such as a private thread.
  const threads = new Map<string, Thread>()
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (data: unknown) => {
    const { id, channel } = received.safeParse(data).data ?? {}
    if (id && channel && threadTypes.includes(channel.type)) threads.set(id, { parent: channel.parent_id ?? undefined })
  })
  client.on(Events.InteractionCreate, (interaction) => {
    const thread = threads.get(interaction.id)
    threads.delete(interaction.id)
    const onResponded = () => claims.noteResponse(interaction.id)
    const receivedAt = performance.now()
    const answering = { handler, api, servers, vocabulary, log, thread, onResponded, receivedAt }
    const answered = claims
      .isFirstOrNext(interaction.id)
      .then((isOurs) => (isOurs ? handleInteraction(interaction, answering) : undefined))
    answers.track(answered).catch(fail('a reader was not answered'))
  })
}
