import type { Delay } from '../domain/delivery.ts'
import type { PlatformName } from '../domain/destination.ts'
import { dayMs, hourMs, minuteMs } from '../domain/duration.ts'
import { messagesFor } from './messages.ts'
import { platformTitle } from './platform-titles.ts'

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

/** Rounded to one unit: `40 min`, `2 h`, `1 day`. */
export function formatDuration(ms: number, language = 'en'): string {
  const { minutes, hours, days } = messagesFor(language).delays
  if (ms < hourMs - minuteMs / 2) return minutes(Math.max(1, Math.round(ms / minuteMs)))
  if (ms < dayMs - hourMs / 2) return hours(Math.round(ms / hourMs))
  return days(Math.round(ms / dayMs))
}
