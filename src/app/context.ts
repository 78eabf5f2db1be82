import { basename, join } from 'node:path'
import type { Environment } from '../config/environment.ts'
import { LiveConfig } from '../config/live-config.ts'
import type { Config } from '../config/load.ts'
import { type FolderRepository, openRepository } from '../digests/repository.ts'
import type { Day } from '../domain/day.ts'
import { type Digest, digestId } from '../domain/digest.ts'
import type { ParseCache } from '../domain/digest-repository.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import { formatProblem } from '../domain/problem.ts'
import { openParseCache } from '../storage/cache/parse-cache.ts'
import { createDataDirectory } from '../storage/data-directory.ts'

/** What a command works with: the choices in force and the digests. */
export interface CommandContext {
  readonly config: Config
  readonly repository: FolderRepository
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
  const cache = openParseCache(join(dataFolder, 'readings.sqlite'))
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
