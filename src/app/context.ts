import { basename, join } from 'node:path'
import { closest } from 'fastest-levenshtein'
import type { Environment } from '../config/environment.ts'
import { LiveConfig } from '../config/live-config.ts'
import type { Config } from '../config/load.ts'
import { openRepository } from '../digests/repository.ts'
import type { Day } from '../domain/day.ts'
import type { Destination } from '../domain/destination.ts'
import { type Digest, digestId } from '../domain/digest.ts'
import type { DigestSource, ParseCache } from '../domain/digest-repository.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import { formatProblem } from '../domain/problem.ts'
import { openParseCache } from '../storage/cache/parse-cache.ts'
import { createDataDirectory } from '../storage/data-directory.ts'
import type { Store } from '../storage/database.ts'
import { databaseIn } from '../storage/open-database.ts'

/** What a command works with. */
export interface CommandContext {
  readonly config: Config
  readonly repository: DigestSource
}

export async function openCommandContext(
  environment: Environment,
  log: Log,
  stack: AsyncDisposableStack,
): Promise<CommandContext> {
  const config = new LiveConfig(environment.configFile, log).value
  const cache = openCache(environment, stack)
  const repository = await openRepository({ folder: config.digests, vocabulary: config.vocabulary, cache })
  stack.defer(() => repository.close())
  return { config, repository }
}

export function openCache({ dataFolder }: Environment, stack: AsyncDisposableStack): ParseCache {
  createDataDirectory(dataFolder)
  const cache = openParseCache(join(dataFolder, 'parse-cache.sqlite'))
  stack.defer(() => cache.close())
  return cache
}

/** The digest of a day. Throws `ConfigurationError` saying what is wrong with it, or which days there are. */
export async function digestOf({ repository }: CommandContext, publication: string, date: Day): Promise<Digest> {
  const reading = await repository.read(digestId({ publication, date }))
  if (reading?.digest) return reading.digest
  if (reading) throw new ConfigurationError(reading.problems.map(formatProblem).join('\n'))
  if (!repository.publications().includes(publication)) {
    throw new ConfigurationError(
      `There is no publication "${publication}". There are: ${repository.publications().join(', ')}.`,
    )
  }
  const refused = repository.problems().filter(({ file }) => basename(file).startsWith(date))
  if (refused.length > 0) throw new ConfigurationError(refused.map(formatProblem).join('\n'))
  const days = repository.days(publication)
  const span = days.length > 0 ? `; there are ${days.length}, from ${days[0]} to ${days.at(-1)}` : ''
  throw new ConfigurationError(`There is no digest of ${date} in the publication "${publication}"${span}.`)
}

/** What a command that needs the ledger works with. */
export interface LedgerContext {
  readonly context: CommandContext
  readonly store: Store
  /** Those of the configuration and those of subscriptions. */
  readonly destinations: readonly Destination[]
}

export async function openLedgerContext(
  environment: Environment,
  log: Log,
  stack: AsyncDisposableStack,
): Promise<LedgerContext> {
  const context = await openCommandContext(environment, log, stack)
  const store = await databaseIn(environment.dataFolder).open()
  stack.defer(() => store.close())
  const subscribed = store.subscriptions.all().map(({ destination }) => destination)
  return { context, store, destinations: [...context.config.destinations, ...subscribed] }
}

/** The destination of that name. Throws `ConfigurationError` that suggests the most similar name. */
export function destinationNamed({ destinations }: LedgerContext, name: string): Destination {
  const found = destinations.find((destination) => destination.name === name)
  if (found) return found
  const names = destinations.map((destination) => destination.name)
  const advice = names.length > 0 ? `Did you mean "${closest(name, names)}"?` : 'None is configured yet.'
  throw new ConfigurationError(`There is no destination "${name}". ${advice}`)
}
