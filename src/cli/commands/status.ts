import { Command } from 'commander'
import { openLedgerContext } from '../../app/context.ts'
import { readEnvironment } from '../../config/environment.ts'
import { describeLedgerGap } from '../../delivery/ledger-gap.ts'
import { type GitSettings, gitFolders } from '../../digests/git/settings.ts'
import { type GitState, problemsOfCommit, readGitState } from '../../digests/git/state.ts'
import { tokenProblems } from '../../doctor/installations.ts'
import { lackOfToken } from '../../doctor/installed-places.ts'
import { LedgerUnusable } from '../../domain/errors.ts'
import type { Problem } from '../../domain/problem.ts'
import { utcTime } from '../../domain/time-zone.ts'
import type { Messages } from '../../i18n/en/index.ts'
import { describeFailure } from '../../i18n/failures.ts'
import { messagesFor } from '../../i18n/messages.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'
import { formatProblem } from '../../i18n/problems.ts'
import { verdictText } from '../../i18n/verdicts.ts'
import { commandLine } from '../../lib/command-line.ts'
import type { Store } from '../../storage/database.ts'
import { type DestinationStatus, statusOf } from '../destination-status.ts'
import { digestProblems } from '../digest-problems.ts'
import { examples, jsonOption } from '../options.ts'
import { commandLog, humanTime, inColor, print, printJson } from '../output.ts'

export const statusCommand = new Command('status')
  .description(
    'Show the last post, the next post and the problems of each destination. Ends with 1 if anything is wrong: a line ' +
      '"wrong", an uncertain part, a problem of the ledger, or an error in the digests.',
  )
  .addOption(jsonOption)
  .addHelpText('after', examples('status', 'status --json'))
  .action(run)

async function run({ json }: { json?: true }): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const environment = readEnvironment()
  const { context, destinations, store } = await openLedgerContext(environment, commandLog, stack)
  const { git, alerts } = context.config
  const { language } = alerts
  const words = messagesFor(language).status
  const sources = { ...store, repository: context.repository, destinations: () => destinations, language }
  const statuses = await Promise.all(
    destinations.map(async (each) => {
      const isSet = environment.credentials[each.platform] !== undefined
      const lack = isSet
        ? await lackOfToken(each, environment, store.installations)
        : words.noTokens(platformTitle(each.platform))
      return statusOf(each, sources, Date.now(), typeof lack === 'object' ? verdictText(lack, language) : lack)
    }),
  )
  const isReal = Object.keys(environment.credentials).length > 0
  const inLedger = await ledgerProblems(store, Date.now(), language)
  const folders = git && gitFolders(environment.dataFolder, git)
  const pulled = folders && readGitState(folders.state)
  const notTaken = folders && pulled ? problemsOfCommit(pulled, folders).filter(isError) : []
  const inDigests = [...(await digestProblems(context, destinations, isReal)), ...notTaken]
  const inGit = pulled?.failure ? [words.notPulled(describeFailure(pulled.failure.reason, language))] : []
  const inTokens = await tokenProblems(await store.installations.list(), environment, language)
  const general = [...inLedger, ...inTokens, ...inGit]
  const problems = [...general, ...inDigests.map((problem) => formatProblem(problem, language))]
  const uncertain = (await store.ledger.uncertainParts()).length
  const wrong = [...general, ...inDigests.filter(isError), ...statuses.flatMap((each) => each.problems)]
  if (uncertain > 0 || wrong.length > 0) process.exitCode = 1
  if (json) {
    printJson(statuses.map((status) => ({ ...status, problems: [...problems, ...status.problems] })))
    return
  }
  const lines = statuses.length > 0 ? statuses.map((status) => formatStatus(status, words)) : [words.none]
  if (git && pulled) lines.push(formatPull(git, pulled, words))
  // Uncertain parts of deleted destinations are counted too.
  const advice = words.uncertainParts(uncertain, commandLine('resolve'))
  print(
    [...lines, ...problems.map((problem) => inColor('red', problem)), ...(uncertain > 0 ? [advice] : [])].join('\n\n'),
  )
}

function formatPull(
  { url }: GitSettings,
  { commit, committedAt = 0, pulledAt = 0 }: GitState,
  words: StatusWords,
): string {
  const read =
    commit === undefined ? words.noCommit : words.commit(commit.slice(0, 12), humanTime(utcTime(committedAt)))
  const pull = pulledAt === 0 ? words.neverPulled : humanTime(utcTime(pulledAt))
  return [words.digestsFrom(url), row(words.read, read), row(words.pull, pull)].join('\n')
}

type StatusWords = Messages['status']

const row = (label: string, value: string) => `  ${label} ${value}`

const isError = ({ severity }: Problem) => severity === 'error'

function formatStatus(
  { destination, platform, channel, state, last, next, problems }: DestinationStatus,
  words: StatusWords,
): string {
  const posted = last && [words.posted(last.digest, humanTime(last.postedAt)), last.link].filter(Boolean).join(' ')
  return [
    words.destination(destination, platform, channel),
    row(words.last, posted ?? words.neverPosted),
    ...(last?.delay ? [row(words.late, last.delay)] : []),
    row(words.today, words.state(words.states[state.state], state.reason)),
    row(words.next, next ? `${humanTime(next.local)} (${next.utc})` : words.noNext),
    ...problems.map((problem) => row(inColor('red', words.wrong), problem)),
  ].join('\n')
}

/** The problems of the ledger, which concern all destinations; each a sentence or two. */
async function ledgerProblems(
  { ledger, inspector, check, weakness }: Store,
  now: number,
  language: string,
): Promise<string[]> {
  const faults = [
    ...(await faultsOf(async () => check(), language)),
    ...(await faultsOf(() => inspector.checkWritable(now), language)),
  ]
  const recorded = await ledger.gap()
  // A first start is not a problem.
  const gap = recorded?.isNew && recorded.foundAt === undefined ? undefined : describeLedgerGap(recorded, now, language)
  return [...new Set(faults), ...(gap ? [gap] : []), ...(weakness ? [weakness] : [])]
}

async function faultsOf(work: () => Promise<void>, language: string): Promise<string[]> {
  try {
    await work()
    return []
  } catch (error) {
    if (error instanceof LedgerUnusable) return [describeFailure(error.reason, language)]
    throw error
  }
}
