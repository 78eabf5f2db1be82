import type { PlatformName } from '../../src/domain/destination.ts'
import type { Marker } from '../../src/domain/platform.ts'
import { markerNonce } from '../../src/formatters/discord/marker.ts'
import type { DiscordMessage } from '../../src/simulator/discord/state.ts'
import type { SlackMessage, SlackState } from '../../src/simulator/slack/state.ts'
import type { ChaosFixture } from './chaos-fixture.ts'
import { type Shown, shown } from './shown.ts'

/** A message of the bot that everybody in a channel sees. */
export interface PostedMessage {
  readonly platform: PlatformName
  /** The id of the Slack workspace or Discord server. */
  readonly workspace: string
  readonly channel: string
  /** The message in whose thread it stands. */
  readonly under?: string
  readonly id: string
  /** Counts all messages of the run, oldest first. */
  readonly nth: number
  shown(): Shown
  /** Whether it was not deleted since. */
  isThere(): boolean
}

/** Watches both platforms and recognizes every message by its invisible marker, whatever its text is. */
export class PostedMessages {
  readonly #found = new Map<string, PostedMessage[]>()
  readonly #byDelivery = new Map<string, PostedMessage[]>()
  /** By their markers: messages that are not matched to a part yet. */
  readonly #unknown = new Map<string, PostedMessage[]>()
  readonly #signs = new Map<string, Marker>()
  readonly #fixture: ChaosFixture
  readonly #onSight: (seen: PostedMessage) => void
  /** How many messages there are in each workspace. */
  readonly countIn = new Map<string, number>()
  #count = 0

  constructor(fixture: ChaosFixture, onSight: (seen: PostedMessage) => void) {
    this.#fixture = fixture
    this.#onSight = onSight
    const { workspaces, discord } = fixture
    for (const { state } of workspaces.values()) {
      state.onChange(({ channel, ts, what }) => {
        const message = what === 'posted' && state.message(channel, ts)
        if (message) this.#onSlack(message, state)
      })
    }
    discord.state.onChange(({ channelId, messageId, what }) => {
      const message = what === 'posted' && discord.state.message(channelId, messageId)
      if (message) this.#onDiscord(message)
    })
  }

  /** How many messages there are. */
  get count(): number {
    return this.#count
  }

  of(marker: Marker): readonly PostedMessage[] {
    return this.#found.get(keyOf(marker)) ?? []
  }

  /** All messages of a delivery. */
  ofDelivery(delivery: string): readonly PostedMessage[] {
    return this.#byDelivery.get(delivery) ?? []
  }

  /** Messages that should not be there at all. */
  get strays(): readonly PostedMessage[] {
    return [...this.#unknown.values()].flat()
  }

  /** Announces expected messages, or ones that were recognized: Discord's markers cannot be decoded, only compared. */
  expect(marker: Marker): void {
    for (const sign of [keyOf(marker), markerNonce(marker)]) this.#introduce(sign, marker)
  }

  /** The call that opens a forum post has no nonce; its title is its own. */
  expectPost(marker: Marker, forum: string, token: string): void {
    this.#introduce(`${forum} ${token}`, marker)
  }

  #introduce(sign: string, marker: Marker): void {
    this.#signs.set(sign, marker)
    for (const seen of this.#unknown.get(sign) ?? []) this.#file(marker, seen)
    this.#unknown.delete(sign)
  }

  #onSlack(message: SlackMessage, state: SlackState): void {
    if (message.user !== state.bot.id || message.ephemeralFor) return
    const { channel, threadTs, ts } = message
    const { event_payload: marker } = (message.metadata ?? {}) as { event_payload?: Marker }
    this.#note(marker ? keyOf(marker) : '', {
      platform: 'slack',
      workspace: state.team.id,
      channel,
      ...(threadTs && { under: threadTs }),
      id: ts,
      shown: () => shown(message.text, message.blocks),
      isThere: () => {
        const now = state.message(channel, ts)
        return now !== undefined && !now.isTombstone
      },
    })
  }

  #onDiscord(message: DiscordMessage): void {
    const { state } = this.#fixture.discord
    // The line that Discord itself writes about a new thread is no message of the bot.
    if (message.author.id !== state.bot.id || message.ephemeralFor || message.createdThread) return
    const { parentId, name } = state.channels.get(message.channelId) ?? {}
    const isStarter = message.id === message.channelId
    const [token = ''] = /p\d+-\d+/.exec(name ?? '') ?? []
    this.#note(isStarter ? `${parentId} ${token}` : (message.nonce ?? ''), {
      platform: 'discord',
      workspace: state.guildIdAt(message.channelId),
      channel: parentId ?? message.channelId,
      ...(parentId && !isStarter && { under: message.channelId }),
      id: message.id,
      shown: () => shown(message.content, message.components),
      isThere: () => state.message(message.channelId, message.id) !== undefined,
    })
  }

  #note(sign: string, seen: Omit<PostedMessage, 'nth'>): void {
    this.#count += 1
    this.countIn.set(seen.workspace, (this.countIn.get(seen.workspace) ?? 0) + 1)
    const sighting = { ...seen, nth: this.#count }
    const marker = this.#signs.get(sign)
    if (marker) this.#file(marker, sighting)
    else add(this.#unknown, sign, sighting)
    this.#onSight(sighting)
  }

  #file(marker: Marker, sighting: PostedMessage): void {
    add(this.#found, keyOf(marker), sighting)
    add(this.#byDelivery, marker.delivery, sighting)
  }
}

function add(lists: Map<string, PostedMessage[]>, key: string, seen: PostedMessage): void {
  const list = lists.get(key)
  if (list) list.push(seen)
  else lists.set(key, [seen])
}

function keyOf({ delivery, part }: Marker): string {
  return `${delivery}\n${part}`
}
