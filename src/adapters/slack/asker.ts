import { z } from 'zod'
import type { MessageRef } from '../../domain/delivery.ts'
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

/** A dialog that an earlier version opened knows no message. */
const context = z.object({
  channel: z.string(),
  message: z.object({ channel: z.string(), message: z.string(), thread: z.string().optional() }).optional(),
})

/** Where a dialog is opened, and from which message, as it is kept in the dialog: its submission does not say. */
export function contextOf({ channel }: Pick<Asker, 'channel'>, message: MessageRef | undefined): string {
  return JSON.stringify({ channel, ...(message && { message: own(message) }) } satisfies z.infer<typeof context>)
}

function own({ channel, message, thread }: MessageRef) {
  return { channel, message, ...(thread && { thread }) }
}

/** The channel in whose context a dialog was opened, and the message whose control opened it. */
export function contextIn(text: string): { readonly channel: string; readonly message?: MessageRef } {
  const { channel, message } = context.parse(JSON.parse(text))
  return {
    channel,
    ...(message && { message: { platform: 'slack', ...message, ...(message.thread && { thread: message.thread }) } }),
  }
}
