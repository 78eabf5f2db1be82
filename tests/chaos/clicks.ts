import { setTimeout as wait } from 'node:timers/promises'
import type { PlatformName } from '../../src/domain/destination.ts'
import type { DiscordState } from '../../src/simulator/discord/state.ts'
import type { FaultKind } from '../../src/simulator/faults.ts'
import type { SlackState } from '../../src/simulator/slack/state.ts'
import type { ChaosFixture } from './chaos-fixture.ts'
import { type Click, judgeClicks } from './click-audit.ts'
import type { Life } from './machine-address.ts'
import type { PostedMessage } from './posted-messages.ts'
import { Random } from './random.ts'
import { selectIn } from './readers.ts'

/** How far back people look for something to discuss, in messages. */
const recent = 150

/** Enough that everyone is answered long before their next turn: an answer is known by its reader and channel. */
const [slackPeople, slackChannels, discordPeople] = [8, 90, 2_000]

/** No answer comes later than this, in milliseconds. */
const answeredWithinMs = 60_000

/** Discord shows an error to a person who gets no first answer in this time, in milliseconds. */
const firstAnswerMs = 3_000

/** The process that makes a call, and the fault that the call meets. */
interface Caller {
  readonly life: Life | undefined
  readonly fault: FaultKind | undefined
}

/** People who type commands and use controls at a steady pace. One answer comes to each click. */
export class Clicks {
  readonly #fixture: ChaosFixture
  readonly #random: Random
  readonly #clicks: Click[] = []
  readonly #latest: PostedMessage[] = []
  /** Whose click is the latest, by reader and channel. */
  readonly #byReader = new Map<string, Click>()
  /** By what the answer is sent with: Slack's response address, Discord's token. */
  readonly #byToken = new Map<string, Click>()
  /** The click that is being sent. */
  #current: Click | undefined
  #turn = 0

  constructor(fixture: ChaosFixture, seed: number) {
    this.#fixture = fixture
    this.#random = new Random(seed, 'clicks')
    const { workspaces, discord } = fixture
    for (const { state } of workspaces.values()) {
      furnish(state)
      state.onChange(({ channel, ts, what }) => {
        const reader = what === 'posted' && state.message(channel, ts)?.ephemeralFor
        if (reader) this.#onAnswer('slack', reader, channel)
      })
    }
    for (let at = 0; at < discordPeople; at += 1) {
      const id = discordPerson(at)
      discord.state.users.set(id, { id, username: `p${at}`, displayName: `Person ${at}`, bot: false })
    }
    discord.state.onChange(({ channelId, messageId, what }) => {
      const reader = what === 'posted' && discord.state.message(channelId, messageId)?.ephemeralFor
      if (reader) this.#onAnswer('discord', reader, channelId)
    })
  }

  get count(): number {
    return this.#clicks.length
  }

  /** Until the signal aborts, about that many a second. */
  async run(perSecond: number, signal: AbortSignal): Promise<void> {
    if (perSecond === 0) return
    // A busy machine catches up.
    for (let due = performance.now(); !signal.aborted; due += this.#random.wait(1_000 / perSecond)) {
      const ms = due - performance.now()
      if (ms > 0) await wait(ms, undefined, { signal }).catch(() => {})
      if (!signal.aborted) void this.#click()
    }
  }

