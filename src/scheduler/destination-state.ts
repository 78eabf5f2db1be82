import { type Day, weekdayOf } from '../domain/day.ts'
import type { DeliveryEntry, DeliveryId } from '../domain/delivery.ts'
import type { Destination } from '../domain/destination.ts'
import type { DestinationState } from '../domain/destination-state.ts'
import { digestId, parseDigestId } from '../domain/digest.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import type { DeliveryQueries, DestinationStore, Pause, UncertainParts } from '../domain/ledger.ts'
import type { ReviewQueries, ReviewState } from '../domain/review.ts'
import type { Subscriptions } from '../domain/subscription.ts'
import { dayAt } from '../domain/time-zone.ts'
import { historyFrom, loadSharedHistory, rememberedDeliveries } from './delivery-history.ts'
import type { DeliveryHistory } from './due.ts'
import { type Forecast, forecast } from './forecast.ts'
import { isPostingDay, nextSlot, slotOn } from './slots.ts'

/** The records of one destination. */
export interface DestinationRecords {
  readonly history: DeliveryHistory
  /** Its deliveries by the digest's day. */
  readonly deliveries: ReadonlyMap<Day, DeliveryEntry>
  /** Deliveries with uncertain parts. */
  readonly uncertain: ReadonlySet<DeliveryId>
  readonly pause?: Pause | undefined
  /** Until when it is on hold, as asked in chat; in milliseconds since 1970. */
  readonly heldUntil?: number | undefined
  /** The reasons of withdrawn digests by their days, if they were looked up. */
  readonly withdrawn?: ReadonlyMap<Day, string>
  /** The reviews of drafts by their days, if they were looked up. */
  readonly reviews?: ReadonlyMap<Day, ReviewState>
}

/** One day of one destination. */
export interface DestinationDay extends DestinationState {
  readonly day: Day
  /** The day of the digest that belongs to it. */
  readonly digest: Day
  readonly delivery?: DeliveryEntry
  readonly isToday: boolean
  /** The next post belongs here. */
  readonly isNext: boolean
}

/** The state of a destination on each of these days, and why. Pure; agrees with `dueDigest`. */
export function stateOnDays(
  now: number,
  destination: Destination,
  days: readonly Day[],
  records: DestinationRecords,
): DestinationDay[] {
  const prospects = forecast(now, destination, records.history)
  const today = dayAt(now, destination.timezone)
  const next = nextSlot(destination, now)?.day
  return days.map((day) => {
    const { digestDay: digest } = slotOn(destination, day)
    const entry = records.deliveries.get(digest)
    const withdrawn = records.withdrawn?.get(digest)
    const found =
      withdrawn === undefined
        ? ((entry && deliveryState(entry, records, now)) ?? expected(now, destination, day, records, prospects))
        : ({ state: 'skipped', reason: { type: 'withdrawn', text: withdrawn } } as const)
    return { day, digest, isToday: day === today, isNext: day === next, ...found, ...(entry && { delivery: entry }) }
  })
}

/** The state of a destination now: paused, or that of today. */
export interface CurrentState extends DestinationState, Pick<DestinationDay, 'delivery'> {
  /** Its next posting time, after today's if that has passed, and after a hold; in milliseconds since 1970. */
  readonly opensAt?: number
}

function stateNow(now: number, destination: Destination, records: DestinationRecords): CurrentState {
  const [today] = stateOnDays(now, destination, [dayAt(now, destination.timezone)], records)
  // The slot at which a hold ends is the first after it.
  const opensAt = nextSlot(destination, Math.max(now, (records.heldUntil ?? 0) - 1))?.opens
  return { state: 'off', ...today, ...pausedState(records, now), ...(opensAt !== undefined && { opensAt }) }
}

type PauseRecords = Pick<DestinationRecords, 'pause' | 'heldUntil'>

/** Whether a destination is paused, and why. */
export function pausedState({ pause, heldUntil = 0 }: PauseRecords, now: number): DestinationState | undefined {
  if (heldUntil > now) return { state: 'paused', reason: { type: 'on-hold', until: heldUntil } }
  return pause && { state: 'paused', reason: { type: 'refused', failure: pause.reason }, since: pause.at }
}

