import { digestOf, openCache, openCommandContext, openLedgerContext } from '../../app/context.ts'
import { destinationsYaml } from '../../commands/subscriptions/export.ts'
import { readEnvironment } from '../../config/environment.ts'
import type { Day } from '../../domain/day.ts'
import type { Layout } from '../../domain/destination.ts'
import { publicationPattern } from '../../domain/digest.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import { formatProblem } from '../../domain/problem.ts'
import { createLog } from '../../observability/logger.ts'
import { type PreviewedPart, preview } from '../../platforms/preview.ts'
import { check } from './check.ts'
import { importFile } from './import.ts'
import { plan, withdrawalsSince } from './plan.ts'
import { type DestinationStatus, ledgerProblems, statusOf, uncertaintyOf } from './status.ts'

/** Commands speak for themselves; their log only has what went wrong. */
const commandLog = createLog('warn')

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2))
}

export async function checkCommand(paths: string[], options: { json?: boolean }): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const environment = readEnvironment()
  const cache = openCache(environment, stack)
  const { problems, digests } = await check(paths, { configFile: environment.configFile, cache })
  const errors = problems.filter(({ severity }) => severity === 'error').length
  if (options.json) printJson(problems)
  else {
    for (const problem of problems) print(formatProblem(problem))
    const warnings = problems.length - errors
    print(`${count(digests, 'digest')} checked: ${count(errors, 'error')}, ${count(warnings, 'warning')}`)
  }
  if (errors > 0) process.exitCode = 1
}

interface ImportOptions {
  readonly date: Day
  readonly publication: string
  readonly out?: string
  readonly overwrite: boolean
}

export async function importCommand(source: string, options: ImportOptions): Promise<void> {
  await using stack = new AsyncDisposableStack()
  checkPublication(options.publication)
  const { config } = await openCommandContext(readEnvironment(), commandLog, stack)
  const order = { ...options, source, out: options.out ?? config.digests }
  const { problems, markdown, file } = await importFile(order, config.vocabulary)
  for (const problem of problems) process.stderr.write(`${formatProblem(problem)}\n`)
  if (markdown === undefined) process.exitCode = 1
  else if (file) print(`Written: ${file}`)
  else process.stdout.write(markdown)
}

interface PreviewOptions {
  readonly publication: string
  readonly platform: string
  readonly layout: Layout
  readonly json?: boolean
}

export async function previewCommand(date: Day, options: PreviewOptions): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const { platform, layout } = options
  const context = await openCommandContext(readEnvironment(), commandLog, stack)
  const digest = await digestOf(context, options.publication, date)
  const parts = preview(digest, platform, layout, context.config.vocabulary)
  if (options.json) {
    printJson({ platform, layout, parts: parts.map(({ part, call }) => ({ key: part.key, ...call })) })
  } else if (platform === 'plain') print(parts.map(({ part }) => part.plain).join('\n\n'))
  else printParts(parts)
}

export async function planCommand(options: { from?: string; days: number; json?: boolean }): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const { destinations, context } = await openLedgerContext(readEnvironment(), commandLog, stack)
  const from = options.from ?? new Date().toISOString()
  const posts = plan(destinations, from, options.days, await withdrawalsSince(from, context.repository))
  if (options.json) printJson(posts)
  else if (destinations.length === 0) print('There are no destinations yet.')
  else {
    printTable(
      posts.map(({ destination, local, utc, withdrawn }) => [
        local,
        utc,
        destination,
        withdrawn === undefined ? '' : `not posted, withdrawn: ${withdrawn}`,
      ]),
    )
  }
}

export async function postCommand(date: Day, options: { to: string; dryRun: boolean }): Promise<void> {
  const environment = readEnvironment()
  const order = { date, to: options.to }
  // Loading the platforms' SDKs takes longer than most commands do.
  const { dryRun, postManually } = await import('./post.ts')
  if (options.dryRun) {
    printParts(await dryRun(environment, commandLog, order))
    return
  }
  const { ok, message } = await postManually(environment, commandLog, order)
  print(message)
  if (!ok) process.exitCode = 1
}

export async function statusCommand(options: { json?: boolean }): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const environment = readEnvironment()
  const { destinations, store } = await openLedgerContext(environment, commandLog, stack)
  const statuses = await Promise.all(
    destinations.map((each) =>
      statusOf(each, store.ledger, Date.now(), environment.credentials[each.platform] !== undefined),
    ),
  )
  const wrong = await ledgerProblems(store, Date.now())
  if (options.json) {
    printJson(statuses.map((status) => ({ ...status, problems: [...wrong, ...status.problems] })))
    return
  }
  const uncertain = await store.ledger.uncertainParts()
  const lines = statuses.length > 0 ? statuses.map(statusText) : ['There are no destinations yet.']
  print([...lines, ...wrong, ...(uncertain.length > 0 ? [uncertaintyOf(uncertain)] : [])].join('\n\n'))
}

export async function exportCommand(): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const { destinations } = await openLedgerContext(readEnvironment(), commandLog, stack)
  process.stdout.write(destinationsYaml(destinations))
}

export async function inviteCommand(options: { application?: string }): Promise<void> {
  const token = readEnvironment().credentials.discord?.token ?? ''
  // The first piece of a bot's token is its application's id: https://discord.com/developers/docs/reference#authentication
  const id = options.application ?? Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()
  if (!/^\d{15,20}$/.test(id)) {
    throw new ConfigurationError(
      'Set DISCORD_TOKEN, or name the application with --application: its id stands under "General Information".',
    )
  }
  const { inviteUrl } = await import('../../adapters/discord/invite-url.ts')
  print(inviteUrl(id))
}

function checkPublication(name: string): void {
  if (publicationPattern.test(name)) return
  throw new ConfigurationError(`"${name}" cannot be a publication: lower-case letters, digits and hyphens, 40 at most.`)
}

function printParts(parts: readonly PreviewedPart[]): void {
  for (const { part, call } of parts) {
    const budget = part.budget.map(({ of, used, budget: allowed }) => `${used} of ${allowed} ${of}`)
    print([`── ${part.key}`, call.method, ...budget].join(' · '))
    print(`${part.plain}\n`)
  }
  if (parts.length === 0) print('Nothing: none of its sections has a tag that this destination asks for.')
}

function statusText({ destination, platform, channel, last, next, problems }: DestinationStatus): string {
  return [
    `${destination} (${platform} ${channel})`,
    `  last  ${last ? `${last.digest} at ${last.postedAt}${last.link ? ` ${last.link}` : ''}` : 'nothing yet'}`,
    ...(last?.delay ? [`  late  ${last.delay}`] : []),
    `  next  ${next ? `${next.local} (${next.utc})` : 'no day is left within a year'}`,
    ...problems.map((problem) => `  wrong ${problem}`),
  ].join('\n')
}

function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  for (const row of rows)
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
