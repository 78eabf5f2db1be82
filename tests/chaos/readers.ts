import type { PlatformName } from '../../src/domain/destination.ts'
import type { SlackState } from '../../src/simulator/slack/state.ts'
import type { ChaosFixture } from './chaos-fixture.ts'
import type { PostedMessage } from './posted-messages.ts'
import { Random } from './random.ts'

/** How far back readers look for something to discuss, in messages. */
const recent = 150

const questions = ['', 'agent', 'yesterday', 'tag:training memory', 'help', 'next', 'longer plan since:2026-01-01']

/** People who choose takeaways and ask for digests, whether or not they get an answer. */
export class Readers {
  /** What they did, and how often they were left without an answer. */
  actions = 0
  unanswered = 0
  readonly #fixture: ChaosFixture
  readonly #random: Random
  readonly #latest: PostedMessage[] = []

  constructor(fixture: ChaosFixture, seed: number) {
    this.#fixture = fixture
    this.#random = new Random(seed, 'readers')
  }

  onMessage(seen: PostedMessage): void {
    this.#latest.push(seen)
    if (this.#latest.length > recent) this.#latest.shift()
  }

  /** One of them does something. */
  async act(): Promise<void> {
    const [isQuestion, question, reader] = [
      this.#random.chance(0.4),
      this.#random.pick(questions),
      this.#random.whole(0, 2),
    ]
    const platform: PlatformName = this.#random.pick(['slack', 'discord', 'discord'])
    const at = this.#random.next()
    const messages = this.#latest.filter((seen) => seen.platform === platform)
    const message = messages[Math.floor(at * messages.length)]
    if (!message) return
    this.actions += 1
    try {
      if (isQuestion) await this.#ask(message, reader, question)
      else await this.#discuss(message, reader)
    } catch {
      // Nobody was there to answer, or not for long enough.
      this.unanswered += 1
    }
  }

  async #ask({ workspace, channel }: PostedMessage, reader: number, text: string): Promise<void> {
    const { workspaces, discord } = this.#fixture
    const slack = workspaces.get(workspace)
    const user = slack ? personIn(slack.state, reader) : (discordReaders[reader] ?? '')
    if (slack) return slack.command({ user, channel, command: '/digest', text })
    const options = text === '' ? [] : [{ type: 3, name: 'about', value: text }]
    return discord.command({ user, channelId: channel, name: 'digest', options })
  }

  async #discuss({ workspace, channel, under, id }: PostedMessage, reader: number): Promise<void> {
    const { workspaces, discord } = this.#fixture
    const slack = workspaces.get(workspace)
    const user = slack ? personIn(slack.state, reader) : (discordReaders[reader] ?? '')
    if (slack) {
      const select = selectIn(slack.state.message(channel, id)?.blocks)
      if (!select) return
      return slack.act({
        user,
        channel,
        ts: id,
        blockId: select.block,
        actionId: select.id,
        value: this.#random.pick(select.values),
      })
    }
    const channelId = under ?? (discord.state.message(channel, id) ? channel : id)
    const select = selectIn(discord.state.message(channelId, id)?.components)
    if (!select) return
    return discord.act({
      user,
      channelId,
      messageId: id,
      customId: select.id,
      values: [this.#random.pick(select.values)],
    })
  }
}

/** The first people of a workspace, in turn. */
function personIn({ users }: SlackState, at: number): string {
  return [...users.values()].filter(({ isBot }) => !isBot)[at]?.id ?? ''
}

const discordReaders = ['1100000000000000030', '1100000000000000031', '1100000000000000032']

interface Select {
  readonly id: string
  /** Slack's block around it. */
  readonly block: string
  readonly values: readonly string[]
}

/** The select that lists the takeaways of a section, anywhere in a message. */
export function selectIn(value: unknown, block = ''): Select | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const node = value as Readonly<Record<string, unknown>>
  const around = typeof node.block_id === 'string' ? node.block_id : block
  const id = String(node.action_id ?? node.custom_id ?? '')
  if (id.startsWith('mp:discuss:') && Array.isArray(node.options)) {
    return { id, block: around, values: node.options.map((option) => String(option.value)) }
  }
  for (const inner of Object.values(node)) {
    const found = selectIn(inner, around)
    if (found) return found
  }
  return undefined
}
