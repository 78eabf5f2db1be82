import { addDays, type Day, parseDay, weekdayOf, weekdays } from '../domain/day.ts'
import type { Problem } from '../domain/problem.ts'
import { problemText } from '../i18n/problems.ts'

/** What the name of a file says about the day of its digest; undefined for a name of something else. */
export type ParsedFilename =
  /** `isPlain`: nothing else is in the name. */
  | { readonly day: Day; readonly isPlain: boolean }
  /** A week or a month: the digest is for its first day, or for another of them that the front matter gives. */
  | { readonly first: Day; readonly last: Day }
  /** Any other Markdown file: the front matter has to give the day. */
  | { readonly isFree: true }
  /** Why the name is wrong. */
  | Omit<Problem, 'file' | 'line' | 'column'>
  | undefined

const unread = {
  severity: 'warning',
  rule: 'file-name',
  ...problemText('unread-file'),
} as const

/** Pages of a repository or a website, such as a README, which are not digests. */
const ordinary =
  /^(?:readme|licen[cs]e|contributing|contributors|changelog|code[_-]of[_-]conduct|security|authors|support|about|archive|summary|template|_.*)$/i

/** Copies that people and programs make of a file. */
const copied =
  /(?:^|[^\p{L}])(?:draft|copy|backup|bak|wip|old|orig|tmp|temp|template|conflict(?:ed)?|kopie|copie|副本|草稿)(?:$|[^\p{L}])|\(\d+\)$| \d{1,2}$/iu

/** What programs leave behind beside the file that they write: `~$2026-03-12.md`, `2026-03-12.part.md`. */
const leftover = /^[~#]|~$|\.(?:part|partial|filepart|crdownload|download|swp|sb-[\w-]+)$/i

/** Parses the name of a file. For names such as `2026/03/12.md` the folders of a year and a month count as well. */
export function parseFilename(file: string): ParsedFilename {
  const [year = '', month = '', name = ''] = ['', '', ...file.split(/[/\\]/)].slice(-3)
  const [, stem = '', extension = ''] = /^([^.].*)\.([a-z]+)$/i.exec(name) ?? []
  const isMarkdown = /^(?:md|markdown)$/i.test(extension)
  const dated = parseStem(stem) ?? (isMarkdown ? parseInFolders(year, month, stem) : undefined)
  if (!isMarkdown) {
    // `.swp`, `.tmp` and `.bak` are leftovers of editors. Windows hides the end of `2026-03-12.md.txt`.
    const plain = parseStem(stem.replace(/\.(?:md|markdown)$/i, ''))
    const isPlain =
      plain && (!('day' in plain) || plain.isPlain) && /^(?:txt|text|mdx|html?|rtf|odt|docx?)$/i.test(extension)
    return isPlain ? unread : undefined
  }
  if (stem === '' || ordinary.test(stem) || leftover.test(stem)) return undefined
  const hasNote = dated && !('rule' in dated) && !('day' in dated && dated.isPlain) && copied.test(stem)
  return hasNote ? unread : (dated ?? { isFree: true })
}

function parseStem(stem: string): ParsedFilename {
  if (/^\d{4}-\d{2}-\d{2}$/.test(stem)) {
    const day = parseDay(stem)
    return day
      ? { day, isPlain: true }
      : { severity: 'error', rule: 'no-such-day', ...problemText('no-such-day', stem) }
  }
  const [, year, week = ''] = /^(\d{4})-?W(\d{1,2})(?!\d)/i.exec(stem) ?? []
  if (year) return weekOf(Number(year), Number(week))
  const [, monthYear, month] = /^(\d{4})-(\d{2})(?![-_.]?\d)/.exec(stem) ?? []
  if (monthYear && month) return monthOf(monthYear, month)
  const [, ...parts] = /^(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d)/.exec(stem) ?? []
  const day = parts.length > 0 ? parseDay(`${parts[0]}-${parts[2]}-${parts[3]}`) : undefined
  return day && { day, isPlain: false }
}

/** A name such as `12` or `03-12` below folders such as `2026` and `03`, or `2026-03`. */
function parseInFolders(above: string, folder: string, stem: string): ParsedFilename {
  const [, year = above, month] = /^(?:(\d{4})[-_.]?)?(\d{1,2})$/.exec(folder) ?? []
  const [, date] = /^(\d{1,2})(?!\d)/.exec(stem) ?? []
  const inMonth = month && date && /^\d{4}$/.test(year) ? dayIn(year, month, date) : undefined
  const [, ofYear, ofMonth] = /^(\d{1,2})[-_.](\d{1,2})(?!\d)/.exec(stem) ?? []
  const inYear = ofYear && ofMonth && /^\d{4}$/.test(folder) ? dayIn(folder, ofYear, ofMonth) : undefined
  const day = inMonth ?? inYear
  return day && { day, isPlain: /^\d{1,2}(?:[-_.]\d{1,2})?$/.test(stem) }
}

function dayIn(year: string, month: string, date: string): Day | undefined {
  return parseDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
}

/** The week of ISO 8601, from Monday: the first one has the year's first Thursday. */
function weekOf(year: number, week: number): ParsedFilename {
  const fourth = parseDay(`${year}-01-04`)
  if (!fourth || week < 1) return undefined
  const first = addDays(fourth, 7 * (week - 1) - weekdays.indexOf(weekdayOf(fourth)))
  const last = addDays(first, 6)
  // The 53rd week of a year that has 52 is the first of the next.
  return addDays(first, 3).startsWith(String(year)) ? { first, last } : undefined
}

function monthOf(year: string, month: string): ParsedFilename {
  const first = parseDay(`${year}-${month}-01`)
  return first && { first, last: addDays(`${addDays(first, 31).slice(0, 8)}01` as Day, -1) }
}

/** A folder with the digests of a year or a month: `2026`, `2026-03`, and `03` below a year. */
export function isPeriodFolder(name: string, isBelowYear: boolean): boolean {
  return isBelowYear ? /^(?:(?:19|20)\d{2}[-_.]?)?\d{2}$/.test(name) : /^(?:19|20)\d{2}(?:[-_.]?\d{2})?$/.test(name)
}
