import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { ConnectionContext } from '../shared/connection-context.ts'

export interface ChannelEventsContext {
  readonly onChannelChange?: ConnectionContext['onChannelChange'] | undefined
}

const joined = z.object({
  event: z.object({ channel: z.string(), user: z.string() }),
  authorizations: z.array(z.object({ user_id: z.string() })).default([]),
})

/** Reports channels that may accept posts again: unarchived ones, and those to which the bot was added. */
export function listenForChannels(app: App, { onChannelChange }: ChannelEventsContext): void {
  app.event('channel_unarchive', async ({ event }) => onChannelChange?.('slack', event.channel))
  app.event('group_unarchive', async ({ event }) => onChannelChange?.('slack', event.channel))
  app.event('member_joined_channel', async ({ body }) => {
    const { event, authorizations } = joined.parse(body)
    if (authorizations.some((bot) => bot.user_id === event.user)) onChannelChange?.('slack', event.channel)
  })
}
