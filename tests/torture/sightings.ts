import type { PlatformName } from '../../src/domain/destination.ts'
import type { Marker } from '../../src/domain/platform.ts'
import { markerNonce } from '../../src/formatters/discord/marker.ts'
import type { DiscordMessage } from '../../src/sandbox/discord/world.ts'
import type { SlackMessage } from '../../src/sandbox/slack/world.ts'
import type { Stage } from './stage.ts'
import { type Shown, type Wanted, withoutIds } from './wanted.ts'

/** A message of the bot that everybody in a channel sees. */
export interface Sighting {
  readonly platform: PlatformName
  readonly channel: string
  /** The message in whose thread it stands. */
  readonly under?: string
  readonly id: string
  /** Counts all messages of the run, oldest first. */
  readonly nth: number
  shown(): Shown
}

/** Watches both platforms and knows every message by its invisible marker, whatever it says. */
export class Sightings {
  /** Messages of which nobody knows what they are: each is one too many. */
  readonly strays: Sighting[] = []
  readonly #found = new Map<string, Sighting[]>()
  readonly #nonces = new Map<string, Marker>()
  readonly #starters = new Map<string, Marker>()
  readonly #stage: Stage
  readonly #onSight: (seen: Sighting) => void
  #count = 0

  constructor(stage: Stage, onSight: (seen: Sighting) => void) {
    this.#stage = stage
    this.#onSight = onSight
    const { slack, discord } = stage
    slack.world.onChange(({ channel, ts, what }) => {
      const message = slack.world.message(channel, ts)
      if (what === 'posted' && message) this.#onSlack(message)
    })
    discord.world.onChange(({ channelId, messageId, what }) => {
      const message = discord.world.message(channelId, messageId)
      if (what === 'posted' && message) this.#onDiscord(message)
    })
  }

  /** How many messages there are. */
  get count(): number {
    return this.#count
  }

  of(marker: Marker): readonly Sighting[] {
    return this.#found.get(keyOf(marker)) ?? []
  }

  /** Says what is to come, before it comes: Discord's markers cannot be read, only recognised. */
  expect({ posting: { marker, part, place } }: Wanted, token: string): void {
    this.#nonces.set(markerNonce(marker), marker)
    // The call that opens a forum post has no nonce; its title is its own.
    if ('message' in part.body) this.#starters.set(`${place.channel} ${token}`, marker)
  }

  #onSlack(message: SlackMessage): void {
    if (message.user !== this.#stage.slack.world.bot.id || message.ephemeralFor) return
    const { channel, threadTs, ts } = message
    const { event_payload: payload } = (message.metadata ?? {}) as { event_payload?: Marker }
    this.#note(payload, {
      platform: 'slack',
      channel,
      ...(threadTs && { under: threadTs }),
      id: ts,
      shown: () => ({ text: message.text, body: withoutIds(message.blocks ?? []) }),
    })
  }

  #onDiscord(message: DiscordMessage): void {
    const { world } = this.#stage.discord
    if (message.author.id !== world.bot.id || message.ephemeralFor) return
    const { parentId, name } = world.channels.get(message.channelId) ?? {}
    const isStarter = message.id === message.channelId
    const [token = ''] = /p\d+-\d+/.exec(name ?? '') ?? []
    const marker = isStarter ? this.#starters.get(`${parentId} ${token}`) : this.#nonces.get(message.nonce ?? '')
    this.#note(marker, {
      platform: 'discord',
      channel: parentId ?? message.channelId,
      ...(parentId && !isStarter && { under: message.channelId }),
      id: message.id,
      shown: () => ({ text: message.content, body: withoutIds(message.components) }),
    })
  }

  #note(marker: Marker | undefined, seen: Omit<Sighting, 'nth'>): void {
    this.#count += 1
    const sighting = { ...seen, nth: this.#count }
    if (!marker) {
      this.strays.push(sighting)
      return
    }
    this.#onSight(sighting)
    const key = keyOf(marker)
    this.#found.set(key, [...(this.#found.get(key) ?? []), sighting])
  }
}

function keyOf({ delivery, part }: Marker): string {
  return `${delivery}\n${part}`
}
