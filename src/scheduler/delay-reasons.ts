import type { PlatformName } from '../domain/destination.ts'
import { platformTitle } from '../i18n/platform-titles.ts'

/** What keeps a post from going out at its hour, as it is told. */
const reasons = {
  down: 'the bot was not running',
  asleep: 'the machine was asleep',
  'clock-ahead': 'the clock of the machine was set forward',
  'asleep-or-ahead': 'the machine was asleep, or its clock was set forward',
  'clock-wrong': 'the clock of the machine was wrong',
  unreachable: 'PLATFORM could not be reached',
  waited: 'PLATFORM could not be reached or asked us to wait',
  slow: 'PLATFORM took it no sooner',
  'on-hold': 'it was on hold, as somebody asked in chat',
  paused: 'its destination was paused',
  busy: 'an earlier delivery was still under way',
  unwritten: 'its digest came late',
  unreadable: 'its digest could not be read',
  uncertain: 'nobody could say whether a part had arrived',
  changed: 'the configuration was changed',
  new: 'its destination is new',
} as const
export type DelayReason = keyof typeof reasons

/** The reason in words, to stand after a colon. */
export function delayReasonText(hindrance: DelayReason, platform: PlatformName): string {
  return reasons[hindrance].replace('PLATFORM', platformTitle(platform))
}

/** - `posted`: none of it was there before. - `finished`: some of it was. - `unfinished`: some is still to come. */
export type Late = 'posted' | 'finished' | 'unfinished'

/**
 * What is said of a post that is late, e.g. "Posted 2 h late: the bot was not running, then Slack could not be
 * reached." `whole` says that the reasons account for all of the delay, as far as anybody knows.
 */
export function describeDelay(what: Late, lateMs: number, because: readonly string[], whole: boolean): string {
  // How late it will have been, nobody knows before it is there.
  const begin = { posted: 'Posted', finished: 'Finished', unfinished: 'Not finished in time' }[what]
  const late = what === 'unfinished' ? begin : `${begin} ${formatDuration(lateMs)} late`
  if (because.length === 0) return `${late}.`
  return `${late}${whole ? partly.all : partly.some}${because.join(then)}.`
}

const partly = { all: ': ', some: ', in part because ' }
const then = ', then '

/** The reasons that such a sentence gives: what was known before a crash is still known after it. */
export function parseDelayReasons(sentence = ''): { readonly because: readonly string[]; readonly whole: boolean } {
  const [, how, all] = /^[^:]*?(: |, in part because )(.*)\.$/.exec(sentence) ?? []
  return { because: all?.split(then) ?? [], whole: how === partly.all }
}

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000]

/** As one would say it: `40 min`, `2 h`, `1 day`. */
export function formatDuration(ms: number): string {
  if (ms < hourMs - minuteMs / 2) return `${Math.max(1, Math.round(ms / minuteMs))} min`
  if (ms < dayMs - hourMs / 2) return `${Math.round(ms / hourMs)} h`
  const days = Math.round(ms / dayMs)
  return days === 1 ? '1 day' : `${days} days`
}
