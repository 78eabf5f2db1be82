import { existsSync, statSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import { Command, Option } from 'commander'
import { openCache } from '../../app/context.ts'
import { type Environment, readEnvironment } from '../../config/environment.ts'
import { loadConfig } from '../../config/load.ts'
import { lintDigest } from '../../digests/lint/lint-digest.ts'
import { lintSeries } from '../../digests/lint/lint-series.ts'
import { summarizeWarnings } from '../../digests/lint/summarize.ts'
import { readDigestFile } from '../../digests/read-file.ts'
import { openRepository } from '../../digests/repository.ts'
import { sampleProblem } from '../../digests/samples.ts'
import { mainPublication, publicationPattern } from '../../domain/digest.ts'
import type { ParseCache, ParseResult } from '../../domain/digest-repository.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import type { Problem } from '../../domain/problem.ts'
import type { Vocabulary } from '../../domain/vocabulary.ts'
import { findRefusals } from '../../platforms/refusals.ts'
import { loadTextLimits } from '../../platforms/registry.ts'
import { choiceOption, examples } from '../options.ts'
import { count, print, printJson, printProblem } from '../output.ts'
import { githubAnnotations, sarifLog } from '../problem-formats.ts'
import { ProgressBar } from '../progress-bar.ts'

const formats = ['text', 'json', 'github', 'sarif'] as const

export const checkCommand = new Command('check')
  .description('Report problems in the configuration and the digests, and what a platform would refuse.')
  .argument('[paths...]', 'digests, folders of digests, configuration files (default: all)')
  .addOption(choiceOption('--format <name>', 'how problems are printed', formats).default('text'))
  .addOption(new Option('--json', 'the same as --format json').implies({ format: 'json' }))
  .addHelpText('after', examples('check', 'check digests/2026-03-12.md', 'check --format github'))
  .action(run)

async function run(paths: string[], { format }: { format: (typeof formats)[number] }): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const environment = readEnvironment()
  const { problems, digests } = await check(paths, environment, openCache(environment, stack))
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.length - errors
  const summary = `${count(digests, 'digest')} checked: ${count(errors, 'error')}, ${count(warnings, 'warning')}`
  switch (format) {
    case 'json':
      printJson(problems)
      break
    case 'sarif':
      printJson(sarifLog(problems))
      break
    case 'github':
      for (const line of [...githubAnnotations(problems), summary]) print(line)
      break
    case 'text':
      for (const problem of problems) printProblem(problem)
      print(summary)
  }
  if (errors > 0) process.exitCode = 1
}

interface CheckResult {
  readonly problems: readonly Problem[]
  /** The number of digests that were read. */
  readonly digests: number
}

/**
 * The problems in digests, folders of digests and configuration files; without paths, in the configuration and the
 * digests that it names. Throws `ConfigurationError` for a path that does not exist.
 */
async function check(
  paths: readonly string[],
  { home, configFile, credentials }: Environment,
  cache: ParseCache,
): Promise<CheckResult> {
  const samples = Object.keys(credentials).length === 0
  const missing = paths.find((path) => !existsSync(path))
  if (missing) throw new ConfigurationError(`There is no file or folder ${missing}.`)
  const choices = loadConfig(configFile, { home, samples })
  const shipped = loadConfig(new URL('../../../config/morning-post.yaml', import.meta.url).pathname)
  const known = 'config' in choices ? choices : shipped
  if ('problems' in known) throw new ConfigurationError(`${configFile} cannot be read.`)
  const { vocabulary, digests } = known.config

  const targets = paths.length > 0 ? paths : [configFile, digests]
  const problems: Problem[] = []
  const readings: ParseResult[] = []
  for (const path of targets) {
    if (/\.ya?ml$/i.test(path)) {
      const reading = loadConfig(path, { home })
      problems.push(...('problems' in reading ? reading.problems : reading.warnings))
    } else if (existsSync(path) && statSync(path).isFile()) {
      readings.push(await readDigestFile(path, publicationOf(path, digests), vocabulary))
    } else {
      const folder = await readFolder(path, vocabulary, cache)
      problems.push(...folder.problems)
      readings.push(...folder.readings)
    }
  }
  const limits = await loadTextLimits()
  const bar = new ProgressBar('Rendering digests', readings.length)
  for (const reading of readings) {
    problems.push(
      ...reading.problems,
      ...lintDigest(reading, vocabulary, limits),
      ...(await findRefusals(reading, vocabulary)),
    )
    bar.step()
  }
  bar.end()
  problems.push(...seriesOf(readings).flatMap(lintSeries))
  const held = samples ? undefined : readings.find(({ digest }) => digest?.isSample)
  if (held) problems.push(sampleProblem(dirname(held.file)))
  const files = readings.map(({ file }) => file)
  return { problems: summarizeWarnings(inOrder(problems), files), digests: readings.length }
}

async function readFolder(folder: string, vocabulary: Vocabulary, cache: ParseCache) {
  const repository = await openRepository({ folder: () => folder, vocabulary, cache })
  const problems = [...repository.problems()]
  const files = repository.files()
  const bar = new ProgressBar('Reading digests', files.size)
  const readings: ParseResult[] = []
  for (const [id, file] of files) {
    const reading = await repository.read(id)
    if (reading) readings.push(reading)
    else {
      const message = 'This file cannot be opened: it was deleted, or it is a broken link.'
      problems.push({ file, line: 1, column: 1, severity: 'error', message, rule: 'unreadable' })
    }
    bar.step()
  }
  bar.end()
  await repository.close()
  return { problems, readings }
}

/** A file in a subfolder of the digests belongs to the publication of that name. */
function publicationOf(path: string, digests: string): string {
  const folder = dirname(resolve(path))
  const name = basename(folder)
  const isPublication = relative(resolve(digests), folder) === name && publicationPattern.test(name)
  return isPublication ? name : mainPublication
}

function seriesOf(readings: readonly ParseResult[]): ParseResult[][] {
  const series = Map.groupBy(readings, ({ digest }) => digest?.publication)
  series.delete(undefined)
  return [...series.values()]
}

function inOrder(problems: readonly Problem[]): Problem[] {
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]))
  return [...unique.values()].toSorted(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || a.rule.localeCompare(b.rule),
  )
}
