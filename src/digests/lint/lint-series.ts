import { addDays, type Day, daysBetween, type Weekday, weekdayOf } from '../../domain/day.ts'
import type { Digest, Section } from '../../domain/digest.ts'
import type { ParseResult } from '../../domain/digest-repository.ts'
import type { Problem } from '../../domain/problem.ts'
import { firstLink, plainText } from '../../domain/text.ts'
import type { MissingDays } from '../../i18n/en/problems-lint.ts'
import { isTranslated, languages } from '../../i18n/messages.ts'
import { problemText } from '../../i18n/problems.ts'
import { normalizeTitle } from '../markdown/vocabulary-match.ts'

/** A source counts as recently featured for this many days. */
const repeatDays = 30

/** The number of days after which a series shows on which weekdays it is published. */
const habitDays = 14

/** What the checks over all digests of one publication need of each. */
export interface SeriesEntry {
  readonly file: string
  readonly publication: string
  readonly date: Day
  readonly language: string
  /** The sources of its sections; a withdrawn digest has none, so they may come again. */
  readonly sources: readonly SourceUse[]
}

interface SourceUse {
  /** The same for the same source. */
  readonly key: string
  readonly words: string
  readonly line: number
  readonly column: number
}

export function seriesEntry({ file, at }: Pick<ParseResult, 'file' | 'at'>, digest: Digest): SeriesEntry {
  const { publication, date, language, withdrawn, sections } = digest
  const sources = sections.flatMap(({ source }): SourceUse[] => {
    const key = source && sourceKey(source)
    return key ? [{ key, words: plainText(source), ...(at(source) ?? { line: 1, column: 1 }) }] : []
  })
  return { file, publication, date, language, sources: withdrawn === undefined ? sources : [] }
}

/** Warnings that need all digests of one publication; in any order. */
export function lintSeries(entries: readonly SeriesEntry[]): Problem[] {
  const inOrder = entries.toSorted((one, other) => (one.date < other.date ? -1 : 1))
  return [...findRepeats(inOrder), ...findGaps(inOrder), ...findUntranslated(inOrder)]
}

/** One warning for each language in which the words around a digest are missing. */
function findUntranslated(entries: readonly SeriesEntry[]): Problem[] {
  const byLanguage = Map.groupBy(entries, ({ language }) => language.toLowerCase())
  return [...byLanguage].flatMap(([language, [first]]): Problem[] => {
    if (!first || isTranslated(language)) return []
    const text = problemText('untranslated-language', language, Object.keys(languages))
    return [{ file: first.file, line: 1, column: 1, severity: 'warning', rule: 'untranslated-language', ...text }]
  })
}

function findRepeats(entries: readonly SeriesEntry[]): Problem[] {
  const featured = new Map<string, { date: Day; file: string; line: number }>()
  const problems: Problem[] = []
  for (const { file, date, sources } of entries) {
    for (const { key, words, line, column } of sources) {
      const before = featured.get(key)
      featured.set(key, { date, file, line })
      if (!before || daysBetween(before.date, date) > repeatDays) continue
      const text = problemText('repeated-source', words, before.date, before.file, before.line)
      problems.push({ file, line, column, severity: 'warning', rule: 'repeated-source', ...text })
    }
  }
  return problems
}

/** Sources are compared by address, without parts that do not change the target; without an address, by title. */
function sourceKey(source: NonNullable<Section['source']>): string {
  const link = firstLink(source)
  if (!link || !URL.canParse(link)) return normalizeTitle(plainText(source))
  const { host, pathname, search } = new URL(link)
  return `${host.replace(/^www\./, '')}${pathname.replace(/\/+$/, '')}${search}`
}

function findGaps(entries: readonly SeriesEntry[]): Problem[] {
  const isExpected = expectedDays(entries.map(({ date }) => date))
  return entries.flatMap(({ file, date }, at): Problem[] => {
    const before = entries[at - 1]?.date
    const [missing, ...more] = before ? daysInside(before, date).filter(isExpected) : []
    if (missing === undefined) return []
    const text = problemText('gap', describeDays([missing, ...more]))
    return [{ file, line: 1, column: 1, severity: 'warning', rule: 'gap', ...text }]
  })
}

/** How many days are named one by one. */
const namedDays = 3

/** Days in a row as a span; those of a weekly series one by one, or with their number. */
function describeDays([first, ...others]: readonly [Day, ...Day[]]): MissingDays {
  const [last = first, count] = [others.at(-1), others.length + 1]
  const areInRow = daysBetween(first, last) === others.length
  return { first, last, count, named: areInRow || count > namedDays ? [] : [first, ...others], areInRow }
}

/**
 * A day is expected when the publication mostly comes out on that weekday. A short series does not show its habits yet:
 * then any day is, but for weekends in a series that has had none.
 */
function expectedDays(dates: readonly Day[]): (day: Day) => boolean {
  const used = countWeekdays(dates)
  const [first, last] = [dates[0], dates.at(-1)]
  if (!first || !last || daysBetween(first, last) < habitDays) {
    const weekends = used.has('sat') || used.has('sun')
    return (day) => weekends || !['sat', 'sun'].includes(weekdayOf(day))
  }
  const passed = countWeekdays([first, ...daysInside(first, last), last])
  return (day) => (used.get(weekdayOf(day)) ?? 0) * 2 >= (passed.get(weekdayOf(day)) ?? 0)
}

function countWeekdays(days: readonly Day[]): Map<Weekday, number> {
  const counts = new Map<Weekday, number>()
  for (const day of days) counts.set(weekdayOf(day), (counts.get(weekdayOf(day)) ?? 0) + 1)
  return counts
}

function daysInside(after: Day, before: Day): Day[] {
  return Array.from({ length: daysBetween(after, before) - 1 }, (_, at) => addDays(after, at + 1))
}
