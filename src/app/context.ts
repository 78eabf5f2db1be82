import { basename, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { closest } from 'fastest-levenshtein'
import type { Environment } from '../config/environment.ts'
import { LiveConfig } from '../config/live-config.ts'
import type { Config } from '../config/load.ts'
import { openRepository } from '../digests/repository.ts'
import { findSamples, withoutSamples } from '../digests/samples.ts'
import type { Day } from '../domain/day.ts'
import type { Destination } from '../domain/destination.ts'
import { type Digest, digestId } from '../domain/digest.ts'
import type { DigestSource, ParseCache } from '../domain/digest-repository.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import type { Problem } from '../domain/problem.ts'
import { formatProblem } from '../i18n/problems.ts'
import { didYouMean } from '../lib/fuzzy-match.ts'
import { openParseCache } from '../storage/cache/parse-cache.ts'
import { createDataFolder, tryLockDataFolder } from '../storage/data-folder.ts'
import type { Database, Store } from '../storage/database.ts'
import { databaseIn, databaseOfBot } from '../storage/open-database.ts'
import { allDestinations } from './destinations.ts'

/** How often a digest that is being written is read again, in milliseconds. */
const waitMs = 500

/** The context of a command. */
export interface CommandContext {
  readonly config: Config
  readonly repository: DigestSource
}

/** With `asBot`, digests are read as the bot does it: once their files are whole, and without the shipped samples. */
export async function openCommandContext(
  environment: Environment,
  log: Log,
  stack: AsyncDisposableStack,
  asBot = false,
): Promise<CommandContext> {
  const { home, dataFolder, credentials } = environment
  const samples = Object.keys(credentials).length === 0
  const config = new LiveConfig(environment.configFile, log, { home, dataFolder, samples }).value
  const cache = openCache(environment, stack)
  const { digests, vocabulary, quietSeconds, git } = config
  const quietMs = () => (asBot && !git ? quietSeconds * 1000 : 0)
  const all = await openRepository({ folder: () => digests, vocabulary, cache, quietMs })
  stack.defer(() => all.close())
  const repository = asBot && !samples ? withoutSamples(all, () => digests) : all
  if (repository !== all) await findSamples(repository)
  return { config, repository }
}

export function openCache({ dataFolder }: Environment, stack: AsyncDisposableStack): ParseCache {
  createDataFolder(dataFolder)
  const cache = openParseCache(join(dataFolder, 'parse-cache.sqlite'))
  stack.defer(() => cache.close())
  return cache
}

/** The digest of a day, once its file is whole. Throws `ConfigurationError` saying what is wrong with it, or which days there are. */
export async function digestOf(
  { repository, config }: CommandContext,
  publication: string,
  date: Day,
): Promise<Digest> {
  const id = digestId({ publication, date })
  const inWords = (problem: Problem) => formatProblem(problem, config.alerts.language)
  let reading = await repository.read(id)
  while (reading?.problems.some(({ rule }) => rule === 'being-written')) {
    await setTimeout(waitMs)
    reading = await repository.read(id)
  }
  if (reading?.digest) return reading.digest
  if (reading) throw new ConfigurationError(reading.problems.map(inWords).join('\n'))
  if (!repository.publications().includes(publication)) {
    throw new ConfigurationError(
      `There is no publication "${publication}". ${didYouMean(publication, repository.publications())}` +
        `There are: ${repository.publications().join(', ')}.`,
    )
  }
  const refused = repository.problems().filter(({ file }) => basename(file).startsWith(date))
  if (refused.length > 0) throw new ConfigurationError(refused.map(inWords).join('\n'))
  const days = repository.days(publication)
  throw new ConfigurationError(`There is no digest of ${date} in the publication "${publication}"${spanOf(days)}.`)
}

function spanOf(days: readonly Day[]): string {
  const [first, ...rest] = days
  if (first === undefined) return ''
  return rest.length === 0
    ? `; there is only that of ${first}`
    : `; there are ${days.length}, from ${first} to ${days.at(-1)}`
}

/** The context of a command that needs the ledger. */
export interface LedgerContext {
  readonly context: CommandContext
  readonly store: Store
  /** The destinations of the configuration and of subscriptions. */
  readonly destinations: readonly Destination[]
}

/** With `waits`, a digest is read once its file is whole, as the bot does it: for what is posted. */
export async function openLedgerContext(
  environment: Environment,
  log: Log,
  stack: AsyncDisposableStack,
  waits = false,
): Promise<LedgerContext> {
  const context = await openCommandContext(environment, log, stack, waits)
  const store = await databaseFor(environment).open()
  stack.defer(() => store.close())
  const subscribed = store.subscriptions.all().map(({ destination }) => destination)
  return { context, store, destinations: allDestinations(context.config.destinations, subscribed) }
}

/** The simulator has a database of its own, which counts while it runs. */
function databaseFor(environment: Environment): Pick<Database, 'open'> {
  if (Object.keys(environment.credentials).length > 0) return databaseIn(environment)
  const lock = tryLockDataFolder(environment.dataFolder)
  lock?.release()
  return lock ? databaseIn(environment) : databaseOfBot(environment, true)
}

/** The destination of that name. Throws `ConfigurationError` that suggests the most similar name. */
export function destinationNamed({ destinations }: LedgerContext, name: string): Destination {
  const found = destinations.find((destination) => destination.name === name)
  if (found) return found
  const names = destinations.map((destination) => destination.name)
  const advice = names.length > 0 ? `Did you mean "${closest(name, names)}"?` : 'None is configured yet.'
  throw new ConfigurationError(`There is no destination "${name}". ${advice}`)
}
