import { addDays, parseDay } from '../../domain/day.ts'
import type { Destination } from '../../domain/destination.ts'
import { type DigestId, digestId } from '../../domain/digest.ts'
import type { DigestRepository } from '../../domain/digest-repository.ts'
import { ConfigurationError } from '../../domain/errors.ts'
import { instantAt, localTime, utcTime } from '../../domain/time-zone.ts'
import { slotsBetween } from '../../scheduler/slots.ts'

/** One post to come, assuming a digest every day. */
export interface PlannedPost {
  readonly destination: string
  readonly localDate: string
  /** Wall clock with its offset. */
  readonly local: string
  readonly utc: string
  /** Why the digest of that day was withdrawn, if it was: nothing is posted then. */
  readonly withdrawn?: string
}

const dayMs = 86_400_000

/**
 * The posts of `days` days from `from`, in the order in which they go out. An instant counts days of 24 hours; a date
 * counts calendar days of each destination's own time zone. `withdrawals` are the reasons of digests that were withdrawn.
 */
export function plan(
  destinations: readonly Destination[],
  from: string,
  days: number,
  withdrawals: ReadonlyMap<DigestId, string> = new Map(),
): PlannedPost[] {
  const posts = destinations.flatMap((destination) => {
    const { timezone } = destination
    const [start, end] = spanOf(from, days, timezone)
    return slotsBetween(destination, start, end).map((slot) => {
      const withdrawn = withdrawals.get(digestId({ publication: destination.publication, date: slot.digestDay }))
      return {
        destination: destination.name,
        localDate: slot.day as string,
        local: localTime(slot.opens, timezone),
        utc: utcTime(slot.opens),
        ...(withdrawn !== undefined && { withdrawn }),
      }
    })
  })
  return posts.sort((a, b) => a.utc.localeCompare(b.utc) || a.destination.localeCompare(b.destination))
}

function spanOf(from: string, days: number, timezone: string): [number, number] {
  const day = parseDay(from)
  if (day) {
    const end = parseDay(new Date(Date.parse(from) + days * dayMs).toISOString().slice(0, 10))
    return [instantAt(day, '00:00', timezone), instantAt(end ?? day, '00:00', timezone)]
  }
  const start = Date.parse(from)
  if (Number.isNaN(start) || !/^\d{4}-\d{2}-\d{2}T/.test(from)) {
    throw new ConfigurationError(
      `--from takes a date (2026-03-12) or an instant (2026-03-12T06:00:00Z), not "${from}".`,
    )
  }
  return [start, start + days * dayMs]
}

/** The reasons of the digests that were withdrawn, of those that posts from this date or instant on may be about. */
export async function withdrawalsSince(
  from: string,
  repository: DigestRepository,
): Promise<ReadonlyMap<DigestId, string>> {
  const day = parseDay(from.slice(0, 10))
  // For a destination with yesterday's edition, east of Greenwich.
  const first = day && addDays(day, -2)
  const recent = repository
    .publications()
    .flatMap((publication) => repository.days(publication).map((date) => ({ publication, date })))
    .filter(({ date }) => first !== undefined && date >= first)
  const digests = await Promise.all(recent.map((each) => repository.get(digestId(each))))
  return new Map(
    digests.flatMap((digest): [DigestId, string][] =>
      digest?.withdrawn === undefined ? [] : [[digestId(digest), digest.withdrawn]],
    ),
  )
}
