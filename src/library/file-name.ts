import { basename } from 'node:path'
import { type Day, parseDay } from '../domain/day.ts'

/** What a file's name says: the day of a digest, a reason why it is none, or nothing at all. */
export type FileName = { readonly day: Day } | { readonly rule: string; readonly message: string } | undefined

/** Judges a file by its name alone. Names that do not look like a day are nobody's business. */
export function readFileName(file: string): FileName {
  const name = basename(file)
  const [, date, extension] = /^(\d{4}-\d{2}-\d{2})\.([a-z]+)$/i.exec(name) ?? []
  if (date && extension && /^(?:md|markdown)$/i.test(extension)) {
    const day = parseDay(date)
    return day ? { day } : { rule: 'no-such-day', message: `There is no ${date} in the calendar; rename the file.` }
  }
  return undefined
}
