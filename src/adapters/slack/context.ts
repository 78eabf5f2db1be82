import { z } from 'zod'
import type { MessageRef } from '../../domain/delivery.ts'
import type { Requester } from '../../domain/interaction.ts'
import type { UserDirectory } from './users.ts'

/** Who asks in which channel. Slack knows no right to manage a channel, and whoever asks there is a member. */
export async function requesterIn(channel: string, user: string, users: UserDirectory): Promise<Requester> {
  return {
    platform: 'slack',
    user,
    channel,
    isDirect: isDirect(channel),
    managesChannel: true,
    roles: [],
    ...(await users(user)),
  }
}

/** A conversation with the bot; a person's own id stands for it where Slack names no channel. */
function isDirect(channel: string): boolean {
  return /^[DUW]/.test(channel)
}

/** A message is its channel, its id, and its thread if it stands in one. An earlier version of a dialog knows none. */
const context = z.object({ channel: z.string(), message: z.array(z.string()).optional() })

/** Where a dialog is opened, and from which message, as it is kept in the dialog: its submission does not say. */
export function serializeMetadata({ channel }: Pick<Requester, 'channel'>, message: MessageRef | undefined): string {
  const from = message && [message.channel, message.message, ...(message.thread ? [message.thread] : [])]
  return JSON.stringify({ channel, ...(from && { message: from }) } satisfies z.infer<typeof context>)
}

/** The channel in whose context a dialog was opened, and the message whose control opened it. */
export function parseMetadata(text: string): { readonly channel: string; readonly message?: MessageRef } {
  const { channel, message: from = [] } = context.parse(JSON.parse(text))
  const [place, message, thread] = from
  if (!place || !message) return { channel }
  return { channel, message: { platform: 'slack', channel: place, message, ...(thread && { thread }) } }
}
