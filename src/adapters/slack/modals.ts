import type { App, ViewStateValue, ViewSubmitAction } from '@slack/bolt'
import { parseControl } from '../../domain/action.ts'
import type { Reply } from '../../domain/interaction.ts'
import { failed, unknownControl } from '../shared/fallback-replies.ts'
import { answered } from '../shared/safe-answer.ts'
import { askerIn, contextIn } from './context.ts'
import type { Listener } from './interactions.ts'
import { say } from './responder.ts'
import { voiceIn } from './response-channel.ts'

/** Answers the dialogs that are sent, in the channel where they were opened. */
export function answerForms(app: App, listener: Listener): void {
  const { answers, people, api, log } = listener
  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: /^mp:/ }, async ({ ack, view, body }) => {
    await ack()
    const { channel, message } = contextIn(view.private_metadata)
    const asker = await askerIn(channel, body.user.id, people)
    const control = parseControl(view.callback_id)
    const values = Object.fromEntries(
      Object.entries(view.state.values).map(([name, fields]) => [name, Object.values(fields).flatMap(valuesOf)]),
    )
    const about = { platform: 'slack', request: 'form', control } as const
    const reply = control
      ? await answered<Reply>(
          () => answers.submit({ asker, control, values, ...(message && { message }) }),
          failed,
          about,
          log,
        )
      : unknownControl
    await say(reply, { asker, trigger: body.trigger_id, voice: voiceIn(asker, api, message?.thread) }, listener)
  })
}

/** What was typed into a field or chosen in it; nothing where it was left empty. */
function valuesOf({ value, selected_option: one, selected_options: several = [] }: ViewStateValue): string[] {
  const options = [...(one ? [one] : []), ...several].map((option) => option.value)
  return value ? [value, ...options] : options
}
