import { basename } from 'node:path'
import { type Day, parseDay } from '../domain/day.ts'
import type { Problem } from '../domain/problem.ts'

/** The day in a file's name; or why the name is wrong; or undefined for a name that is not meant as a day. */
export type ParsedFilename = { readonly day: Day } | Pick<Problem, 'severity' | 'message' | 'rule'> | undefined

const unread = {
  severity: 'warning',
  message: 'This file is not read: a digest is named after its day: `2026-03-12.md`.',
  rule: 'file-name',
} as const

/** Parses a file's name. Names that do not look like a day, such as README.md, are ignored. */
export function parseFilename(file: string): ParsedFilename {
  const name = basename(file)
  const [, stem = '', extension = ''] = /^(\d.*)\.([a-z]+)$/i.exec(name) ?? []
  const isMarkdown = /^(?:md|markdown)$/i.test(extension)
  if (/^\d{4}-\d{2}-\d{2}$/.test(stem)) {
    const day = parseDay(stem)
    const message = `There is no ${stem} in the calendar; rename the file.`
    if (!day) return { severity: 'error', message, rule: 'no-such-day' }
    // `.swp`, `.tmp` and `.bak` are leftovers of editors.
    return isMarkdown ? { day } : /^(?:txt|text|mdx|html?)$/i.test(extension) ? unread : undefined
  }
  const looksLikeDay = isMarkdown && /^(?:\d{8}|\d{1,4}[-_. ]\d{1,2}[-_. ]\d{1,4})/.test(stem)
  return looksLikeDay ? unread : undefined
}
