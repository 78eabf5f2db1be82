import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '../config/load.ts'
import { ConfigurationError } from '../domain/errors.ts'
import { dayAt } from '../domain/time-zone.ts'
import { formatProblem, problemSentences } from '../i18n/problems.ts'
import { platformNamed } from '../platforms/registry.ts'
import type { Answers } from './answers.ts'
import { extendConfig, newConfig } from './config-text.ts'
import { setVariables } from './dotenv.ts'
import { firstDigest } from './first-digest.ts'
import { type PlannedFile, readIfThere, writeFiles } from './write-files.ts'

/** Where a configuration is written. */
export interface SetupPlace {
  /** The home folder. */
  readonly home: string
  /** The configuration file; by default `config/morning-post.yaml` in the home folder. */
  readonly configFile?: string
}

export interface SetupOptions {
  /** Whether tokens that are there may be replaced by others; without it that is a `ConfigurationError`. */
  readonly mayReplaceTokens?: boolean
  /** Milliseconds since 1970. */
  readonly now?: number
}

/** The written files, for people: paths relative to the home folder. */
export interface WrittenSetup {
  readonly files: readonly string[]
  /** The names of new destinations. */
  readonly added: readonly string[]
  /** The first digest, if there was none yet. */
  readonly digest?: string
}

const shippedSchema = fileURLToPath(new URL('../../config/morning-post.schema.json', import.meta.url))

/**
 * Writes the configuration, the tokens and a first digest, or nothing at all: throws `ConfigurationError` then. Run
 * again, it adds what is new and leaves everything else as it is.
 */
export function writeSetup(place: SetupPlace, answers: Answers, options: SetupOptions = {}): WrittenSetup {
  const home = resolve(place.home)
  for (const { platform, channel } of answers.channels) {
    // One that was typed because the channels could not be listed.
    const { isValid, advice } = platformNamed(platform).ids.channel
    if (!isValid(channel)) throw new ConfigurationError(`${problemSentences(advice).message} Nothing was changed.`)
  }
  const configFile = resolve(place.configFile ?? join(home, 'config/morning-post.yaml'))
  const config = configPlan(configFile, home, answers)
  const dotenv = dotenvPlan(join(home, '.env'), answers, options)
  const digest = digestPlan(join(home, config.digests), answers, options.now ?? Date.now())
  const planned = [config.file, schemaPlan(dirname(configFile)), dotenv, digest, gitignorePlan(home)]
  const changed = planned.filter((file): file is PlannedFile => file !== undefined && isChange(file))
  writeFiles(changed)
  return {
    files: changed.map(({ path }) => relative(home, path)),
    added: config.added,
    ...(digest && { digest: relative(home, digest.path) }),
  }
}

function isChange({ path, text, mode }: PlannedFile): boolean {
  if (readIfThere(path)?.toString() !== text) return true
  return mode !== undefined && (statSync(path).mode & 0o777) !== mode
}

/** The new text of the configuration; it is valid, or nothing is written. */
function configPlan(path: string, home: string, answers: Answers) {
  const before = readIfThere(path)?.toString()
  if (before === undefined) {
    const { text, added } = newConfig(answers)
    return { file: { path, text }, added, digests: 'digests' }
  }
  const loaded = loadConfig(path, { home })
  if ('problems' in loaded) {
    const problems = loaded.problems.map((problem) => formatProblem(problem, loaded.language)).join('\n')
    throw new ConfigurationError(
      `The configuration has a mistake, so nothing was changed: correct it first.\n${problems}`,
    )
  }
  const { text, added } = extendConfig(before, answers, path)
  return { file: { path, text }, added, digests: relative(home, resolve(loaded.config.digests)) }
}

/** Editors check the configuration by the schema beside it. */
function schemaPlan(folder: string): PlannedFile | undefined {
  const path = join(folder, basename(shippedSchema))
  return path === shippedSchema ? undefined : { path, text: readFileSync(shippedSchema, 'utf8') }
}

function dotenvPlan(
  path: string,
  { tokens }: Answers,
  { mayReplaceTokens = false }: SetupOptions,
): PlannedFile | undefined {
  const before = readIfThere(path)
  if (!before && Object.keys(tokens).length === 0) return undefined
  const { text, replaced } = setVariables(before, tokens, path)
  if (replaced.length > 0 && !mayReplaceTokens) {
    throw new ConfigurationError(
      `${path} has another ${replaced.join(' and another ')}, so nothing was changed. Take the old one out of the file, or run \`init\` with --replace-tokens.`,
    )
  }
  return { path, text, mode: 0o600 }
}

/** None if there is any digest yet: the first one is for an empty folder. */
function digestPlan(folder: string, { language, timezone }: Answers, now: number): PlannedFile | undefined {
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
  const hasDigests = isFolder && readdirSync(folder).some((name) => /^\d{4}-\d{2}-\d{2}\.md$/.test(name))
  if (hasDigests) return undefined
  const { filename, text } = firstDigest(dayAt(now, timezone), language)
  return { path: join(folder, filename), text }
}

/** In a Git repository, tokens and data are not to be committed. */
function gitignorePlan(home: string): PlannedFile | undefined {
  if (!isInRepository(home)) return undefined
  const path = join(home, '.gitignore')
  const before = readIfThere(path)?.toString() ?? ''
  const lines = before.split(/\r?\n/).map((line) => line.trim())
  const missing = ['.env', 'data/'].filter((line) => !lines.some((each) => [line, `/${line}`].includes(each)))
  if (missing.length === 0) return undefined
  const start = before === '' || before.endsWith('\n') ? before : `${before}\n`
  return { path, text: `${start}${missing.join('\n')}\n` }
}

function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true
  const parent = dirname(folder)
  return parent !== folder && isInRepository(parent)
}
