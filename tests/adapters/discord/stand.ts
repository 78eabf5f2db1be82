import { createDiscord } from '../../../src/adapters/discord/discord.ts'
import { controlId } from '../../../src/domain/control.ts'
import type { ControlHandler } from '../../../src/domain/request.ts'
import { type DiscordStandIn, startDiscordStandIn } from '../../../src/sandbox/discord/stand-in.ts'
import type { DiscordMessage } from '../../../src/sandbox/discord/world.ts'
import { vocabulary } from '../../contracts/digest.ts'
import { hurriedClock, memoryLog, type Seen, type Stand } from '../../contracts/stand.ts'

export interface DiscordStand extends Stand {
  readonly standIn: DiscordStandIn
  readonly forum: string
  readonly log: ReturnType<typeof memoryLog>
}

/** The Discord adapter, connected to the stand-in. Both keep to Discord's rate limits, or neither does. */
export async function openDiscordStand(onControl: ControlHandler, rateLimits?: 'real'): Promise<DiscordStand> {
  const standIn = await startDiscordStandIn({ rateLimits: rateLimits ?? 'off' })
  const { world, apiUrl, token, faults } = standIn
  const log = memoryLog()
  const options = { apiUrl, log, vocabulary, onControl, ...(!rateLimits && { clock: hurriedClock }) }
  const platform = createDiscord({ ...options, token })
  await platform.start()
  const idOf = (name: string) => [...world.channels.values()].find((each) => each.name === name)?.id ?? ''
  const channel = idOf('morning-post')
  const reader = [...world.users.values()].find(({ displayName }) => displayName === 'Robin Lee')?.id ?? ''
  const messages = () => [...world.channels.keys()].flatMap((id) => world.messages(id))

  return {
    standIn,
    log,
    forum: idOf('digests'),
    platform,
    faults,
    channel,
    nowhere: '1999999999999999999',
    reader,
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
        values: [value],
      }),
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
