import type { App } from '@slack/bolt'
import type { Reply } from '../../domain/request.ts'
import { answered } from '../answering.ts'
import { failed } from '../sentences.ts'
import { askerIn } from './asker.ts'
import type { Listener } from './readers.ts'
import { say } from './say.ts'
import { voiceThrough } from './voice.ts'

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
