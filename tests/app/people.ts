import { expect } from 'vitest'
import type { DiscordSimulator } from '../../src/simulator/discord/server.ts'
import type { SlackSimulator } from '../../src/simulator/slack/server.ts'
import { patience } from '../contracts/adapter-fixture.ts'
import { foreignChannel, type OwnerName, owners, personOf, slackOf } from './owners.ts'

/** A control of the bot, as it is written in a message. */
export interface Control {
  readonly id: string
  readonly values: readonly string[]
}

/** Actions of the people of one owner, each by another person. */
export interface People {
  readonly owner: OwnerName
  /** They type `/digest` in their channel. */
  type(text: string): Promise<void>
  /** They look at what the bot suggests while they type, if the platform has that. */
  suggest(text: string): Promise<void>
  /** Every person opens Home, if the platform has that. */
  openHomes(): Promise<void>
  /** They use a control in a message of their channel, even if it was made for others, and fill in a dialog that opens. */
  use(control: Control): Promise<void>
  /** They send a dialog that was made for others. */
  submit(control: string): Promise<void>
}

/** What is written in dialogs: the fields of all of them. */
const written: Readonly<Record<string, string>> = {
  words: 'A mistake',
  when: '07:00 UTC',
  until: 'tomorrow',
  title: 'x',
}

interface Platforms {
  readonly slack: SlackSimulator
  readonly discord: DiscordSimulator
}

export function peopleOf(owner: OwnerName, platforms: Platforms): People {
  return owner === 'mallow' ? onDiscord(platforms, owners.mallow.channel) : onSlack(owner, platforms)
}

/** Those who installed the app for themselves, in a server that the bot is not in. */
export const strangersOnDiscord = (platforms: Platforms): People => onDiscord(platforms, foreignChannel)

function onSlack(owner: OwnerName, { slack }: Platforms): People {
  const { channel } = owners[owner]
  const workspace = slackOf(slack, owner)
  const { state } = workspace
  let turn = 0
  const next = () => personOf(owner, turn++)
  const submit = async (user: string) => {
    const { view } = slack.views.modalOf(user) ?? {}
    if (!view) return
    const inputs = (view.blocks as readonly { type: string; block_id: string; element?: { type: string } }[]).filter(
      ({ type, element }) => type === 'input' && element?.type === 'plain_text_input',
    )
    const values = Object.fromEntries(inputs.map(({ block_id }) => [block_id, written[block_id] ?? 'x']))
    await workspace.submitView({ user, values })
    slack.views.close(user)
  }
  return {
    owner,
    type: async (text) => {
      // A busy machine loses its connection now and then.
      await expect.poll(() => slack.connections, patience).toBeGreaterThan(0)
      await workspace.command({ user: next(), channel, command: '/digest', text })
    },
    suggest: async () => {},
    openHomes: async () => {
      for (const at of [0, 1]) await workspace.openHome(personOf(owner, at))
    },
    use: async ({ id, values }) => {
      const user = next()
      const options = values.map((value) => ({ text: { type: 'plain_text', text: 'One' }, value }))
      const element = values.length > 0 ? { type: 'static_select', options } : { type: 'button', value: '1' }
      const blocks = [{ type: 'actions', block_id: 'b', elements: [{ ...element, action_id: id }] }]
      for (const value of values.length > 0 ? values : [undefined]) {
        const { ts } = state.post({ channel, user: state.bot.id, text: 'A message', blocks })
        await workspace.act({ user, channel, ts, blockId: 'b', actionId: id, ...(value !== undefined && { value }) })
      }
      await submit(user)
    },
    submit: async (control) => {
      const user = next()
      const field = (name: string) => ({
        type: 'input',
        block_id: name,
        element: { type: 'plain_text_input', action_id: name },
      })
      slack.views.open(user, {
        type: 'modal',
        callback_id: control,
        private_metadata: JSON.stringify({ channel }),
        title: { type: 'plain_text', text: 'A dialog' },
        blocks: Object.keys(written).map(field),
      })
      await submit(user)
    },
  }
}

function onDiscord({ discord }: Platforms, channelId: string): People {
  const { state } = discord
  let turn = 0
  const next = () => personOf('mallow', turn++)
  const optionsOf = (text: string, focused = false) => [
    { name: 'about', type: 3, value: text, ...(focused && { focused }) },
  ]
  const submit = async (user: string) => {
    const dialog = discord.dialogs.dialogOf(user)
    if (!dialog) return
    const fields = (dialog.components as readonly { component?: { type: number; custom_id: string } }[]).flatMap(
      ({ component }) => (component?.type === 4 ? [component.custom_id] : []),
    )
    await discord.submit({ user, values: Object.fromEntries(fields.map((name) => [name, written[name] ?? 'x'])) })
  }
  return {
    owner: 'mallow',
    type: (text) => discord.command({ user: next(), channelId, name: 'digest', options: optionsOf(text) }),
    suggest: async (text) =>
      void (await discord.suggest({ user: next(), channelId, name: 'digest', options: optionsOf(text, true) })),
    openHomes: async () => {},
    use: async ({ id, values }) => {
      const user = next()
      const options = values.map((value) => ({ label: 'One', value }))
      const component = values.length > 0 ? { type: 3, options } : { type: 2, style: 2, label: 'One' }
      const components = [{ type: 1, components: [{ ...component, custom_id: id }] }]
      for (const value of values.length > 0 ? values : [undefined]) {
        const { id: messageId } = state.post({ channelId, author: state.bot, content: 'A message', components })
        await discord.act({ user, channelId, messageId, customId: id, ...(value !== undefined && { values: [value] }) })
      }
      await submit(user)
    },
    // What a dialog of Discord is for is in its id, which the platform keeps: a control has to open it.
    submit: async () => {},
  }
}
