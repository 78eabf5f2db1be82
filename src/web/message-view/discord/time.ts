const locale = 'en-GB'

/** `08:30`, in the reader's zone. */
export function clockTime(at: Date): string {
  return at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' })
}

/** `12 March 2026` */
export function dayName(at: Date): string {
  return at.toLocaleDateString(locale, { dateStyle: 'long' })
}

const styles: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
}

/** A timestamp in one of Discord's styles. https://docs.discord.com/developers/reference#message-formatting */
export function stampTime(at: Date, style: string, now: Date): string {
  return style === 'R' ? ago(at, now) : at.toLocaleString(locale, styles[style] ?? styles.f)
}

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

function ago(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1]
  return new Intl.RelativeTimeFormat(locale).format(Math.round(seconds / size), unit)
}
