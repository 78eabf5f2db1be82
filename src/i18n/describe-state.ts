import type { Delay } from '../domain/delivery.ts'
import type { Destination, PlatformName } from '../domain/destination.ts'
import type { StateReason } from '../domain/destination-state.ts'
import { dayMs, hourMs, minuteMs } from '../domain/duration.ts'
import type { FailureReason } from '../domain/failure-reason.ts'
import { localTime } from '../domain/time-zone.ts'
import { describeFailure, isDeletion } from './failures.ts'
import { messagesFor } from './messages.ts'
import { platformTitle } from './platform-titles.ts'

/** A sentence or two. Times are those of the time zone. */
export function describeReason(
  reason: StateReason,
  { platform, timezone }: Pick<Destination, 'platform' | 'timezone'>,
  language = 'en',
): string {
  const { states, weekdays } = messagesFor(language)
  switch (reason.type) {
    case 'delay':
      return describeDelay(reason.delay, platform, language)
    case 'refused':
    case 'recorded':
      return describeFailure(reason.failure, language)
    case 'on-hold':
      return states.onHold(localTime(reason.until, timezone).slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' '))
    case 'superseded':
      return states.superseded(reason.by)
    case 'withdrawn':
      return states.withdrawn(reason.text)
    case 'day-off':
      return states.dayOff(weekdays[reason.weekday])
    case 'uncertain':
      return states.uncertain
    case 'under-way':
      return states.underWay
    case 'skipped-date':
      return states.skippedDate
    case 'window-over':
      return states.windowOver
    case 'in-review':
      return states.inReview
    case 'held':
      return states.held
  }
}

/** A sentence, e.g. "Posted 2 h late: the bot was not running, then Slack could not be reached." */
export function describeDelay(delay: Delay, platform: PlatformName, language = 'en'): string {
  if ('text' in delay) return delay.text
  const { delays } = messagesFor(language)
  const { outcome, lateMs = 0, reasons, isExplained } = delay
  const late = outcome === 'unfinished' ? delays.unfinished : delays[outcome](formatDuration(lateMs, language))
  const words = delays.reasons(platformTitle(platform))
  return delays.sentence(
    late,
    reasons.map((reason) => words[reason]),
    isExplained,
  )
}

/** A message that is not as its file is. */
interface Uneditable {
  /** Begins the sentence. */
  readonly name: string
  readonly platform: PlatformName
  readonly reason: FailureReason
  readonly isReplaced: boolean
  /** The command that takes its delivery back. */
  readonly undo: string
}

/** What it shows instead, why, and what to do. */
export function describeUneditable({ name, platform, reason, isReplaced, undo }: Uneditable, language = 'en'): string {
  const words = messagesFor(language).status
  if (isDeletion(reason)) return words.deleted(name, platformTitle(platform), undo)
  return (isReplaced ? words.replaced : words.stale)(name, describeFailure(reason, language))
}

/** Rounded to one unit: `40 min`, `2 h`, `1 day`. */
export function formatDuration(ms: number, language = 'en'): string {
  const { minutes, hours, days } = messagesFor(language).delays
  if (ms < hourMs - minuteMs / 2) return minutes(Math.max(1, Math.round(ms / minuteMs)))
  if (ms < dayMs - hourMs / 2) return hours(Math.round(ms / hourMs))
  return days(Math.round(ms / dayMs))
}
