import { dayMs } from '../../../domain/duration.ts'

const locale = 'en-US'

/** A message's id is its time, in seconds with a counter behind the point. */
export function dateOfTs(ts: string): Date {
  return new Date(Number.parseFloat(ts) * 1000)
}

/** `8:30 AM`, in the reader's zone. */
export function clockTime(at: Date): string {
  return at.toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit' })
}

/** `Tuesday, November 24th` */
export function dayName(at: Date): string {
  return `${at.toLocaleDateString(locale, { weekday: 'long', month: 'long' }).replace(/^(\S+) (\S+)$/, '$2, $1')} ${ordinal(at.getDate())}`
}

/** Fills Slack's date tokens. https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function fillDate(format: string, at: Date, now: Date): string {
  return format.replace(/\{(\w+)\}/g, (token, name: string) => {
    const pretty = name.endsWith('_pretty') ? nearName(at, now) : undefined
    return pretty ?? tokens[name.replace(/_pretty$/, '')]?.(at, now) ?? token
  })
}

const tokens: Record<string, (at: Date, now: Date) => string> = {
  date_num: (at) => [at.getFullYear(), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())].join('-'),
  date_slash: (at) => [twoDigits(at.getDate()), twoDigits(at.getMonth() + 1), at.getFullYear()].join('/'),
  date: (at) => `${at.toLocaleDateString(locale, { month: 'long' })} ${ordinal(at.getDate())}, ${at.getFullYear()}`,
  date_short: (at) => at.toLocaleDateString(locale, { month: 'short', day: 'numeric', year: 'numeric' }),
  date_long: (at) => `${dayName(at)}, ${at.getFullYear()}`,
  date_long_full: (at) => at.toLocaleDateString(locale, { month: 'long', day: 'numeric', year: 'numeric' }),
  day_divider: (at, now) => nearName(at, now) ?? dayName(at),
  time: clockTime,
  time_secs: (at) => at.toLocaleTimeString(locale),
  ago,
}

function nearName(at: Date, now: Date): string | undefined {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
  const days = Math.round((midnight(at) - midnight(now)) / dayMs)
  return { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[String(days)]
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

function ago(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1]
  return words.format(Math.round(seconds / size), unit)
}

function ordinal(day: number): string {
  const kind = new Intl.PluralRules('en', { type: 'ordinal' }).select(day)
  return `${day}${{ one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' }[kind]}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
