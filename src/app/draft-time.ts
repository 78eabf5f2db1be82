import { addDays } from '../domain/day.ts'
import type { Destination } from '../domain/destination.ts'
import { type DigestId, digestId } from '../domain/digest.ts'
import { minuteMs } from '../domain/duration.ts'
import { dayAt, instantAt } from '../domain/time-zone.ts'
import { firstPost, isOver } from '../review/hours.ts'

/** How long before the first post a digest is drafted unless the configuration says when, in milliseconds. */
const leadMs = 90 * minuteMs

/**
 * When the digest is drafted, in milliseconds since 1970: at `time` (`HH:MM`) in the zone of the destination that posts
 * first, on that day, or on the day before if the post is earlier. Undefined if no destination posts the digest.
 */
function draftTime(id: DigestId, destinations: readonly Destination[], time?: string): number | undefined {
  const post = firstPost(id, destinations)
  if (!post) return undefined
  const { opensAt, timezone } = post
  if (time === undefined) return opensAt - leadMs
  const day = dayAt(opensAt, timezone)
  const at = instantAt(day, time, timezone)
  return at <= opensAt ? at : instantAt(addDays(day, -1), time, timezone)
}

/** The digest of a publication that should be drafted by now: the newest whose time has come, unless it is too late to post it. */
export function dueDraft(
  publication: string,
  destinations: readonly Destination[],
  now: number,
  time?: string,
): DigestId | undefined {
  const today = dayAt(now, 'UTC')
  // East of Greenwich, and for destinations that post the digest of the day before, other days come first.
  for (const distance of [2, 1, 0, -1]) {
    const id = digestId({ publication, date: addDays(today, distance) })
    const at = draftTime(id, destinations, time)
    if (at !== undefined && at <= now) return isOver(id, destinations, now) ? undefined : id
  }
  return undefined
}