  onMessage(seen: PostedMessage): void {
    this.#latest.push(seen)
    if (this.#latest.length > recent) this.#latest.shift()
  }

  /** A process has let Slack know that it got this. */
  onAcknowledged(payload: Readonly<Record<string, unknown>>, life?: Life): void {
    const click = this.#byToken.get(pathOf(payload.response_url))
    if (life) click?.lives.push(life)
  }

  /** Called for every call of the bot and every event, before it is sent, with its fault. */
  onCall(platform: PlatformName, call: string, body: Readonly<Record<string, unknown>>, by: Caller): void {
    if (call.startsWith('EVENT ')) {
      if (!this.#current || this.#current.platform !== platform) return
      this.#byToken.set(platform === 'slack' ? pathOf(body.response_url) : String(body.token), this.#current)
      return
    }
    const click = this.#byToken.get(platform === 'slack' ? pathOf(body.response_url) : tokenIn(call))
    if (!click) return
    click.calls += 1
    click.calledAt ??= performance.now()
    if (platform === 'discord' && by.life && click.lives.length === 0) click.lives.push(by.life)
    const { fault } = by
    if (fault && fault.type !== 'slow') click.faults.push(fault.type)
  }

  /** The results of all clicks. */
  audit() {
    return judgeClicks(this.#clicks)
  }

  #onAnswer(platform: PlatformName, reader: string, channel: string): void {
    const click = this.#byReader.get(platform === 'slack' ? `${reader} ${channel}` : reader)
    if (!click) return
    click.answers += 1
    click.answeredAt ??= performance.now()
  }

  async #click(): Promise<void> {
    this.#turn += 1
    const platform: PlatformName = this.#random.pick(['slack', 'discord', 'discord'])
    const [isCommand, at, value] = [this.#random.chance(0.6), this.#random.next(), this.#random.next()]
    const messages = isCommand ? [] : this.#latest.filter((seen) => seen.platform === platform)
    const message = messages[Math.floor(at * messages.length)]
    if (platform === 'slack') await this.#onSlack(message, value)
    else await this.#onDiscord(message, value)
  }

  async #onSlack(message: PostedMessage | undefined, value: number): Promise<void> {
    const { workspaces } = this.#fixture
    const all = [...workspaces.values()]
    const slack = workspaces.get(message?.workspace ?? '') ?? all[this.#turn % all.length]
    if (!slack) return
    const { id: team } = slack.state.team
    const user = slackPerson(team, this.#turn % slackPeople)
    const found = message && selectIn(slack.state.message(message.channel, message.id)?.blocks)
    // Another answer may still come to them there.
    const lastAt = this.#byReader.get(`${user} ${message?.channel}`)?.at ?? Number.NEGATIVE_INFINITY
    const select = performance.now() - lastAt > answeredWithinMs ? found : undefined
    const channel =
      select && message ? message.channel : slackRoom(team, Math.floor(this.#turn / slackPeople) % slackChannels)
    await this.#send({ platform: 'slack', user, channel, kind: select ? 'control' : 'command' }, () => {
      if (!select || !message) return slack.command({ user, channel, command: '/digest', text: question(this.#turn) })
      const chosen = select.values[Math.floor(value * select.values.length)] ?? ''
      const { block: blockId, id: actionId } = select
      return slack.act({ user, channel, ts: message.id, blockId, actionId, value: chosen })
    })
  }

  async #onDiscord(message: PostedMessage | undefined, value: number): Promise<void> {
    const { discord } = this.#fixture
    const user = discordPerson(this.#turn % discordPeople)
    const home =
      message && (message.under ?? (discord.state.message(message.channel, message.id) ? message.channel : message.id))
    const select = message && home && selectIn(discord.state.message(home, message.id)?.components)
    const rooms = discordRooms(discord.state)
    const channel = select ? home : (rooms[this.#turn % rooms.length] ?? '')
    const listening = discord.gateway.listening(discord.state.guildIdAt(channel))
    // Without a connection, Discord shows an error at once.
    if (listening.length === 0) return
    const click = await this.#send({ platform: 'discord', user, channel, kind: select ? 'control' : 'command' }, () => {
      const options = [{ type: 3, name: 'about', value: question(this.#turn) }]
      if (!select) return discord.command({ user, channelId: channel, name: 'digest', options })
      const chosen = select.values[Math.floor(value * select.values.length)] ?? ''
      return discord.act({ user, channelId: home, messageId: message.id, customId: select.id, values: [chosen] })
    })
    click.isHeard = listening.filter(({ isOpen }) => isOpen).length > 1
  }

  /** Resolves when the platform shows the person that the click arrived, or that it did not. */
  async #send(about: Pick<Click, 'platform' | 'user' | 'channel' | 'kind'>, send: () => Promise<void>): Promise<Click> {
    const click: Click = { ...about, at: performance.now(), answers: 0, calls: 0, faults: [], lives: [] }
    const sent = this.#begin(click, send)
    await sent.then(
      () => {
        click.isAccepted = true
      },
      () => {
        click.isAccepted = false
      },
    )
    const left = click.at + firstAnswerMs - performance.now()
    if (left > 0) await wait(left, undefined, { ref: false })
    return click
  }

  async #begin(click: Click, send: () => Promise<void>): Promise<void> {
    const { platform, user, channel } = click
    this.#clicks.push(click)
    this.#byReader.set(platform === 'slack' ? `${user} ${channel}` : user, click)
    this.#current = click
    try {
      // What arrives at the app is sent before the first wait.
      const sent = send()
      this.#current = undefined
      await sent
    } finally {
      this.#current = undefined
    }
  }
}

/** People who click, and channels in which they only type commands. */
function furnish({ team, users, channels }: SlackState): void {
  for (let at = 0; at < slackPeople; at += 1) {
    const id = slackPerson(team.id, at)
    users.set(id, { id, name: `p${at}`, realName: `Person ${at}`, isBot: false, timezone: 'Etc/UTC' })
  }
  for (let at = 0; at < slackChannels; at += 1) {
    const members = new Set(users.keys())
    const id = slackRoom(team.id, at)
    channels.set(id, { id, name: `talk-${at}`, topic: '', isPrivate: false, isArchived: false, members })
  }
}

/** A text that occurs in no digest, so that one message answers. */
const question = (turn: number) => `qzx${turn.toString(36)}`

const slackPerson = (team: string, at: number) => `U${team.slice(1)}P${String(at).padStart(2, '0')}`
const slackRoom = (team: string, at: number) => `C${team.slice(1)}T${String(at).padStart(2, '0')}`
/** A channel in each server, in which people type commands. */
function discordRooms(state: DiscordState): readonly string[] {
  const others = [...state.otherGuilds.keys()].flatMap((guild) => state.guildChannels(guild)[0]?.id ?? [])
  return ['1100000000000000012', ...others]
}

const discordPerson = (at: number) => String(1_100_000_000_000_100_000n + BigInt(at))

function pathOf(url: unknown): string {
  const text = String(url ?? '')
  return URL.canParse(text) ? new URL(text).pathname : text
}

/** The token of the interaction that a call answers. */
function tokenIn(call: string): string {
  const [, ofCallback, ofFollowUp] =
    /^\w+ \/(?:interactions\/\d+\/([^/]+)\/callback|webhooks\/\d+\/([^/?]+))/.exec(call) ?? []
  return ofCallback ?? ofFollowUp ?? ''
}
