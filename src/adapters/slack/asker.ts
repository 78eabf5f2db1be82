import { z } from 'zod'
import type { Asker } from '../../domain/request.ts'
import type { People } from './people.ts'

/** Who asks in which channel. Slack knows no right to manage a channel, and whoever asks there is a member. */
export async function askerIn(channel: string, user: string, people: People): Promise<Asker> {
  return {
    platform: 'slack',
    user,
    channel,
    isDirect: isDirect(channel),
    managesChannel: true,
    roles: [],
    ...(await people(user)),
  }
}

/** A conversation with the bot; a person's own id stands for it where Slack names no channel. */
function isDirect(channel: string): boolean {
  return /^[DUW]/.test(channel)
}

const context = z.object({ channel: z.string() })

/** Where a dialog is opened, as it is kept in the dialog: its submission does not say. */
export function contextOf({ channel }: Pick<Asker, 'channel'>): string {
  return JSON.stringify({ channel } satisfies z.infer<typeof context>)
}

/** The channel in whose context a dialog was opened. */
export function channelIn(text: string): string {
  return context.parse(JSON.parse(text)).channel
}
