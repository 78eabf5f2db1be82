import type { App } from '@slack/bolt'
import { z } from 'zod'
import { parseAction } from '../../domain/action.ts'
import type { MessageRef } from '../../domain/delivery.ts'
import type { Reply } from '../../domain/interaction.ts'
import { fallbackReply } from '../shared/fallback-replies.ts'
import { safeAnswer } from '../shared/safe-answer.ts'
import { requesterIn } from './context.ts'
import type { InteractionContext } from './interactions.ts'
import { sendReply } from './responder.ts'
import { messageChannel, responseUrlChannel } from './response-channel.ts'

/** Slack reports the use of link buttons, too. The formatter gives them ids that begin so. */
const linkId = 'open'

const inMessage = z.object({
  type: z.literal('message'),
  channel_id: z.string(),
  message_ts: z.string(),
  thread_ts: z.string().optional(),
  is_ephemeral: z.boolean().optional(),
})

/** In the bot's Home there is no channel and no message. */
const inView = z.object({ type: z.literal('view'), view_id: z.string() })

type Container = z.infer<typeof inMessage> | z.infer<typeof inView>

const click = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  container: z.discriminatedUnion('type', [inMessage, inView]),
})

const use = z.object({
  action_id: z.string(),
  value: z.string().optional(),
  selected_option: z.object({ value: z.string() }).nullish(),
})

/** Answers every control in our messages and in the bot's Home, for the eyes of whoever used it. */
export function handleActions(app: App, listener: InteractionContext): void {
  const { handler, users, api, log } = listener
  app.action({ type: 'block_actions', action_id: /^/ }, async ({ ack, action, body, respond }) => {
    await ack()
    const { action_id: id, value, selected_option: option } = use.parse(action)
    if (id.split(':')[0] === linkId) return
    const { user, container, trigger_id: trigger } = click.parse(body)
    const message = refOf(container, user.id)
    const requester = await requesterIn(message.channel, user.id, users)
    const control = parseAction(id)
    const chosen = option?.value ?? value ?? ''
    const reply: Reply = control
      ? await safeAnswer<Reply>(
          () => handler.action({ requester, control, value: chosen, message }),
          fallbackReply('failed', requester),
          { platform: 'slack', control },
          log,
        )
      : fallbackReply('unknownAction', requester)
    const about = { thread: message.thread, isReplaceable: requester.isDirect || isPrivate(container) }
    const voice =
      container.type === 'view' ? messageChannel(requester, api) : responseUrlChannel(respond, requester, about, api)
    await sendReply(reply, { requester, trigger, voice, message }, listener)
  })
}

/** What is done in the bot's Home is answered in the conversation with the bot, which a person's id stands for. */
function refOf(container: Container, user: string): MessageRef {
  if (container.type === 'view') return { platform: 'slack', channel: user, message: container.view_id }
  const { channel_id, message_ts, thread_ts } = container
  const thread = thread_ts !== undefined && thread_ts !== message_ts
  return { platform: 'slack', channel: channel_id, message: message_ts, ...(thread && { thread: thread_ts }) }
}

function isPrivate(container: Container): boolean {
  return container.type === 'message' && container.is_ephemeral === true
}
