import { isReplaced } from '../delivery/message-state.ts'
import type { DeliveryEntry, DeliveryId, UncertainPart } from '../domain/delivery.ts'
import type { Destination } from '../domain/destination.ts'
import type { DayState } from '../domain/destination-state.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import type { DeliveryQueries, DestinationStore, PartStore, UncertainParts } from '../domain/ledger.ts'
import type { LedgerInspector } from '../domain/ledger-stats.ts'
import type { ReviewQueries } from '../domain/review.ts'
import type { Subscriptions } from '../domain/subscription.ts'
import { localTime, utcTime } from '../domain/time-zone.ts'
import { describeDelay, describeReason, describeUneditable } from '../i18n/describe-state.ts'
import type { Messages } from '../i18n/en/index.ts'
import { messagesFor } from '../i18n/messages.ts'
import { commandLine } from '../lib/command-line.ts'
import { type CurrentState, deliveryState, heldUntil, loadState } from '../scheduler/destination-state.ts'

/** The state of one destination. Times are ISO 8601. */
export interface DestinationStatus {
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
  /** The language of the sentences; English by default. */
  readonly language?: string
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
  const { ledger, inspector, subscriptions, language } = sources
  const words = messagesFor(language).status
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
      reason: state.reason ? describeReason(state.reason, destination, language) : null,
      since: state.since === undefined ? null : utcTime(state.since),
      next: state.next === undefined ? null : utcTime(state.next),
    },
    last: last ? await lastOf(last, ledger, language) : null,
    next: next === undefined ? null : { local: localTime(next, timezone), utc: utcTime(next) },
    uncertain: uncertain.map(({ delivery, key, intendedAt }) => ({
      delivery,
      part: key,
      triedAt: utcTime(intendedAt),
    })),
    problems: [
      ...(lack === undefined ? [] : [lack]),
      ...pauseProblem(state, destination, language),
      ...uncertainIn(uncertain, words),
      ...deliveries.flatMap((delivery) => problemsOf(delivery, destination, doubtful, now, language)),
      ...(await Promise.all(deliveries.map((delivery) => staleIn(delivery, ledger, language)))).flat(),
    ],
  }
}

async function lastOf(last: DeliveryEntry, ledger: PartStore, language?: string): Promise<DestinationStatus['last']> {
  const { id, digest, settledAt, createdAt, delay, platform } = last
  const [first] = await ledger.parts(id)
  const link = first?.ref?.link ?? null
  return {
    digest,
    postedAt: utcTime(settledAt ?? createdAt),
    link,
    delay: delay ? describeDelay(delay, platform, language) : null,
  }
}

function pauseProblem({ state, since, reason }: CurrentState, destination: Destination, language?: string): string[] {
  if (state !== 'paused' || !reason || since === undefined) return []
  return [messagesFor(language).status.paused(utcTime(since), describeReason(reason, destination, language))]
}

function problemsOf(
  delivery: DeliveryEntry,
  destination: Destination,
  uncertain: Set<DeliveryId>,
  now: number,
  language?: string,
): string[] {
  const { state, reason } = deliveryState(delivery, { uncertain }, now) ?? {}
  const words = messagesFor(language).status
  const why = reason && describeReason(reason, destination, language)
  if (state === 'failed') return [words.failed(delivery.digest, why)]
  if (state === 'withdrawing') return [words.undoing(delivery.digest, why)]
  return state === 'pending' ? [words.pending(delivery.digest, reason?.type === 'delay' ? why : undefined)] : []
}

/** Parts that could not be corrected. */
async function staleIn(
  { id, digest, platform }: DeliveryEntry,
  ledger: PartStore,
  language?: string,
): Promise<string[]> {
  const parts = await ledger.parts(id)
  return parts.flatMap((part) => {
    const { key, uneditable: reason } = part
    if (reason === undefined) return []
    const name = `${digest}: ${key}`
    const undo = commandLine(`post --undo ${id}`)
    return describeUneditable({ name, platform, reason, isReplaced: isReplaced(part), undo }, language)
  })
}

/** One sentence for each delivery that has uncertain parts. */
function uncertainIn(uncertain: readonly UncertainPart[], words: Messages['status']): string[] {
  return [...Map.groupBy(uncertain, ({ digest }) => digest)].map(([digest, parts]) =>
    words.uncertain(digest, parts.map(({ key }) => key).join(', ')),
  )
}
