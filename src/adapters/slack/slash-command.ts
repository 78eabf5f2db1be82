import type { App } from '@slack/bolt'
import type { Reply } from '../../domain/interaction.ts'
import { fallbackReply } from '../shared/fallback-replies.ts'
import { safeAnswer } from '../shared/safe-answer.ts'
import { requesterIn } from './context.ts'
import type { InteractionContext } from './interactions.ts'
import { sendReply } from './responder.ts'
import { responseUrlChannel } from './response-channel.ts'

/** Answers `/digest`. */
export function handleCommands(app: App, listener: InteractionContext): void {
  const { handler, users, api, log } = listener
  app.command('/digest', async ({ ack, command, respond }) => {
    await ack()
    const requester = await requesterIn(command.channel_id, command.user_id, users)
    const reply = await safeAnswer<Reply>(
      () => handler.command({ requester, text: command.text.trim() }),
      fallbackReply('failed', requester),
      { platform: 'slack', request: 'command' },
      log,
    )
    const voice = responseUrlChannel(respond, requester, { thread: undefined, isReplaceable: false }, api)
    await sendReply(reply, { requester, trigger: command.trigger_id, voice }, listener)
  })
}
