import type { Day } from '../domain/day.ts'
import { isolated } from '../domain/right-to-left.ts'

/** `Thursday 12 March 2026`, in the digest's language. */
export function longDate(day: Day, language: string): string {
  return format(day, language, 'full')
}

/** `12 March 2026`: without the weekday, where room is short. */
export function shortDate(day: Day, language: string): string {
  return format(day, language, 'long')
}

/** Making a format takes a hundred times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** A cache of formatted dates: all messages of a digest show the same one. */
const written = new Map<string, string>()

/** The capacity of this cache, in entries. */
const writtenMax = 64

function format(day: Day, language: string, dateStyle: 'full' | 'long'): string {
  const name = `${day} ${dateStyle} ${language}`
  const known = written.get(name)
  if (known !== undefined) return known
  if (written.size >= writtenMax) written.clear()
  const date = writeDate(day, language, dateStyle)
  written.set(name, date)
  return date
}

function writeDate(day: Day, language: string, dateStyle: 'full' | 'long'): string {
  const locale = localeOf(language)
  const name = `${locale} ${dateStyle}`
  // A day belongs to no time zone; UTC on both sides keeps it the same day.
  const format = formats.get(name) ?? new Intl.DateTimeFormat(locale, { dateStyle, timeZone: 'UTC' })
  formats.set(name, format)
  const text = format.format(new Date(`${day}T00:00:00Z`))
  // Versions of ICU disagree on the comma after the weekday.
  return isolated(locale === 'en-GB' ? text.replace(',', '') : text)
}

function localeOf(language: string): string {
  // For plain `en`, Intl uses American English; a day before its month is understood everywhere.
  if (language.toLowerCase() === 'en') return 'en-GB'
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language)[0] ?? 'en-GB'
  } catch {
    // Not a valid language tag.
    return 'en-GB'
  }
}

/** Whether 12/03 is the 12th of March in that language and country; otherwise it is the 3rd of December. */
export function writesDayFirst(language: string): boolean {
  const parts = new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month: 'numeric' }).formatToParts(0)
  return parts.find(({ type }) => type === 'day' || type === 'month')?.type === 'day'
}
