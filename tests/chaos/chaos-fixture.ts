import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { loadConfig } from '../../src/config/load.ts'
import type { Destination } from '../../src/domain/destination.ts'
import type { Vocabulary } from '../../src/domain/vocabulary.ts'
import { KeyedMutex } from '../../src/lib/keyed-mutex.ts'
import { type DiscordSimulator, startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import { type SlackSimulator, startSlackSimulator, type WorkspaceActions } from '../../src/simulator/slack/server.ts'
import type { Acknowledgement } from '../../src/simulator/slack/socket-mode.ts'
import { installAll, installSecrets } from '../bench/scale/workspaces.ts'
import { compileCache } from '../e2e/bot.ts'
import { type ChaosDatabase, type DatabaseKind, postgresDatabase, sqliteDatabase } from './database.ts'
import { addPlaces, catchUpDays } from './places.ts'

/** Both platforms with many channels, and an operator's folder with nothing published yet. */
export interface ChaosFixture {
  readonly slack: SlackSimulator
  /** All Slack workspaces, by id; the first has the token in the environment. */
  readonly workspaces: ReadonlyMap<string, WorkspaceActions>
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
  /** The ids of the Slack workspace and the Discord server in which a publication is posted: one of them, or both. */
  homesOf(publication: string): readonly string[]
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
  /** How many Slack workspaces, each with a token of its own. */
  readonly workspaces: number
  /** How many Discord servers, each on a shard of its own. */
  readonly servers: number
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
  const places = addPlaces({ slack, discord }, options)
  const { publications } = places
  const write = async (path: string, text: string) => {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(`${file}.new`, text)
    await rename(`${file}.new`, file)
  }
  await Promise.all(publications.map((name) => mkdir(join(folder, 'digests', name), { recursive: true })))
  const wanted = new Map(places.destinations.map((each) => [each.name, each]))
  const configure = (names: readonly string[]) =>
    write(
      'config/morning-post.yaml',
      stringify({
        quietSeconds: 0.1,
        digests: join(folder, 'digests'),
        publications: Object.fromEntries(publications.map((name) => [name, { visibility: 'workspace' }])),
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
  await install(slack, [...places.workspaces.keys()].slice(1), database)
  // Nor is the ledger new.
  await database.query("DELETE FROM runtime WHERE name LIKE 'gap_%'")
  return {
    slack,
    discord,
    workspaces: places.workspaces,
    folder,
    onAcknowledged: (listener) => void acknowledged.add(listener),
    database,
    turns: new KeyedMutex(),
    machines,
    destinations,
    publications,
    homesOf: places.homesOf,
    vocabulary,
    settlesAfterMs,
    configure,
    loseData: async () => {
      await rm(dataFolder, { recursive: true, force: true })
      await mkdir(dataFolder)
      await firstSeenLongAgo(destinations, database)
      await install(slack, [...places.workspaces.keys()].slice(1), database)
    },
    write,
    close: async () => void (await Promise.all([slack.close(), discord.close(), database.close()])),
  }
}

/** As if the bot had known them for weeks, so that the digests since then are due one after another. */
async function firstSeenLongAgo(destinations: readonly Destination[], database: ChaosDatabase): Promise<void> {
  const { ledger, close } = await database.open()
  const longAgo = Date.now() - 2 * catchUpDays * 86_400_000
  for (const { name } of destinations) await ledger.firstSeen(name, longAgo)
  await close()
}

/** As by clicks in these workspaces. */
async function install(slack: SlackSimulator, ids: readonly string[], database: ChaosDatabase): Promise<void> {
  const store = await database.open()
  await installAll(slack, store, new Set(ids))
  await store.close()
}

/** The environment of the bot on one of the machines; without a number, that of the operator's command line. */
export function environment(fixture: ChaosFixture, machine?: number): Readonly<Record<string, string>> {
  const { slack, workspaces, discord, settlesAfterMs, database, machines } = fixture
  return {
    PATH: process.env.PATH ?? '',
    ...database.environment(machine),
    ...(machines > 1 && machine !== undefined && { MORNING_POST_DATA: `data-${machine}` }),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    ...(workspaces.size > 1 && installSecrets(slack)),
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    ...(settlesAfterMs !== undefined && { TEST_SERVER_SETTLES_MS: String(settlesAfterMs) }),
    PORT: '0',
    NODE_COMPILE_CACHE: compileCache,
  }
}
