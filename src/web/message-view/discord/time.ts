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

/** A timestamp in one of Discord's styles, less the relative one, which the bot never sends. https://docs.discord.com/developers/reference#message-formatting */
export function stampTime(at: Date, style: string): string {
  return at.toLocaleString(locale, styles[style] ?? styles.f)
}
