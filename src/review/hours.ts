import { addDays, type Day } from '../domain/day.ts'
import type { Destination } from '../domain/destination.ts'
import { type DigestId, parseDigestId } from '../domain/digest.ts'
import { dayAt, localTime } from '../domain/time-zone.ts'
import { isPostingDay, slotOn } from '../scheduler/slots.ts'
import type { ReviewContext } from './context.ts'

/** When a digest goes out first. */
export interface FirstPost {
  /** Milliseconds since 1970. */
  readonly opensAt: number
  readonly timezone: string
}

/** The first of the destinations that post the digest; undefined if none does. */
export function firstPost(id: DigestId, destinations: readonly Destination[]): FirstPost | undefined {
  const posts = destinationsOf(id, destinations).flatMap(({ destination, day }) =>
    isPostingDay(destination, day) ? [{ opensAt: slotOn(destination, day).opens, timezone: destination.timezone }] : [],
  )
  return posts.toSorted((one, other) => one.opensAt - other.opensAt)[0]
}

/** Whether no destination can post the digest any more, not even late. */
export function isOver(id: DigestId, destinations: readonly Destination[], now: number): boolean {
  const own = destinationsOf(id, destinations)
  const { date } = parseDigestId(id) ?? {}
  if (own.length === 0) return date === undefined || addDays(date, 1) < dayAt(now, 'UTC')
  return own.every(({ destination, day }) => now >= slotOn(destination, addDays(day, destination.catchUp)).closes)
}

/** Why a draft that nothing was decided about cannot be posted any more; undefined if it can. */
export function endOf(
  id: DigestId,
  { repository, destinations, clock }: Pick<ReviewContext, 'repository' | 'destinations' | 'clock'>,
): 'replaced' | 'over' | undefined {
  if (repository.files().has(id)) return 'replaced'
  return isOver(id, destinations(), clock.now()) ? 'over' : undefined
}

/** The time of day, with its zone. */
export function timeOfDay(at: number, timezone = 'UTC'): string {
  return `${localTime(at, timezone).slice('YYYY-MM-DDT'.length, 'YYYY-MM-DDTHH:MM'.length)} (${timezone})`
}

/** The destinations of a digest, each with the day on which it posts it. */
function destinationsOf(
  id: DigestId,
  destinations: readonly Destination[],
): { readonly destination: Destination; readonly day: Day }[] {
  const digest = parseDigestId(id)
  if (!digest) return []
  return destinations
    .filter(({ publication }) => publication === digest.publication)
    .map((destination) => ({
      destination,
      day: destination.edition === 'yesterday' ? addDays(digest.date, 1) : digest.date,
    }))
}
