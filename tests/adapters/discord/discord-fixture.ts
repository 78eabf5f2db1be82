import { vi } from 'vitest'
import { suggestCommand } from '../../../src/adapters/discord/command-definition.ts'
import { createDiscord } from '../../../src/adapters/discord/discord.ts'
import { serializeAction } from '../../../src/domain/action.ts'
import type { Layout } from '../../../src/domain/destination.ts'
import type { InteractionHandler } from '../../../src/domain/interaction.ts'
import type { Part } from '../../../src/domain/part.ts'
import { discordRequest } from '../../../src/formatters/discord/api-call.ts'
import { renderDiscord } from '../../../src/formatters/discord/render.ts'
import { type DiscordSimulator, startDiscordSimulator } from '../../../src/simulator/discord/server.ts'
import type { DiscordMessage } from '../../../src/simulator/discord/state.ts'
import { channelType } from '../../../src/validators/discord/limits.ts'
import {
  type AdapterFixture,
  hurriedClock,
  memoryLog,
  onlyThese,
  patience,
  type Seen,
} from '../../contracts/adapter-fixture.ts'
import { aDigest, vocabulary } from '../../contracts/digest.ts'

export interface DiscordFixture extends AdapterFixture {
  readonly simulator: DiscordSimulator
  readonly forum: string
  readonly log: ReturnType<typeof memoryLog>
}

/** The Discord adapter, connected to the simulator. Both have Discord's rate limits, or neither. */
export async function openDiscordFixture(
  handler: Partial<InteractionHandler>,
  rateLimits?: 'real',
): Promise<DiscordFixture> {
  const simulator = await startDiscordSimulator({ rateLimits: rateLimits ?? 'off' })
  const { state, apiUrl, token, faults } = simulator
  const log = memoryLog()
  const options = { apiUrl, log, vocabulary, handler: onlyThese(handler), ...(!rateLimits && { clock: hurriedClock }) }
  const platform = createDiscord({ ...options, token })
  await platform.start()
  await vi.waitUntil(() => !platform.listeningOutage, patience)
  await vi.waitUntil(() => log.lines.filter(({ message }) => message === 'command registered').length === 2, patience)
  const idOf = (name: string) => [...state.channels.values()].find((each) => each.name === name)?.id ?? ''
  const channel = idOf('morning-post')
  const personCalled = (name: string) => [...state.users.values()].find(({ username }) => username === name)?.id ?? ''
  const reader = personCalled('robin')
  const everywhere = () => [...state.channels.keys()].flatMap((id) => state.messages(id))
  const directWith = (person: string) => {
    const user = state.users.get(person)
    if (!user) throw new Error(`nobody is called ${person}`)
    return state.directWith(user).id
  }
  const isDirect = (id: string) => state.channels.get(id)?.type === channelType.direct
  const messages = () => everywhere().filter(({ channelId }) => !isDirect(channelId))
  const type = (channelId: string, about: string, details: Readonly<Record<string, string>> = {}) => {
    const filled = Object.entries({ ...(about && { about }), ...details })
    const options = filled.map(([name, value]) => ({ type: 3, name, value }))
    return simulator.command({ user: reader, channelId, name: 'digest', options })
  }

  return {
    simulator,
    log,
    forum: idOf('digests'),
    platform,
    faults,
    channel,
    nowhere: '1999999999999999999',
    reader,
    colleague: personCalled('amara'),
    dialogWithinMs: 1_500,
    posts: (call) => /^POST \/channels\/\d+\/messages$/.test(call),
    reads: (call) => /^GET \/channels\/\d+\/messages$/.test(call),
    seen: () =>
      messages()
        .filter(({ ephemeralFor }) => !ephemeralFor)
        .map((message) => seen(message, channel)),
    whispered: (to) =>
      messages()
        .filter(({ ephemeralFor }) => ephemeralFor === to)
        .map(words)
        .filter(Boolean),
    use: (message, control, value) =>
      simulator.act({
        user: reader,
        channelId: message.channel,
        messageId: message.message,
        customId: serializeAction(control),
        ...(value && { values: [value] }),
      }),
    conversation: (person) => state.messages(directWith(person)).map(words),
    useInPrivate: (control, value) => {
      const customId = serializeAction(control)
      const message = everywhere().findLast(
        (each) => words(each).includes(customId) && (each.ephemeralFor === reader || isDirect(each.channelId)),
      )
      if (!message) throw new Error(`there is no control ${customId}`)
      const { channelId, id: messageId } = message
      return simulator.act({ user: reader, channelId, messageId, customId, ...(value && { values: [value] }) })
    },
    ask: (about, details) => type(channel, about, details),
    askDirectly: (about) => type(directWith(reader), about),
    suggestMessage: (text) => {
      const { id: messageId } = state.say(personCalled('amara'), channel, text)
      return simulator.commandOnMessage({ user: reader, channelId: channel, messageId, name: suggestCommand().name })
    },
    dialog: () => {
      const modal = simulator.dialogs.dialogOf(reader) as Modal | undefined
      return modal && { title: modal.title, fields: modal.components.map(({ component }) => component.custom_id) }
    },
    fillIn: (values) => simulator.submit({ user: reader, values }),
    shutOut: (person) => void state.closedTo.add(person),
    useOutdated: () => {
      const button = { type: 2, style: 2, label: 'Like', custom_id: 'v0:like' }
      const components = [{ type: 1, components: [button] }]
      const { id } = state.post({ channelId: channel, author: state.bot, content: 'Old news', components })
      return simulator.act({ user: reader, channelId: channel, messageId: id, customId: 'v0:like' })
    },
    change: () =>
      new Promise((resolve) => {
        const stop = state.onChange(() => {
          stop()
          resolve()
        })
      }),
    request: discordRequest,
    stranger: () => createDiscord({ ...options, token: 'never.given.out' }),
    complaints: () => simulator.protocolErrors,
    close: async () => {
      await platform.stop()
      await simulator.close()
    },
  }
}

interface Modal {
  readonly title: string
  readonly components: readonly { readonly component: { readonly custom_id: string } }[]
}

function words({ content, components }: DiscordMessage): string {
  return [content, ...(components.length > 0 ? [JSON.stringify(components)] : [])].join('\n')
}

function seen(message: DiscordMessage, channel: string): Seen {
  const { id, channelId, mentions } = message
  return {
    id,
    words: words(message),
    notifies: [...(mentions.everyone ? ['everyone'] : []), ...mentions.roles, ...mentions.users],
    // A thread has the id of the message it hangs on.
    ...(channelId !== channel && { under: channelId }),
  }
}

/** A part of `aDigest`. */
export function partOn(layout: Layout, key: string): Part {
  const found = renderDiscord(aDigest, layout, vocabulary).find((each) => each.key === key)
  if (!found) throw new Error(`the digest has no part ${key}`)
  return found
}
