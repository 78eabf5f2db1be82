import { type Day, parseDay } from '../../domain/day.ts'

/** A date of the front matter: the day as it is written, and the same moment's day in UTC. */
export interface WrittenDate {
  readonly day: Day
  readonly utcDay: Day
  /** Whether it has a time of day. */
  readonly isTimed: boolean
}

/** Reads `2026-03-12`, `2026/3/12` and `2026-03-12T08:30:00+01:00`, with a blank instead of the `T` as well. */
export function readDate(text: string): WrittenDate | undefined {
  const [, year, month = '', date = '', time = ''] =
    /^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]\s*(\d{1,2}:\d{2}.*))?\s*$/i.exec(text) ?? []
  const day = parseDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
  if (!day) return undefined
  const [, clock = '', sign, hours = '', minutes = '00'] =
    /^(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?:([+-])(\d{2}):?(\d{2})?)?/.exec(time) ?? []
  const offset = sign ? `${sign}${hours}:${minutes}` : 'Z'
  const at = Date.parse(`${day}T${clock.padStart(5, '0').padEnd(8, ':00')}${offset}`)
  const utcDay = Number.isNaN(at) ? day : (new Date(at).toISOString().slice(0, 10) as Day)
  return { day, utcDay, isTimed: time !== '' }
}
