import { expect } from 'vitest'
import { createSlack } from '../../../src/adapters/slack/slack.ts'
import { serializeAction } from '../../../src/domain/action.ts'
import type { InteractionHandler } from '../../../src/domain/interaction.ts'
import { slackRequest } from '../../../src/formatters/slack/api-call.ts'
import { personOf } from '../../../src/simulator/slack/context.ts'
import { type SlackSimulator, startSlackSimulator } from '../../../src/simulator/slack/server.ts'
import type { SlackMessage } from '../../../src/simulator/slack/state.ts'
import {
  type AdapterFixture,
  hurriedClock,
  memoryLog,
  onlyThese,
  patience,
  type Seen,
} from '../../contracts/adapter-fixture.ts'
import { vocabulary } from '../../contracts/digest.ts'
import { manifest } from './manifest.ts'

export interface SlackFixture extends AdapterFixture {
  readonly simulator: SlackSimulator
  readonly log: ReturnType<typeof memoryLog>
  /** The channels that were reported as changed. */
  readonly changedChannels: readonly string[]
}

/** The Slack adapter, connected to the simulator. Both have Slack's rate limits, or neither. */
export async function openSlackFixture(
  handler: Partial<InteractionHandler>,
  rateLimits?: 'real',
  claim?: (name: string) => Promise<boolean>,
): Promise<SlackFixture> {
  const simulator = await startSlackSimulator({ rateLimits: rateLimits ?? 'off' })
  const { state, apiUrl, botToken, appToken, faults, scopes } = simulator
  // The granted scopes are those that the app asks for when it is created.
  scopes.clear()
  for (const scope of manifest.oauth_config.scopes.bot) scopes.add(scope)
  const log = memoryLog()
  const changedChannels: string[] = []
  const onChannelChange = (_: string, changed: string) => void changedChannels.push(changed)
  const options = {
    apiUrl,
    log,
    vocabulary,
    onChannelChange,
    claim,
    handler: onlyThese(handler),
    ...(!rateLimits && { clock: hurriedClock }),
  }
  const platform = createSlack({ ...options, botToken, appToken })
  await platform.start()
  await expect.poll(() => platform.listeningOutage, patience).toBeUndefined()
  const channel = 'C0MORNING01'
  const reader = 'U0ROBIN0001'
  const direct = () => state.directWith(personOf(state, reader)).id
  const messages = () => state.messages(channel)
  const type = (where: string, text: string) =>
    simulator.command({ user: reader, channel: where, command: '/digest', text })

  return {
    simulator,
    log,
    changedChannels,
    platform,
    faults,
    channel,
    nowhere: 'C0NOWHERE99',
    reader,
    colleague: 'U0AMARA0001',
    dialogWithinMs: 3_000,
    posts: (call) => call === 'chat.postMessage',
    reads: (call) => call === 'conversations.history' || call === 'conversations.replies',
    seen: () =>
      messages()
        .filter(({ ephemeralFor }) => !ephemeralFor)
        .map(seen),
    whispered: (to) =>
      messages()
        .filter(({ ephemeralFor }) => ephemeralFor === to)
        .map(words),
    use: (message, control, value) => {
      const actionId = serializeAction(control)
      const blockId = blockOf(
        messages().find(({ ts }) => ts === message.message),
        actionId,
      )
      return simulator.act({ user: reader, channel, ts: message.message, blockId, actionId, value })
    },
    conversation: (person) => state.messages(state.directWith(personOf(state, person)).id).map(words),
    useInPrivate: (control, value = '') => {
      const actionId = serializeAction(control)
      const own = [...messages(), ...state.messages(direct())]
      const message = own.findLast((each) => blockOf(each, actionId) !== '')
      if (!message) throw new Error(`there is no control ${actionId}`)
      const { channel: where, ts } = message
      return simulator.act({ user: reader, channel: where, ts, blockId: blockOf(message, actionId), actionId, value })
    },
    ask: (about, details = {}) =>
      type(channel, [about, ...Object.entries(details).map(([name, value]) => `${name}:"${value}"`)].join(' ')),
    askDirectly: (about) => type(direct(), about),
    suggestMessage: (text) => {
      const { ts } = state.say('U0AMARA0001', channel, text)
      const [shortcut] = manifest.features.shortcuts
      return simulator.useShortcut({ user: reader, channel, ts, callbackId: shortcut?.callback_id ?? '' })
    },
    dialog: () => {
      const view = simulator.views.modalOf(reader)?.view as View | undefined
      return view && { title: view.title.text, fields: view.blocks.map(({ block_id }) => block_id) }
    },
    fillIn: async (values) => {
      expect(await simulator.submitView({ user: reader, values })).toEqual({})
    },
    shutOut: (person) => {
      state.directWith(personOf(state, person)).isArchived = true
    },
    useOutdated: () => {
      const button = { type: 'button', action_id: 'v0:like', text: { type: 'plain_text', text: 'Like' }, value: '1' }
      const blocks = [{ type: 'actions', block_id: 'old', elements: [button] }]
      const { ts } = state.post({ channel, user: state.bot.id, text: 'Old news', blocks })
      return simulator.act({ user: reader, channel, ts, blockId: 'old', actionId: 'v0:like', value: '1' })
    },
    change: () =>
      new Promise((resolve) => {
        const stop = state.onChange(() => {
          stop()
          resolve()
        })
      }),
    request: slackRequest,
    stranger: () => createSlack({ ...options, botToken: 'xoxb-never-given-out', appToken }),
    complaints: () => simulator.protocolErrors,
    close: async () => {
      await platform.stop()
      await simulator.close()
    },
  }
}

interface View {
  readonly title: { readonly text: string }
  readonly blocks: readonly { readonly block_id: string }[]
}

function words(message: SlackMessage): string {
  return [message.text, JSON.stringify(message.blocks ?? [])].join('\n')
}

function seen(message: SlackMessage): Seen {
  const { ts, threadTs } = message
  return { id: ts, words: words(message), notifies: notified(message), ...(threadTs && { under: threadTs }) }
}

/** Everything in a message by which Slack notifies people. */
function notified(message: SlackMessage): string[] {
  const calls = /<!(?:channel|here|everyone|subteam\^\w+)[^>]*>|<@\w+>/g
  return [...(message.text.match(calls) ?? []), ...callingElements(message.blocks)]
}

function callingElements(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  const { type } = node as { type?: unknown }
  const own = type === 'broadcast' || type === 'user' || type === 'usergroup' ? [String(type)] : []
  return [...own, ...Object.values(node).flatMap(callingElements)]
}

function blockOf(message: SlackMessage | undefined, actionId: string): string {
  const block = message?.blocks?.find((each) => JSON.stringify(each).includes(JSON.stringify(actionId)))
  return (block as { block_id?: string } | undefined)?.block_id ?? ''
}
