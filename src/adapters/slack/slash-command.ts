import type { App } from '@slack/bolt'
import type { Reply } from '../../domain/interaction.ts'
import { failed } from '../shared/fallback-replies.ts'
import { answered } from '../shared/safe-answer.ts'
import { askerIn } from './context.ts'
import type { Listener } from './interactions.ts'
import { say } from './responder.ts'
import { voiceThrough } from './response-channel.ts'

/** Answers `/digest`. */
export function answerCommands(app: App, listener: Listener): void {
  const { answers, people, api, log } = listener
  app.command('/digest', async ({ ack, command, respond }) => {
    await ack()
    const asker = await askerIn(command.channel_id, command.user_id, people)
    const reply = await answered<Reply>(
      () => answers.command({ asker, text: command.text.trim() }),
      failed,
      { platform: 'slack', request: 'command' },
      log,
    )
    const voice = voiceThrough(respond, asker, { thread: undefined, isReplaceable: false }, api)
    await say(reply, { asker, trigger: command.trigger_id, voice }, listener)
  })
}
