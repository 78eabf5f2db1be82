import type { Delay, DelayReason } from '../domain/delivery.ts'
import type { PlatformName } from '../domain/destination.ts'
import { dayMs, hourMs, minuteMs } from '../domain/duration.ts'
import { platformTitle } from '../i18n/platform-titles.ts'

/** Each stands after a colon, in the past tense. */
const reasonTexts: Readonly<Record<DelayReason, string>> = {
  'not-running': 'the bot was not running',
  asleep: 'the machine was asleep',
  'clock-ahead': 'the clock of the machine was set forward',
  'asleep-or-clock-ahead': 'the machine was asleep, or its clock was set forward',
  'clock-wrong': 'the clock of the machine was wrong',
  unreachable: 'PLATFORM could not be reached',
  retried: 'PLATFORM could not be reached or asked us to wait',
  slow: 'PLATFORM took it no sooner',
  'on-hold': 'it was on hold, as asked in chat',
  paused: 'its destination was paused',
  busy: 'an earlier delivery was still under way',
  'digest-late': 'its digest came late',
  'digest-unreadable': 'its digest could not be read',
  uncertain: 'it was unknown whether a part had arrived',
  'config-changed': 'the configuration was changed',
  'new-destination': 'its destination is new',
}

/** A sentence, e.g. "Posted 2 h late: the bot was not running, then Slack could not be reached." */
export function describeDelay(delay: Delay, platform: PlatformName): string {
  if ('text' in delay) return delay.text
  const { outcome, lateMs = 0, reasons, isExplained } = delay
  const begin = { posted: 'Posted', finished: 'Finished', unfinished: 'Not finished in time' }[outcome]
  const late = outcome === 'unfinished' ? begin : `${begin} ${formatDuration(lateMs)} late`
  if (reasons.length === 0) return `${late}.`
  const texts = reasons.map((reason) => reasonTexts[reason].replace('PLATFORM', platformTitle(platform)))
  return `${late}${isExplained ? ': ' : ', in part because '}${texts.join(', then ')}.`
}

/** Rounded to one unit: `40 min`, `2 h`, `1 day`. */
export function formatDuration(ms: number): string {
  if (ms < hourMs - minuteMs / 2) return `${Math.max(1, Math.round(ms / minuteMs))} min`
  if (ms < dayMs - hourMs / 2) return `${Math.round(ms / hourMs)} h`
  const days = Math.round(ms / dayMs)
  return days === 1 ? '1 day' : `${days} days`
}
