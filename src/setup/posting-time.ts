import { parseTimeOfDay } from '../lib/time-of-day.ts'
import { didYouMeanZone, parseTimeZone } from '../lib/time-zone-names.ts'

/** The answers about the posting time. */
export type TimeKey = 'at' | 'timezone'

/**
 * The time or the time zone that a person means, as the configuration has it: `9:00` is `09:00`, `berlin` is
 * `Europe/Berlin`. A problem is the rest of a sentence: `must be ….`
 */
export function readPostingTime(
  key: TimeKey,
  typed: string,
): { readonly value: string } | { readonly problem: string } {
  const value = key === 'at' ? parseTimeOfDay(typed) : parseTimeZone(typed)
  if (value !== undefined) return { value }
  if (key === 'at') return { problem: 'must be a time of day such as "08:30".' }
  return { problem: `must be an IANA time zone such as Europe/Berlin. ${didYouMeanZone(typed)}`.trimEnd() }
}
