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

/** Fills the date tokens that the bot sends. https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function fillDate(format: string, at: Date): string {
  const date = at.toLocaleDateString(locale, { month: 'short', day: 'numeric', year: 'numeric' })
  return format.replace('{date_short}', date).replace('{time}', clockTime(at))
}

function ordinal(day: number): string {
  const kind = new Intl.PluralRules('en', { type: 'ordinal' }).select(day)
  return `${day}${{ one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' }[kind]}`
}
