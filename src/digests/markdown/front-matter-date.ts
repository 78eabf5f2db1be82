import { type Day, parseDay } from '../../domain/day.ts'
import { writtenDay } from './written-day.ts'

/** A date of the front matter: the day as it is written, and the same moment's day in UTC. */
export interface WrittenDate {
  readonly day: Day
  readonly utcDay: Day
  /** Whether it has a time of day. */
  readonly isTimed: boolean
}

/** The keys of a date in front matter: Astro, Hashnode, Ghost and others have their own. */
export const dateNames = [
  'date',
  'pubDate',
  'pubDatetime',
  'publishDate',
  'publish_date',
  'published_at',
  'publishedAt',
  'datePublished',
  'date_published',
  'datum',
  'fecha',
  '日期',
  '日付',
] as const

/**
 * Reads `2026-03-12`, `2026/3/12` and `2026-03-12T08:30:00+01:00`, with a blank instead of the `T` as well, and days as
 * people write them: `12.03.2026`, `March 12, 2026`, `Thu, 12 Mar 2026 08:30:00 +0100`, `2026年3月12日`.
 */
export function readDate(text: string): WrittenDate | undefined {
  const [, year, month = '', date = '', time = ''] =
    /^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]\s*(\d{1,2}:\d{2}.*))?\s*$/i.exec(text) ?? []
  const [, words = '', later = ''] = /^(.*?)(?:(?:[,\s]|\bat\b|\bum\b)*(\b\d{1,2}:\d{2}.*))?$/.exec(text) ?? []
  const day = year
    ? parseDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
    : writtenDay(words.replace(/[T,\s]+$/, ''))
  if (!day) return undefined
  const clockTime = time || later
  const [, clock = '', sign, hours = '', minutes = '00'] =
    /^(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?:(?:GMT|UTC)?([+-])(\d{2}):?(\d{2})?)?/.exec(clockTime) ?? []
  const offset = sign ? `${sign}${hours}:${minutes}` : 'Z'
  const at = Date.parse(`${day}T${clock.padStart(5, '0').padEnd(8, ':00')}${offset}`)
  const utcDay = Number.isNaN(at) ? day : (new Date(at).toISOString().slice(0, 10) as Day)
  return { day, utcDay, isTimed: clockTime !== '' }
}
