import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { loadConfig } from '../../src/config/load.ts'
import type { Destination } from '../../src/domain/destination.ts'
import type { Vocabulary } from '../../src/domain/vocabulary.ts'
import { KeyedMutex } from '../../src/lib/keyed-mutex.ts'
import { type DiscordSimulator, startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import { type SlackSimulator, startSlackSimulator } from '../../src/simulator/slack/server.ts'
import type { Acknowledgement } from '../../src/simulator/slack/socket-mode.ts'
import { channelType } from '../../src/validators/discord/limits.ts'
import { compileCache } from '../e2e/bot.ts'
import { noon } from '../e2e/bot-fixture.ts'
import { type ChaosDatabase, type DatabaseKind, postgresDatabase, sqliteDatabase } from './database.ts'

/** Both platforms with many channels, and an operator's folder with nothing published yet. */
export interface ChaosFixture {
  readonly slack: SlackSimulator
  readonly discord: DiscordSimulator
  readonly folder: string
  /** Calls back when the bot has acknowledged something over Slack's socket. */
  onAcknowledged(listener: (acknowledgement: Acknowledgement) => void): void
  /** Where the bot keeps what it remembers. */
  readonly database: ChaosDatabase
  /** Under its key `database`, the operator works, or the database is in trouble. */
  readonly turns: KeyedMutex
  /** How many machines share the work. */
  readonly machines: number
  readonly destinations: readonly Destination[]
  readonly publications: readonly string[]
  readonly vocabulary: Vocabulary
  /** How long after it was sent a request may be acted upon, as the bot has it; undefined for that of the platforms. */
  readonly settlesAfterMs: number | undefined
  /** Writes the configuration with the destinations of these names, in this order. */
  configure(names: readonly string[]): Promise<void>
  /** The data folder is gone; the destinations are not new. */
  loseData(): Promise<void>
  /** Replaces a file at once, as editors do. */
  write(path: string, text: string): Promise<void>
  close(): Promise<void>
}

/** The channels that the publications share. Each takes about a message a second, so more publications need more. */
function channelsOf(publications: number) {
  const times = Math.ceil(publications / 8)
  const [texts, forums, slacks] = [24 * times, 4 * times, 8 * times]
  return {
    ...{ texts, forums, slacks },
    text: (at: number) => String(1_200_000_000_000_000_100n + BigInt(at % texts)),
    forum: (at: number) => String(1_200_000_000_000_500_000n + BigInt(at % forums)),
    slack: (at: number) => `C0CHAOS${String(at % slacks).padStart(2, '0')}`,
  }
}

type Channels = ReturnType<typeof channelsOf>

/** The largest value that the configuration takes: how many days back a digest is still due. */
export const catchUpDays = 31

/** A gateway that has gone silent is noticed within two of these, in milliseconds; Discord's own take 41 seconds. */
const heartbeatMs = 2_500

/** The longest time of a platform after which a request cannot be acted upon any more, in milliseconds: Discord's. */
const platformSettlesMs = 100_000

/** When nothing of what was sent until now can arrive any more, with a margin: in milliseconds. */
export function settledMs({ settlesAfterMs = platformSettlesMs }: ChaosFixture): number {
  return 1.3 * settlesAfterMs
}

export interface FixtureOptions {
  readonly publications: number
  readonly settlesAfterMs?: number | undefined
  readonly machines: number
  readonly database: DatabaseKind
}

export async function openChaosFixture(options: FixtureOptions): Promise<ChaosFixture> {
  const { settlesAfterMs, machines } = options
  const folder = await mkdtemp(join(tmpdir(), 'morning-post-chaos-'))
  const acknowledged = new Set<(acknowledgement: Acknowledgement) => void>()
  const [slack, discord] = await Promise.all([
    // Slack allows one new connection a minute; only this test starts a bot every few seconds.
    startSlackSimulator({
      unlimited: ['apps.connections.open'],
      onAcknowledged: (acknowledgement) => {
        for (const listener of acknowledged) listener(acknowledgement)
      },
    }),
    startDiscordSimulator({ heartbeatMs }),
  ])
  // Nor does Discord allow more than a thousand logins a day.
  Object.assign(discord.sessionStarts, { total: 1_000_000_000, remaining: 1_000_000_000 })
  const channels = channelsOf(options.publications)
  addChannels(slack, discord, channels)
  const publications = Array.from({ length: options.publications }, (_, at) => `p${String(at + 1).padStart(2, '0')}`)
  const write = async (path: string, text: string) => {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(`${file}.new`, text)
    await rename(`${file}.new`, file)
  }
  await Promise.all(publications.map((name) => mkdir(join(folder, 'digests', name), { recursive: true })))
  const wanted = new Map(
    publications.flatMap((name, at) => destinationsOf(name, at, channels)).map((each) => [each.name, each]),
  )
  const configure = (names: readonly string[]) =>
    write(
      'config/morning-post.yaml',
      stringify({
        quietSeconds: 0.1,
        digests: join(folder, 'digests'),
        destinations: names.map((name) => wanted.get(name)),
      }),
    )
  await configure([...wanted.keys()])
  const reading = loadConfig(join(folder, 'config/morning-post.yaml'))
  if ('problems' in reading) throw new Error(`The configuration is broken: ${JSON.stringify(reading.problems)}`)
  const { destinations, vocabulary } = reading.config
  const dataFolder = join(folder, 'data')
  await mkdir(dataFolder)
  const database =
    options.database === 'sqlite'
      ? sqliteDatabase(join(dataFolder, 'morning-post.sqlite'))
      : await postgresDatabase(machines)
  await firstSeenLongAgo(destinations, database)
  // Nor is the ledger new.
  await database.query("DELETE FROM runtime WHERE name LIKE 'gap_%'")
  return {
    slack,
    discord,
    folder,
    onAcknowledged: (listener) => void acknowledged.add(listener),
    database,
    turns: new KeyedMutex(),
    machines,
    destinations,
    publications,
    vocabulary,
    settlesAfterMs,
    configure,
    loseData: async () => {
      await rm(dataFolder, { recursive: true, force: true })
      await mkdir(dataFolder)
      await firstSeenLongAgo(destinations, database)
    },
    write,
    close: async () => void (await Promise.all([slack.close(), discord.close(), database.close()])),
  }
}

function addChannels(slack: SlackSimulator, discord: DiscordSimulator, channels: Channels): void {
  const forum = [...discord.state.channels.values()].find(({ type }) => type === channelType.forum)
  for (let at = 0; at < channels.texts; at += 1) {
    const id = channels.text(at)
    discord.state.channels.set(id, { id, name: `news-${at}`, type: channelType.text })
  }
  for (let at = 0; at < channels.forums; at += 1) {
    const id = channels.forum(at)
    const availableTags = forum?.availableTags ?? []
    discord.state.channels.set(id, { id, name: `forum-${at}`, type: channelType.forum, availableTags })
  }
  // A real guild archives old threads; here they stay active.
  discord.state.activeThreadsMax = Number.POSITIVE_INFINITY
  const members = [...slack.state.users.keys()]
  for (let at = 0; at < channels.slacks; at += 1) {
    const id = channels.slack(at)
    const channel = {
      id,
      name: `news-${at}`,
      topic: '',
      isPrivate: false,
      isArchived: false,
      members: new Set(members),
    }
    slack.state.channels.set(id, channel)
  }
}

const reader = { discord: '1100000000000000020', slack: 'S0READERS01' }

/** Every layout and every way of discussing, in channels that several publications share. */
function destinationsOf(
  publication: string,
  index: number,
  channels: Channels,
): (object & { readonly name: string })[] {
  const text = (nth: number) => ({ platform: 'discord', channel: channels.text(index * 5 + nth) })
  const forum = (nth: number) => ({ platform: 'discord', channel: channels.forum(index + nth), layout: 'forum' })
  const slack = (nth: number) => ({ platform: 'slack', channel: channels.slack(index * 3 + nth) })
  const isEven = index % 2 === 0
  const wanted = {
    sections: text(0),
    seeded: { ...text(1), discussion: 'on-post' },
    thread: { ...text(2), layout: 'thread' },
    'thread-seeded': { ...text(3), layout: 'thread', discussion: 'on-post', mention: reader.discord },
    overview: { ...text(4), layout: 'overview' },
    agents: { ...text(5), tags: ['Agent'], discussion: 'off' },
    forum: forum(0),
    'forum-seeded': { ...forum(1), discussion: 'on-post' },
    slack: { ...slack(0), layout: isEven ? 'sections' : 'thread', mention: reader.slack },
    'slack-seeded': { ...slack(1), layout: isEven ? 'thread' : 'sections', discussion: 'on-post' },
    ...(isEven ? { 'slack-overview': { ...slack(2), layout: 'overview' } } : {}),
  }
  const { timezone } = noon()
  return Object.entries(wanted).map(([kind, where]) => ({
    name: `${publication}-${kind}`,
    publication,
    at: '06:00',
    timezone,
    catchUp: catchUpDays,
    ...where,
  }))
}

/** As if the bot had known them for weeks, so that the digests since then are due one after another. */
async function firstSeenLongAgo(destinations: readonly Destination[], database: ChaosDatabase): Promise<void> {
  const { ledger, close } = await database.open()
  const longAgo = Date.now() - 2 * catchUpDays * 86_400_000
  for (const { name } of destinations) await ledger.firstSeen(name, longAgo)
  await close()
}

/** The environment of the bot on one of the machines; without a number, that of the operator's command line. */
export function environment(fixture: ChaosFixture, machine?: number): Readonly<Record<string, string>> {
  const { slack, discord, settlesAfterMs, database, machines } = fixture
  return {
    PATH: process.env.PATH ?? '',
    ...database.environment(machine),
    ...(machines > 1 && machine !== undefined && { MORNING_POST_DATA: `data-${machine}` }),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    ...(settlesAfterMs !== undefined && { TEST_SERVER_SETTLES_MS: String(settlesAfterMs) }),
    PORT: '0',
    NODE_COMPILE_CACHE: compileCache,
  }
}
