import { addDays, type Day } from '../../domain/day.ts'
import type { DeliveryEntry, DeliveryId } from '../../domain/delivery.ts'
import { type Destination, destinationSchema } from '../../domain/destination.ts'
import type { StateReason } from '../../domain/destination-state.ts'
import { digestId, parseDigestId } from '../../domain/digest.ts'
import type { DigestRepository } from '../../domain/digest-repository.ts'
import type { Pause } from '../../domain/ledger.ts'
import type { Review, ReviewState } from '../../domain/review.ts'
import { dayAt } from '../../domain/time-zone.ts'
import { historyFrom, isRenamedFrom, recentDays, rememberedDeliveries } from '../../scheduler/delivery-history.ts'
import {
  type DestinationDay,
  type DestinationRecords,
  deliveriesByDay,
  pausedState,
  stateOnDays,
} from '../../scheduler/destination-state.ts'
import type { DashboardData } from './options.ts'

/** How far back a slot may still be open, in days; no `catchUp` is longer. */
const reachDays = 32

/** How many reviews are shown in the calendar: a month of several publications. */
const reviewsMax = 200

/** The calendar of one destination. */
export interface CalendarRow {
  readonly destination: Destination
  readonly cells: readonly DestinationDay[]
  /** Why it is paused. */
  readonly paused?: StateReason
  /** The day of the newest digest that was posted to it. */
  readonly lastPosted?: Day
  /** It is no longer in the configuration; only its history is known. */
  readonly isFormer: boolean
}

/** Data that was looked up for all destinations at once. */
interface Findings {
  readonly now: number
  /** The deliveries by destination. */
  readonly deliveries: ReadonlyMap<string, readonly DeliveryEntry[]>
  /** Deliveries to destinations that are no longer in the configuration. */
  readonly orphans: readonly DeliveryEntry[]
  readonly uncertain: ReadonlySet<DeliveryId>
  readonly pauses: ReadonlyMap<string, Pause>
  readonly seen: ReadonlyMap<string, number>
  /** The published days by publication. */
  readonly published: ReadonlyMap<string, readonly Day[]>
  readonly reviews: readonly Review[]
}

/** The calendars of all destinations, in the order of the configuration; removed ones come last. */
export async function loadCalendar(
  dashboard: DashboardData,
  repository: DigestRepository,
  days: readonly Day[],
): Promise<CalendarRow[]> {
  const destinations = dashboard.destinations()
  const findings = await lookUp(dashboard, destinations, repository, days)
  const rows = await Promise.all(destinations.map((each) => rowOf(each, findings, dashboard, days)))
  const shown = new Set(rows.flatMap(({ cells }) => cells.map(({ delivery }) => delivery?.id)))
  const left = Map.groupBy(
    findings.orphans.filter(({ id }) => !shown.has(id)),
    ({ destination }) => destination,
  )
  return [...rows, ...[...left].flatMap(([name, entries]) => formerRow(name, entries, findings, days))]
}

async function lookUp(
  { ledger, inspector, reviews, clock }: DashboardData,
  destinations: readonly Destination[],
  repository: DigestRepository,
  days: readonly Day[],
): Promise<Findings> {
  const now = clock.now()
  const names = [...destinations.map(({ publication }) => publication), ...repository.publications()]
  const published = new Map([...new Set(names)].map((name) => [name, repository.days(name)]))
  const wanted = [...days.flatMap((day) => [addDays(day, -1), day]), ...reachFrom(dayAt(now, 'UTC'))]
  const ids = [...published].flatMap(([publication, digests]) =>
    [...new Set([...wanted, ...digests.slice(-recentDays)])].map((date) => digestId({ publication, date })),
  )
  const deliveries = Map.groupBy(await ledger.deliveriesOf(ids), ({ destination }) => destination)
  const known = new Set(destinations.map(({ name }) => name))
  return {
    now,
    deliveries,
    orphans: [...deliveries].flatMap(([name, entries]) => (known.has(name) ? [] : entries)),
    uncertain: new Set((await ledger.uncertainParts()).map(({ delivery }) => delivery)),
    pauses: await ledger.pauses(),
    seen: await inspector.seen(),
    published,
    reviews: await reviews.recent(reviewsMax),
  }
}

/** The days whose slots may be open now, in any time zone. */
function reachFrom(today: Day): Day[] {
  return Array.from({ length: reachDays + 2 }, (_, ago) => addDays(today, 1 - ago))
}

async function rowOf(
  destination: Destination,
  findings: Findings,
  dashboard: DashboardData,
  days: readonly Day[],
): Promise<CalendarRow> {
  const { name, publication } = destination
  const { now, uncertain, seen } = findings
  const own = await dashboard.ledger.deliveriesTo(name, rememberedDeliveries)
  const firstSeen = seen.get(name) ?? now
  const published = findings.published.get(publication) ?? []
  const standing = historyFrom(destination, { own, orphans: findings.orphans, firstSeen, published })
  const renamed = findings.orphans.filter((entry) => isRenamedFrom(destination, entry, own, firstSeen))
  // Its own deliveries come last, so that they win where both have one.
  const deliveries = deliveriesByDay(publication, [...renamed, ...(findings.deliveries.get(name) ?? [])])
  const [pause, heldUntil] = [findings.pauses.get(name), dashboard.pausedUntil(name)]
  const reviews = reviewsByDay(publication, findings.reviews)
  const history: DestinationRecords = { history: standing, uncertain, deliveries, pause, heldUntil, reviews }
  const paused = pausedState(history, now)?.reason
  const newest = own.find(({ state }) => state === 'posted')
  const lastPosted = newest && parseDigestId(newest.digest)?.date
  return {
    destination,
    isFormer: false,
    cells: stateOnDays(now, destination, days, history),
    ...(paused && { paused }),
    ...(lastPosted && { lastPosted }),
  }
}

function reviewsByDay(publication: string, reviews: readonly Review[]): Map<Day, ReviewState> {
  return new Map(
    reviews.flatMap(({ digest, state }) => {
      const id = parseDigestId(digest)
      return id?.publication === publication ? [[id.date, state] as const] : []
    }),
  )
}

function formerRow(
  name: string,
  entries: readonly DeliveryEntry[],
  { now, uncertain }: Findings,
  days: readonly Day[],
): CalendarRow[] {
  const destination = formerDestination(name, entries)
  const standing = { firstSeen: now, served: new Set<Day>(), published: [] }
  const deliveries = deliveriesByDay(destination.publication, entries)
  const cells = stateOnDays(now, destination, days, { history: standing, uncertain, deliveries })
  return cells.some(({ delivery }) => delivery) ? [{ destination, cells, isFormer: true }] : []
}

/** A removed destination, which only the ledger knows: nothing is due there. */
function formerDestination(name: string, [entry]: readonly DeliveryEntry[]): Destination {
  const { platform = '', channel = '', digest = '' } = entry ?? {}
  const publication = parseDigestId(digest)?.publication
  // Its name may be older than the rule for names.
  return { ...destinationSchema.parse({ name: 'former', platform, channel, publication }), name, days: [] }
}
