import { createDiscord } from '../../../src/adapters/discord/discord.ts'
import { controlId } from '../../../src/domain/action.ts'
import type { Answers } from '../../../src/domain/interaction.ts'
import { type DiscordStandIn, startDiscordStandIn } from '../../../src/simulator/discord/server.ts'
import type { DiscordMessage } from '../../../src/simulator/discord/state.ts'
import { channelType } from '../../../src/validators/discord/limits.ts'
import { hurriedClock, memoryLog, onlyThese, type Seen, type Stand } from '../../contracts/adapter-fixture.ts'
import { vocabulary } from '../../contracts/digest.ts'

export interface DiscordStand extends Stand {
  readonly standIn: DiscordStandIn
  readonly forum: string
  readonly log: ReturnType<typeof memoryLog>
}

/** The Discord adapter, connected to the stand-in. Both keep to Discord's rate limits, or neither does. */
export async function openDiscordStand(answers: Partial<Answers>, rateLimits?: 'real'): Promise<DiscordStand> {
  const standIn = await startDiscordStandIn({ rateLimits: rateLimits ?? 'off' })
  const { world, apiUrl, token, faults } = standIn
  const log = memoryLog()
  const options = { apiUrl, log, vocabulary, answers: onlyThese(answers), ...(!rateLimits && { clock: hurriedClock }) }
  const platform = createDiscord({ ...options, token })
  await platform.start()
  const idOf = (name: string) => [...world.channels.values()].find((each) => each.name === name)?.id ?? ''
  const channel = idOf('morning-post')
  const personCalled = (name: string) => [...world.users.values()].find(({ username }) => username === name)?.id ?? ''
  const reader = personCalled('robin')
  const everywhere = () => [...world.channels.keys()].flatMap((id) => world.messages(id))
  const directWith = (person: string) => {
    const user = world.users.get(person)
    if (!user) throw new Error(`nobody is called ${person}`)
    return world.directWith(user).id
  }
  const isDirect = (id: string) => world.channels.get(id)?.type === channelType.direct
  const messages = () => everywhere().filter(({ channelId }) => !isDirect(channelId))
  const type = (channelId: string, about: string, details: Readonly<Record<string, string>> = {}) => {
    const filled = Object.entries({ ...(about && { about }), ...details })
    const options = filled.map(([name, value]) => ({ type: 3, name, value }))
    return standIn.command({ user: reader, channelId, name: 'digest', options })
  }

  return {
    standIn,
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
      standIn.act({
        user: reader,
        channelId: message.channel,
        messageId: message.message,
        customId: controlId(control),
        ...(value && { values: [value] }),
      }),
    conversation: (person) => world.messages(directWith(person)).map(words),
    useInPrivate: (control, value) => {
      const customId = controlId(control)
      const message = everywhere().findLast(
        (each) => words(each).includes(customId) && (each.ephemeralFor === reader || isDirect(each.channelId)),
      )
      if (!message) throw new Error(`there is no control ${customId}`)
      const { channelId, id: messageId } = message
      return standIn.act({ user: reader, channelId, messageId, customId, ...(value && { values: [value] }) })
    },
    ask: (about, details) => type(channel, about, details),
    askDirectly: (about) => type(directWith(reader), about),
    dialog: () => {
      const modal = standIn.dialogs.dialogOf(reader) as Modal | undefined
      return modal && { title: modal.title, fields: modal.components.map(({ component }) => component.custom_id) }
    },
    fillIn: (values) => standIn.submit({ user: reader, values }),
    shutOut: (person) => void world.closedTo.add(person),
    useOutdated: () => {
      const button = { type: 2, style: 2, label: 'Like', custom_id: 'v0:like' }
      const components = [{ type: 1, components: [button] }]
      const { id } = world.post({ channelId: channel, author: world.bot, content: 'Old news', components })
      return standIn.act({ user: reader, channelId: channel, messageId: id, customId: 'v0:like' })
    },
    change: () =>
      new Promise((resolve) => {
        const stop = world.onChange(() => {
          stop()
          resolve()
        })
      }),
    stranger: () => createDiscord({ ...options, token: 'never.given.out' }),
    complaints: () => standIn.complaints,
    close: async () => {
      await platform.stop()
      await standIn.close()
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
