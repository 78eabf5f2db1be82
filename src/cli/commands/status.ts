import { Command } from 'commander'
import { type CommandContext, openLedgerContext } from '../../app/context.ts'
import { readEnvironment } from '../../config/environment.ts'
import { describeLedgerGap } from '../../delivery/ledger-gap.ts'
import type { DeliveryEntry, UncertainPart } from '../../domain/delivery.ts'
import type { Destination } from '../../domain/destination.ts'
import { parseDigestId } from '../../domain/digest.ts'
import { LedgerUnusable } from '../../domain/errors.ts'
import type { DeliveryQueries, DestinationStore, PartStore, UncertainParts } from '../../domain/ledger.ts'
import { formatProblem } from '../../domain/problem.ts'
import { localTime, utcTime } from '../../domain/time-zone.ts'
import { describeDelay } from '../../i18n/describe-delay.ts'
import { nextSlot } from '../../scheduler/slots.ts'
import type { Store } from '../../storage/database.ts'
import { jsonOption } from '../options.ts'
import { commandLog, count, print, printJson } from '../output.ts'

export const statusCommand = new Command('status')
  .description('Show the last post, the next post and the problems of each destination.')
  .addOption(jsonOption)
  .action(run)

async function run({ json }: { json?: true }): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const environment = readEnvironment()
  const { context, destinations, store } = await openLedgerContext(environment, commandLog, stack)
  const isConnected = ({ platform }: Destination) => environment.credentials[platform] !== undefined
  const statuses = await Promise.all(
    destinations.map((each) => statusOf(each, store.ledger, Date.now(), isConnected(each))),
  )
  const problems = [...(await ledgerProblems(store, Date.now())), ...(await digestProblems(context, destinations))]
  if (json) {
    printJson(statuses.map((status) => ({ ...status, problems: [...problems, ...status.problems] })))
    return
  }
  const uncertain = (await store.ledger.uncertainParts()).length
  const lines = statuses.length > 0 ? statuses.map(formatStatus) : ['There are no destinations yet.']
  // Uncertain parts of deleted destinations are counted too.
  const advice = `${count(uncertain, 'part is', 'parts are')} uncertain: \`npm run --silent cli -- resolve\` lists them and resolves them.`
  print([...lines, ...problems, ...(uncertain > 0 ? [advice] : [])].join('\n\n'))
}

/** What is wrong with the folder of the digests, and with the newest digest of each publication. */
async function digestProblems({ repository }: CommandContext, destinations: readonly Destination[]): Promise<string[]> {
  const files = [...repository.files().keys()].sort()
  for (const publication of new Set(destinations.map((each) => each.publication))) {
    const newest = files.findLast((id) => parseDigestId(id)?.publication === publication)
    if (newest) await repository.read(newest)
  }
  return repository.problems().map(formatProblem)
}

function formatStatus({ destination, platform, channel, last, next, problems }: DestinationStatus): string {
  return [
    `${destination} (${platform} ${channel})`,
    `  last  ${last ? `${last.digest} at ${last.postedAt}${last.link ? ` ${last.link}` : ''}` : 'nothing yet'}`,
    ...(last?.delay ? [`  late  ${last.delay}`] : []),
    `  next  ${next ? `${next.local} (${next.utc})` : 'no post within a year'}`,
    ...problems.map((problem) => `  wrong ${problem}`),
  ].join('\n')
}

/** The state of one destination. Times are ISO 8601. */
interface DestinationStatus {
  readonly destination: string
  readonly platform: string
  readonly channel: string
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

/** The number of deliveries in which problems are looked for, the newest first. */
const deliveriesMax = 32

export async function statusOf(
  destination: Destination,
  ledger: DeliveryQueries & DestinationStore & PartStore & UncertainParts,
  now: number,
  connected: boolean,
): Promise<DestinationStatus> {
  const { name, platform, channel, timezone } = destination
  const deliveries = await ledger.deliveriesTo(name, deliveriesMax)
  const last = deliveries.find(({ state }) => state === 'posted')
  const next = nextSlot(destination, now)
  const pause = (await ledger.pauses()).get(name)
  const uncertain = (await ledger.uncertainParts()).filter((part) => part.destination === name)
  return {
    destination: name,
    platform,
    channel,
    last: last ? await lastOf(last, ledger) : null,
    next: next ? { local: localTime(next.opens, timezone), utc: utcTime(next.opens) } : null,
    uncertain: uncertain.map(({ delivery, key, intendedAt }) => ({
      delivery,
      part: key,
      triedAt: utcTime(intendedAt),
    })),
    problems: [
      ...(connected ? [] : [`Nothing is posted: the tokens of ${platform} are not set.`]),
      ...(pause ? [`Paused since ${utcTime(pause.at)}, tried again every hour: ${pause.reason}`] : []),
      ...uncertainIn(uncertain),
      ...deliveries.filter(({ id }) => !uncertain.some(({ delivery }) => delivery === id)).flatMap(problemsOf),
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

function problemsOf({ digest, state, started, reason, delay, platform }: DeliveryEntry): string[] {
  if (state === 'failed') return [`${digest} was not posted: ${reason ?? 'unknown reason'}`]
  if (state !== 'pending' || !started) return []
  return [`${digest} is not finished; the bot will continue it.${delay ? ` ${describeDelay(delay, platform)}` : ''}`]
}

/** Parts that could not be corrected. */
async function staleIn({ id, digest }: DeliveryEntry, ledger: PartStore): Promise<string[]> {
  const parts = await ledger.parts(id)
  return parts.flatMap(({ key, uneditable }) =>
    uneditable ? [`${digest}: ${key} shows an older text than its file. ${uneditable}`] : [],
  )
}

/** One sentence for each delivery that has uncertain parts. */
function uncertainIn(uncertain: readonly UncertainPart[]): string[] {
  return [...Map.groupBy(uncertain, ({ digest }) => digest)].map(([digest, parts]) => {
    const keys = parts.map(({ key }) => key).join(', ')
    return `${digest}: it is unknown whether ${keys} arrived, so nothing is sent again. \`resolve\` says where to look.`
  })
}

/** What is wrong with the ledger, which concerns all destinations; each a sentence or two. */
async function ledgerProblems({ ledger, inspector, check }: Store, now: number): Promise<string[]> {
  const faults = [...(await faultsOf(async () => check())), ...(await faultsOf(() => inspector.checkWritable(now)))]
  const gap = describeLedgerGap(await ledger.gap(), now)
  return [...new Set(faults), ...(gap ? [gap] : [])]
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
