import { Command } from 'commander'
import { openLedgerContext } from '../../app/context.ts'
import { readEnvironment } from '../../config/environment.ts'
import { describeLedgerGap } from '../../delivery/ledger-gap.ts'
import { isReplaced } from '../../delivery/message-state.ts'
import { type GitSettings, gitFolders } from '../../digests/git/settings.ts'
import { type GitState, problemsOfCommit, readGitState } from '../../digests/git/state.ts'
import { tokenProblems } from '../../doctor/installations.ts'
import { lackOfToken } from '../../doctor/installed-places.ts'
import type { DeliveryEntry, DeliveryId, UncertainPart } from '../../domain/delivery.ts'
import type { Destination } from '../../domain/destination.ts'
import type { DayState } from '../../domain/destination-state.ts'
import type { DigestRepository } from '../../domain/digest-repository.ts'
import { LedgerUnusable } from '../../domain/errors.ts'
import type { DeliveryQueries, DestinationStore, PartStore, UncertainParts } from '../../domain/ledger.ts'
import type { LedgerInspector } from '../../domain/ledger-stats.ts'
import type { Problem } from '../../domain/problem.ts'
import type { ReviewQueries } from '../../domain/review.ts'
import type { Subscriptions } from '../../domain/subscription.ts'
import { localTime, utcTime } from '../../domain/time-zone.ts'
import { describeDelay, describeReason } from '../../i18n/describe-state.ts'
import { formatProblem } from '../../i18n/problems.ts'
import { commandLine } from '../../lib/command-line.ts'
import { count } from '../../lib/count.ts'
import { type CurrentState, deliveryState, heldUntil, loadState } from '../../scheduler/destination-state.ts'
import type { Store } from '../../storage/database.ts'
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
  const sources = { ...store, repository: context.repository, destinations: () => destinations }
  const statuses = await Promise.all(
    destinations.map(async (each) => {
      const isSet = environment.credentials[each.platform] !== undefined
      const lack = isSet
        ? await lackOfToken(each, environment, store.installations)
        : `Nothing is posted: the tokens of ${each.platform} are not set.`
      return statusOf(each, sources, Date.now(), lack)
    }),
  )
  const isReal = Object.keys(environment.credentials).length > 0
  const inLedger = await ledgerProblems(store, Date.now())
  const { git, alerts } = context.config
  const folders = git && gitFolders(environment.dataFolder, git)
  const pulled = folders && readGitState(folders.state)
  const notTaken = folders && pulled ? problemsOfCommit(pulled, folders).filter(isError) : []
  const inDigests = [...(await digestProblems(context, destinations, isReal)), ...notTaken]
  const inGit = pulled?.failure ? [`The digests cannot be pulled: ${pulled.failure.reason.text}`] : []
  const inTokens = await tokenProblems(await store.installations.list(), environment)
  const general = [...inLedger, ...inTokens, ...inGit]
  const problems = [...general, ...inDigests.map((problem) => formatProblem(problem, alerts.language))]
  const uncertain = (await store.ledger.uncertainParts()).length
  const wrong = [...general, ...inDigests.filter(isError), ...statuses.flatMap((each) => each.problems)]
  if (uncertain > 0 || wrong.length > 0) process.exitCode = 1
  if (json) {
    printJson(statuses.map((status) => ({ ...status, problems: [...problems, ...status.problems] })))
    return
  }
  const lines = statuses.length > 0 ? statuses.map(formatStatus) : ['There are no destinations yet.']
  if (git && pulled) lines.push(formatPull(git, pulled))
  // Uncertain parts of deleted destinations are counted too.
  const advice = `${count(uncertain, 'part is', 'parts are')} uncertain: \`${commandLine('resolve')}\` lists them and resolves them.`
  print(
    [...lines, ...problems.map((problem) => inColor('red', problem)), ...(uncertain > 0 ? [advice] : [])].join('\n\n'),
  )
}

function formatPull({ url }: GitSettings, { commit, committedAt = 0, pulledAt = 0 }: GitState): string {
  const read = commit === undefined ? 'no commit yet' : `${commit.slice(0, 12)} of ${humanTime(utcTime(committedAt))}`
  return `digests (${url})\n  read  ${read}\n  pull  ${pulledAt === 0 ? 'never' : humanTime(utcTime(pulledAt))}`
}

const isError = ({ severity }: Problem) => severity === 'error'

function formatStatus({ destination, platform, channel, state, last, next, problems }: DestinationStatus): string {
  return [
    `${destination} (${platform} ${channel})`,
    `  last  ${last ? `${last.digest} at ${humanTime(last.postedAt)}${last.link ? ` ${last.link}` : ''}` : 'nothing yet'}`,
    ...(last?.delay ? [`  late  ${last.delay}`] : []),
    `  today ${[state.state, state.reason].filter(Boolean).join(': ')}`,
    `  next  ${next ? `${humanTime(next.local)} (${next.utc})` : 'no post within a year'}`,
    ...problems.map((problem) => `  ${inColor('red', 'wrong')} ${problem}`),
  ].join('\n')
}

/** The state of one destination. Times are ISO 8601. */
interface DestinationStatus {
  readonly destination: string
  readonly platform: string
  readonly channel: string
  /** Paused, or that of today; see `DayState`. */
  readonly state: {
    readonly state: DayState
    /** A sentence. */
    readonly reason: string | null
    readonly since: string | null
    /** When today's digest goes out. */
    readonly next: string | null
  }
  /** The newest digest that was posted completely. */
  readonly last: {
    readonly digest: string
    readonly postedAt: string
    readonly link: string | null
    /** Why it was late, if it was; a sentence. */
    readonly delay: string | null
  } | null
  readonly next: { readonly local: string; readonly utc: string } | null
  /** Parts that may or may not have arrived; `resolve` is for them. */
  readonly uncertain: readonly { readonly delivery: string; readonly part: string; readonly triedAt: string }[]
  /** Sentences that say what is wrong and what to do. */
  readonly problems: readonly string[]
}

