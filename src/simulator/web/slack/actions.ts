import { escapeEntities } from '../../../web/message-view/slack/mrkdwn.ts'
import type { SlackSimulator } from '../../slack/server.ts'
import type { SlackUser } from '../../slack/state.ts'
import { ActionError, type Client, FieldErrors, waitForAnswer } from '../client.ts'
import { typedMax } from '../composer.ts'
import { fieldName } from '../form-fields.ts'
import { channelsOf } from './channel-view.ts'
import type { SlashCommand } from './commands.ts'
import { messageShortcuts, typedCommand } from './commands.ts'
import { valuesOf } from './modal.ts'
export function slackActions(
  simulator: SlackSimulator,
  reader: SlackUser,
  commands: readonly SlashCommand[],
): Client['actions'] {
  const { state, views } = simulator
  const user = reader.id
  const shortcuts = messageShortcuts()
  return {
    say: async (form) => {
      const [text, channel] = [form.get('text') ?? '', form.get('channel') ?? '']
      const thread = form.get('thread') ?? undefined
      if (!text.trim() || text.length > typedMax) throw new ActionError('There is nothing to send, or too much')
      if (!channelsOf(state, reader).some(({ id }) => id === channel)) throw new ActionError('There is no such channel')
      const typed = typedCommand(text)
      if (!typed) {
        state.say(user, channel, escapeEntities(text.trim()), thread)
        return
      }
      if (!commands.some(({ command }) => command === typed.command)) {
        throw new ActionError(
          `${typed.command} is no command here. To send it as a message, put a blank before the slash`,
        )
      }
      if (thread !== undefined)
        throw new ActionError(`Slack has no commands in threads. Type ${typed.command} in the channel`)
      await waitForAnswer(simulator.command({ user, channel, ...typed }))
    },
    act: async (form) => {
      const field = (name: string) => form.get(name) ?? ''
      const use = { user, blockId: field('block'), actionId: field('action'), value: field('value') }
      if (form.has('home')) await waitForAnswer(simulator.actInHome(use))
      else await waitForAnswer(simulator.act({ ...use, channel: field('channel'), ts: field('ts') }))
    },
    submit: async (form) => {
      const modal = views.modalOf(user)
      if (!modal) throw new ActionError('That dialog is closed already')
      const wrong = await waitForAnswer(simulator.submitView({ user, values: valuesOf(modal, form) }))
      const problems = Object.entries(wrong).map(([id, problem]) => [fieldName(id), problem])
      if (problems.length > 0) throw new FieldErrors(Object.fromEntries(problems))
    },
    close: async () => views.close(user),
    choose: async (form) => {
      const [channel, ts, callbackId] = [form.get('channel') ?? '', form.get('ts') ?? '', form.get('entry') ?? '']
      if (!shortcuts.some(({ id }) => id === callbackId) || !state.message(channel, ts))
        throw new ActionError('There is no such entry')
      await waitForAnswer(simulator.useShortcut({ user, channel, ts, callbackId }))
    },
    dismiss: async (form) => {
      const [channel, ts] = [form.get('channel') ?? '', form.get('ts') ?? '']
      if (state.message(channel, ts)?.ephemeralFor === user) state.remove(channel, ts)
    },
  }
}
