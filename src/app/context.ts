import { basename, join } from 'node:path'
import type { Environment } from '../config/environment.ts'
import { CurrentChoices } from '../config/live-config.ts'
import type { Choices } from '../config/load.ts'
import { type FolderLibrary, openLibrary } from '../digests/repository.ts'
import type { Day } from '../domain/day.ts'
import { type Digest, digestId } from '../domain/digest.ts'
import type { ReadingCache } from '../domain/digest-repository.ts'
import { ConfigurationError } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import { formatProblem } from '../domain/problem.ts'
import { openReadingCache } from '../storage/cache/parse-cache.ts'
import { makeDataFolder } from '../storage/make-data-directory.ts'

/** What a command works with: the choices in force and the digests. */
export interface Workbench {
  readonly choices: Choices
  readonly library: FolderLibrary
}

export async function openWorkbench(
  environment: Environment,
  log: Log,
  stack: AsyncDisposableStack,
): Promise<Workbench> {
  const choices = new CurrentChoices(environment.configFile, log).value
  const cache = openCache(environment, stack)
  const library = await openLibrary({ folder: choices.digests, vocabulary: choices.vocabulary, cache })
  stack.defer(() => library.close())
  return { choices, library }
}

export function openCache({ dataFolder }: Environment, stack: AsyncDisposableStack): ReadingCache {
  makeDataFolder(dataFolder)
  const cache = openReadingCache(join(dataFolder, 'readings.sqlite'))
  stack.defer(() => cache.close())
  return cache
}

/** The digest of a day. Throws `ConfigurationError` saying what is wrong with it, or which days there are. */
export async function digestOf({ library }: Workbench, publication: string, date: Day): Promise<Digest> {
  const reading = await library.read(digestId({ publication, date }))
  if (reading?.digest) return reading.digest
  if (reading) throw new ConfigurationError(reading.problems.map(formatProblem).join('\n'))
  if (!library.publications().includes(publication)) {
    throw new ConfigurationError(
      `There is no publication "${publication}". There are: ${library.publications().join(', ')}.`,
    )
  }
  const refused = library.problems().filter(({ file }) => basename(file).startsWith(date))
  if (refused.length > 0) throw new ConfigurationError(refused.map(formatProblem).join('\n'))
  const days = library.days(publication)
  const span = days.length > 0 ? `; there are ${days.length}, from ${days[0]} to ${days.at(-1)}` : ''
  throw new ConfigurationError(`There is no digest of ${date} in the publication "${publication}"${span}.`)
}
