import type { App, ViewStateValue, ViewSubmitAction } from '@slack/bolt'
import { parseAction } from '../../domain/action.ts'
import type { Reply } from '../../domain/interaction.ts'
import { fallbackReply } from '../shared/fallback-replies.ts'
import { safeAnswer } from '../shared/safe-answer.ts'
import { parseMetadata, requesterIn } from './context.ts'
import type { InteractionContext } from './interactions.ts'
import { sendReply } from './responder.ts'
import { messageChannel } from './response-channel.ts'

/** Answers the dialogs that are sent, in the channel where they were opened. */
export function handleSubmissions(app: App, listener: InteractionContext): void {
  const { handler, users, api, log } = listener
  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: /^mp:/ }, async ({ ack, view, body }) => {
    await ack()
    const { channel, message } = parseMetadata(view.private_metadata)
    const requester = await requesterIn(channel, body.user.id, users)
    const control = parseAction(view.callback_id)
    const values = Object.fromEntries(
      Object.entries(view.state.values).map(([name, fields]) => [name, Object.values(fields).flatMap(valuesOf)]),
    )
    const about = { platform: 'slack', request: 'form', control } as const
    const reply = control
      ? await safeAnswer<Reply>(
          () => handler.submit({ requester, control, values, ...(message && { message }) }),
          fallbackReply('failed', requester),
          about,
          log,
        )
      : fallbackReply('unknownAction', requester)
    await sendReply(
      reply,
      { requester, trigger: body.trigger_id, voice: messageChannel(requester, api, message?.thread) },
      listener,
    )
  })
}

/** What was typed into a field or chosen in it; nothing where it was left empty. */
function valuesOf({ value, selected_option: one, selected_options: several = [] }: ViewStateValue): string[] {
  const options = [...(one ? [one] : []), ...several].map((option) => option.value)
  return value ? [value, ...options] : options
}