/** The state of a delivery, as the ledger has it; undefined for one that is pending and not started. */
export function deliveryState(
  { id, state, started, reason, delay, settledAt }: DeliveryEntry,
  { uncertain, ...paused }: Pick<DestinationRecords, 'uncertain'> & PauseRecords,
  now: number,
): DestinationState | undefined {
  const since = settledAt === undefined ? {} : { since: settledAt }
  const late = delay && { reason: { type: 'delay', delay } as const }
  if (uncertain.has(id)) return { state: 'uncertain', reason: { type: 'uncertain' }, ...since }
  if (state === 'posted') return { state: delay ? 'late' : state, ...late, ...since }
  if (state !== 'pending') return { state, ...(reason && { reason: { type: 'recorded', failure: reason } }), ...since }
  if (!started) return undefined
  return pausedState(paused, now) ?? { state: 'pending', ...(late ?? { reason: { type: 'under-way' } }) }
}

function expected(
  now: number,
  destination: Destination,
  day: Day,
  { history, ...records }: DestinationRecords,
  { posts, supersedes }: Forecast,
): DestinationState {
  const { digestDay, opens, closes } = slotOn(destination, day)
  const next = posts.get(digestDay)
  if (next !== undefined) return { state: 'pending', ...pausedState(records, now), next }
  const by = supersedes.get(digestDay)
  if (by) return { state: 'superseded', reason: { type: 'superseded', by } }
  if (day < dayAt(history.firstSeen, destination.timezone)) return { state: 'before' }
  if (destination.skip.has(day)) return { state: 'off', reason: { type: 'skipped-date' } }
  if (!isPostingDay(destination, day)) return { state: 'off', reason: { type: 'day-off', weekday: weekdayOf(day) } }
  if (history.published.includes(digestDay)) return { state: 'missed', reason: { type: 'window-over' } }
  const review = records.reviews?.get(digestDay)
  if (review === 'held') return { state: 'skipped', reason: { type: 'held' } }
  const isWaiting = review === 'waiting' && ({ reason: { type: 'in-review' } } as const)
  return now < closes ? { state: 'planned', ...isWaiting, next: opens } : { state: 'unpublished', ...isWaiting }
}

interface Sources {
  readonly ledger: Pick<
    DeliveryQueries & DestinationStore & UncertainParts,
    'deliveriesTo' | 'orphansOf' | 'firstSeen' | 'pauses' | 'uncertainParts'
  >
  readonly reviews: Pick<ReviewQueries, 'review'>
  readonly repository: Pick<DigestRepository, 'days' | 'get'>
  readonly destinations: () => readonly Destination[]
}

/** Until when a destination is on hold, as asked in chat. */
export function heldUntil({ name }: Destination, subscriptions: Pick<Subscriptions, 'all'>): HoldRecord {
  const until = subscriptions.all().find(({ destination }) => destination.name === name)?.pausedUntil
  return until === undefined ? {} : { heldUntil: until }
}

type HoldRecord = Pick<DestinationRecords, 'heldUntil'>

/** Looks up the records of one destination, and returns its state now. */
export async function loadState(
  destination: Destination,
  now: number,
  sources: Sources,
  rest: HoldRecord & { readonly firstSeen?: number } = {},
): Promise<CurrentState> {
  const { name, publication, timezone } = destination
  const { ledger, repository, reviews } = sources
  const own = await ledger.deliveriesTo(name, rememberedDeliveries)
  const firstSeen = rest.firstSeen ?? (await ledger.firstSeen(name, now))
  const history = historyFrom(destination, { own, firstSeen, ...(await loadSharedHistory(publication, sources)) })
  const date = slotOn(destination, dayAt(now, timezone)).digestDay
  const id = digestId({ publication, date })
  const withdrawn = (await repository.get(id))?.withdrawn
  const review = await reviews.review(id)
  return stateNow(now, destination, {
    ...rest,
    history,
    deliveries: deliveriesByDay(publication, own),
    uncertain: new Set((await ledger.uncertainParts()).map(({ delivery }) => delivery)),
    pause: (await ledger.pauses()).get(name),
    ...(withdrawn !== undefined && { withdrawn: new Map([[date, withdrawn]]) }),
    ...(review && { reviews: new Map([[date, review.state]]) }),
  })
}

/** The deliveries of a publication by the day of their digest. */
export function deliveriesByDay(publication: string, entries: readonly DeliveryEntry[]): Map<Day, DeliveryEntry> {
  return new Map(
    entries.flatMap((entry) => {
      const id = parseDigestId(entry.digest)
      return id?.publication === publication ? [[id.date, entry] as const] : []
    }),
  )
}
