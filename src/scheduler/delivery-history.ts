import { addDays, type Day } from '../domain/day.ts'
import { type DeliveryEntry, deliveryId } from '../domain/delivery.ts'
import type { Destination } from '../domain/destination.ts'
import { type DigestId, digestId, parseDigestId } from '../domain/digest.ts'
import type { DigestRepository } from '../domain/digest-repository.ts'
import type { DeliveryQueries, DestinationStore, NewDelivery } from '../domain/ledger.ts'
import type { DeliveryHistory } from './due.ts'

/** How many of a destination's deliveries are read: more than any `catchUp` reaches back. */
export const rememberedDeliveries = 64

/** How many of the newest digests may have been posted under another name of the destination. */
export const recentDays = 40

type Place = Pick<Destination, 'platform' | 'channel'>

interface Sources {
  readonly ledger: Pick<DeliveryQueries & DestinationStore, 'deliveriesTo' | 'orphansOf' | 'firstSeen'>
  readonly repository: Pick<DigestRepository, 'days'>
  readonly destinations: () => readonly Destination[]
}

/** The history that all destinations of a publication share. */
export interface SharedHistory extends Pick<HistoryRecords, 'orphans' | 'published'> {
  /**
   * Deliveries to destinations that no longer exist, of the digests of the days around this one. To look for them takes
   * longer the more destinations there are, so it is done once for each day.
   */
  orphansAround(date: Day): Promise<readonly DeliveryEntry[]>
}

/** The data that `dueDigest` needs about a destination, and its newest deliveries. */
type LoadedHistory = DeliveryHistory & Pick<HistoryRecords, 'own'>

export async function loadSharedHistory(
  publication: string,
  { ledger, repository, destinations }: Sources,
): Promise<SharedHistory> {
  const published = repository.days(publication)
  const recent = published.slice(-recentDays).map((date) => digestId({ publication, date }))
  const names = namesOf(destinations())
  const around = new Map<Day, Promise<readonly DeliveryEntry[]>>()
  const findAround = (date: Day) => {
    const days = Array.from({ length: 2 * recentDays }, (_, at) => addDays(date, at - recentDays))
    return ledger.orphansOf(
      days.map((day) => digestId({ publication, date: day })),
      names,
    )
  }
  return {
    published,
    orphans: await ledger.orphansOf(recent, names),
    orphansAround(date) {
      const found = around.get(date) ?? findAround(date)
      around.set(date, found)
      return found
    },
  }
}

export async function loadHistory(
  destination: Destination,
  now: number,
  { ledger }: Pick<Sources, 'ledger'>,
  shared: SharedHistory,
): Promise<LoadedHistory> {
  const own = await ledger.deliveriesTo(destination.name, rememberedDeliveries)
  const firstSeen = await ledger.firstSeen(destination.name, now)
  return { ...historyFrom(destination, { own, firstSeen, ...shared }), own }
}

/** The records of a destination. */
export interface HistoryRecords {
  /** Its newest deliveries, `rememberedDeliveries` of them. */
  readonly own: readonly DeliveryEntry[]
  /** Deliveries to destinations that no longer exist. */
  readonly orphans: readonly DeliveryEntry[]
  readonly firstSeen: number
  readonly published: DeliveryHistory['published']
}

/** The history of a destination from its records. Pure. */
export function historyFrom(destination: Destination, findings: HistoryRecords): DeliveryHistory {
  const { own, orphans, firstSeen, published } = findings
  const inherited = orphans.filter((delivery) => isRenamedFrom(destination, delivery, own, firstSeen))
  const served = [...own, ...inherited]
    .filter(({ state, started }) => state !== 'pending' || started)
    .map(({ digest }) => parseDigestId(digest))
    .flatMap((id) => (id?.publication === destination.publication ? [id.date] : []))
  // Under its old name it existed at least since its first delivery there.
  const since = Math.min(firstSeen, ...inherited.map(({ createdAt }) => createdAt))
  return { firstSeen: since, served: new Set(served), published }
}

/** The destination that continues a delivery to one that no longer exists. */
export async function successorOf(
  orphan: DeliveryEntry,
  now: number,
  sources: Sources,
): Promise<Destination | undefined> {
  const { ledger, destinations } = sources
  for (const destination of destinations().filter((each) => isSamePlace(each, orphan))) {
    const own = await ledger.deliveriesTo(destination.name, rememberedDeliveries)
    if (isRenamedFrom(destination, orphan, own, await ledger.firstSeen(destination.name, now))) return destination
  }
  return undefined
}

/** Deliveries to destinations that are no longer in the configuration. */
export function isOrphan({ destination }: Pick<DeliveryEntry, 'destination'>, names: ReadonlySet<string>): boolean {
  return !names.has(destination)
}

export function namesOf(destinations: readonly Destination[]): ReadonlySet<string> {
  return new Set(destinations.map(({ name }) => name))
}

/**
 * Whether the destination of a delivery is this one under an old name: it has the channel and the publication. One that existed beside the old one in the same
 * channel is not: it was first seen before the delivery and, in case the clock was set back since, also has a delivery
 * of its own of that day or an earlier one.
 */
export function isRenamedFrom(
  destination: Destination,
  delivery: DeliveryEntry,
  own: readonly DeliveryEntry[],
  firstSeen: number,
): boolean {
  const wasThere = firstSeen < delivery.createdAt && own.some(({ digest }) => digest <= delivery.digest)
  const isOfPublication = parseDigestId(delivery.digest)?.publication === destination.publication
  return isOfPublication && isSamePlace(destination, delivery) && !wasThere
}

/** Whether both are in the same channel. */
export function isSamePlace(one: Place, other: Place): boolean {
  return one.platform === other.platform && one.channel === other.channel
}

export function newDelivery(destination: Destination, digest: DigestId, createdAt: number): NewDelivery {
  const { name, platform, workspace, channel } = destination
  const place = { platform, channel, ...(workspace && { workspace }) }
  return { id: deliveryId(destination, digest), destination: name, digest, ...place, createdAt }
}
