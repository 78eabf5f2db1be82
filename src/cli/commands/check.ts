import { existsSync, statSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { Command, Option } from 'commander'
import { openCache } from '../../app/context.ts'
import { type Environment, readEnvironment } from '../../config/environment.ts'
import { loadConfig, shippedConfigFile } from '../../config/load.ts'
import { isPeriodFolder } from '../../digests/filename.ts'
import { gitFolders } from '../../digests/git/settings.ts'
import { problemsOfCommit, readGitState } from '../../digests/git/state.ts'
import { lintSeries, type SeriesEntry } from '../../digests/lint/lint-series.ts'
import { summarizeWarnings } from '../../digests/lint/summarize.ts'
import { listDigests } from '../../digests/list-files.ts'
import { sampleProblem } from '../../digests/samples.ts'
import { mainPublication, parseDigestId, publicationPattern } from '../../domain/digest.ts'
import type { ParseCache } from '../../domain/digest-repository.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import type { Problem } from '../../domain/problem.ts'
import { type Language, messagesFor } from '../../i18n/messages.ts'
import { problemText } from '../../i18n/problems.ts'
import type { CheckSettings, Findings } from '../../platforms/check-digest.ts'
import { checkFiles, type Target } from '../check/check-files.ts'
import { summarizeMessages, warnOfManyMessages } from '../check/message-counts.ts'
import { programHash } from '../check/program-hash.ts'
import { choiceOption, examples } from '../options.ts'
import { print, printJson, printProblem } from '../output.ts'
import { githubAnnotations, jsonProblems, sarifLog } from '../problem-formats.ts'
import { ProgressBar } from '../progress-bar.ts'
import { didYouMeanPath } from '../similar-path.ts'

const formats = ['text', 'json', 'github', 'sarif'] as const

export const checkCommand = new Command('check')
  .description('Report problems in the configuration and the digests, and what a platform would refuse.')
  .argument('[paths...]', 'digests, folders of digests, configuration files (default: all)')
  .addOption(choiceOption('--format <name>', 'how problems are printed', formats).default('text'))
  .addOption(new Option('--json', 'the same as --format json').implies({ format: 'json' }))
  .addHelpText('after', examples('check', 'check digests/2026-03-12.md', 'check --format github'))
  .action(run)

async function run(paths: string[], { format }: { format: (typeof formats)[number] }): Promise<void> {
  const { problems, digests, messages, language } = await check(paths, readEnvironment())
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.length - errors
  const summary = messagesFor(language).problemList.checked(digests, errors, warnings)
  switch (format) {
    case 'json':
      printJson(jsonProblems(problems, language))
      break
    case 'sarif':
      printJson(sarifLog(problems, language))
      break
    case 'github':
      for (const line of [...githubAnnotations(problems, language), summary]) print(line)
      break
    case 'text':
      for (const problem of problems) printProblem(problem, language)
      for (const line of messages) print(line)
      print(summary)
  }
  if (errors > 0) process.exitCode = 1
}

interface CheckResult {
  readonly problems: readonly Problem[]
  /** The number of digests that were read. */
  readonly digests: number
  /** What they post in a morning, a line for each platform and layout in use. */
  readonly messages: readonly string[]
  /** The language of alerts in the configuration. */
  readonly language: Language
}

/**
 * The problems in digests, folders of digests and configuration files; without paths, in the configuration and the
 * digests that it names. Throws `ConfigurationError` for a path that does not exist.
 */
async function check(paths: readonly string[], environment: Environment): Promise<CheckResult> {
  const { home, dataFolder, configFile, credentials } = environment
  const samples = Object.keys(credentials).length === 0
  const missing = paths.find((path) => !existsSync(path))
  if (missing) throw new ConfigurationError(`There is no file or folder ${missing}.${didYouMeanPath(missing)}`)
  const choices = loadConfig(configFile, { home, dataFolder, samples })
  const shipped = loadConfig(shippedConfigFile, { home, dataFolder, samples })
  const known = 'config' in choices ? choices : shipped
  if ('problems' in known) throw new ConfigurationError(`${configFile} cannot be read.`)
  const { vocabulary, digests, git } = known.config
  const language = 'config' in choices ? choices.config.alerts.language : choices.language

  const problems: Problem[] = []
  const targets: Target[] = []
  let isFolderChecked = false
  for (const path of paths.length > 0 ? paths : [configFile, digests]) {
    if (/\.ya?ml$/i.test(path) || resolve(path) === resolve(configFile)) {
      const reading = loadConfig(path, { home, dataFolder })
      problems.push(...('problems' in reading ? reading.problems : reading.warnings))
    } else if (existsSync(path) && statSync(path).isFile()) {
      targets.push({ file: path, publication: publicationOf(path, digests) })
    } else if (git && path === digests && !existsSync(path)) {
      const text = problemText('not-pulled', git.url)
      problems.push({ file: configFile, line: 1, column: 1, severity: 'warning', rule: 'not-pulled', ...text })
    } else {
      const { files, problems: found } = await listDigests(path)
      problems.push(...found)
      if (git && path === digests) {
        const folders = gitFolders(dataFolder, git)
        problems.push(...problemsOfCommit(readGitState(folders.state), folders))
      }
      for (const [id, file] of files) targets.push({ file, publication: parseDigestId(id)?.publication ?? '' })
      isFolderChecked = true
    }
  }
  await using stack = new AsyncDisposableStack()
  const findings = await checkAll(targets, { vocabulary }, isFolderChecked ? openCache(environment, stack) : undefined)
  for (const found of findings) problems.push(...found.problems)
  problems.push(...seriesOf(findings).flatMap(lintSeries))
  const held = samples ? undefined : targets.find((_, at) => findings[at]?.isSample)
  if (held) problems.push(sampleProblem(dirname(held.file)))
  const counted = targets.map((target, at) => ({ ...target, messages: findings[at]?.messages ?? [] }))
  const destinations = 'config' in choices ? choices.config.destinations : []
  problems.push(...warnOfManyMessages(counted, destinations))
  return {
    problems: summarizeWarnings(inOrder(problems), targets),
    digests: targets.length,
    messages: summarizeMessages(counted, destinations, language),
    language,
  }
}

/** Without a cache, as for a few files, everything is checked again. */
async function checkAll(targets: readonly Target[], settings: CheckSettings, cache?: ParseCache): Promise<Findings[]> {
  const bar = new ProgressBar('Checking digests', targets.length)
  const findings = await checkFiles(targets, {
    settings,
    ...(cache && { kept: { cache, program: programHash() } }),
    onChecked: () => bar.step(),
  })
  bar.end()
  return findings
}

/** A file in a subfolder of the digests belongs to the publication of that name; years are no publications. */
function publicationOf(path: string, digests: string): string {
  const [name = '', ...below] = relative(resolve(digests), resolve(path)).split(sep)
  const isPublication = below.length > 0 && publicationPattern.test(name) && !isPeriodFolder(name, false)
  return isPublication ? name : mainPublication
}

function seriesOf(findings: readonly Findings[]): SeriesEntry[][] {
  const entries = findings.flatMap(({ entry }) => entry ?? [])
  return [...Map.groupBy(entries, ({ publication }) => publication).values()]
}

function inOrder(problems: readonly Problem[]): Problem[] {
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]))
  return [...unique.values()].toSorted(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || a.rule.localeCompare(b.rule),
  )
}