interface StatusSources {
  readonly ledger: DeliveryQueries & DestinationStore & PartStore & UncertainParts
  readonly reviews: Pick<ReviewQueries, 'review'>
  readonly inspector: Pick<LedgerInspector, 'seen'>
  readonly subscriptions: Pick<Subscriptions, 'all'>
  readonly repository: Pick<DigestRepository, 'days' | 'get'>
  readonly destinations: () => readonly Destination[]
}

/** The number of deliveries in which problems are looked for, the newest first. */
const deliveriesMax = 32

/** `lack` says why nothing can be posted at all. */
export async function statusOf(
  destination: Destination,
  sources: StatusSources,
  now: number,
  lack?: string,
): Promise<DestinationStatus> {
  const { ledger, inspector, subscriptions } = sources
  const { name, platform, channel, timezone } = destination
  const deliveries = await ledger.deliveriesTo(name, deliveriesMax)
  const last = deliveries.find(({ state }) => state === 'posted')
  // Only the bot records when a destination was first seen.
  const firstSeen = (await inspector.seen()).get(name) ?? now
  const state = await loadState(destination, now, sources, { firstSeen, ...heldUntil(destination, subscriptions) })
  const { opensAt: next } = state
  const uncertain = (await ledger.uncertainParts()).filter((part) => part.destination === name)
  const doubtful = new Set(uncertain.map(({ delivery }) => delivery))
  return {
    destination: name,
    platform,
    channel,
    state: {
      state: state.state,
      reason: state.reason ? describeReason(state.reason, destination) : null,
      since: state.since === undefined ? null : utcTime(state.since),
      next: state.next === undefined ? null : utcTime(state.next),
    },
    last: last ? await lastOf(last, ledger) : null,
    next: next === undefined ? null : { local: localTime(next, timezone), utc: utcTime(next) },
    uncertain: uncertain.map(({ delivery, key, intendedAt }) => ({
      delivery,
      part: key,
      triedAt: utcTime(intendedAt),
    })),
    problems: [
      ...(lack === undefined ? [] : [lack]),
      ...pauseProblem(state, destination),
      ...uncertainIn(uncertain),
      ...deliveries.flatMap((delivery) => problemsOf(delivery, destination, doubtful, now)),
      ...(await Promise.all(deliveries.map((delivery) => staleIn(delivery, ledger)))).flat(),
    ],
  }
}

async function lastOf(last: DeliveryEntry, ledger: PartStore): Promise<DestinationStatus['last']> {
  const { id, digest, settledAt, createdAt, delay, platform } = last
  const [first] = await ledger.parts(id)
  const link = first?.ref?.link ?? null
  return {
    digest,
    postedAt: utcTime(settledAt ?? createdAt),
    link,
    delay: delay ? describeDelay(delay, platform) : null,
  }
}

function pauseProblem({ state, since, reason }: CurrentState, destination: Destination): string[] {
  if (state !== 'paused' || !reason || since === undefined) return []
  return [`Paused since ${utcTime(since)}, tried again every hour: ${describeReason(reason, destination)}`]
}

function problemsOf(
  delivery: DeliveryEntry,
  destination: Destination,
  uncertain: Set<DeliveryId>,
  now: number,
): string[] {
  const { state, reason } = deliveryState(delivery, { uncertain }, now) ?? {}
  const why = reason && describeReason(reason, destination)
  if (state === 'failed') return [`${delivery.digest} was not posted: ${why ?? 'unknown reason'}`]
  if (state === 'withdrawing') return [`${delivery.digest} is not taken back yet. ${why ?? 'The bot goes on with it.'}`]
  if (state !== 'pending') return []
  return [`${delivery.digest} is not finished; the bot will continue it.${reason?.type === 'delay' ? ` ${why}` : ''}`]
}

/** Parts that could not be corrected. */
async function staleIn({ id, digest }: DeliveryEntry, ledger: PartStore): Promise<string[]> {
  const parts = await ledger.parts(id)
  return parts.flatMap((part) => {
    if (part.uneditable === undefined) return []
    const what = isReplaced(part) ? 'was refused, and a line replaces it' : 'shows an older text than its file'
    return [`${digest}: ${part.key} ${what}. ${part.uneditable.text}`]
  })
}

/** One sentence for each delivery that has uncertain parts. */
function uncertainIn(uncertain: readonly UncertainPart[]): string[] {
  return [...Map.groupBy(uncertain, ({ digest }) => digest)].map(([digest, parts]) => {
    const keys = parts.map(({ key }) => key).join(', ')
    return `${digest}: it is unknown whether ${keys} arrived, so nothing is sent again. \`resolve\` says where to look.`
  })
}

/** The problems of the ledger, which concern all destinations; each a sentence or two. */
async function ledgerProblems({ ledger, inspector, check, weakness }: Store, now: number): Promise<string[]> {
  const faults = [...(await faultsOf(async () => check())), ...(await faultsOf(() => inspector.checkWritable(now)))]
  const recorded = await ledger.gap()
  // A first start is no problem.
  const gap = recorded?.isNew && recorded.foundAt === undefined ? undefined : describeLedgerGap(recorded, now)
  return [...new Set(faults), ...(gap ? [gap] : []), ...(weakness ? [weakness] : [])]
}

async function faultsOf(work: () => Promise<void>): Promise<string[]> {
  try {
    await work()
    return []
  } catch (error) {
    if (error instanceof LedgerUnusable) return [error.message]
    throw error
  }
}
