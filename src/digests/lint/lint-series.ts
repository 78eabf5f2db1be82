import { addDays, type Day, daysBetween, type Weekday, weekdayOf } from '../../domain/day.ts'
import type { Digest, Section } from '../../domain/digest.ts'
import type { ParseResult } from '../../domain/digest-repository.ts'
import type { Problem } from '../../domain/problem.ts'
import { firstLink, plainText } from '../../domain/text.ts'
import { isTranslated, languages } from '../../i18n/messages.ts'
import { normalizeTitle } from '../markdown/vocabulary-match.ts'

/** A source counts as recently featured for this many days. */
const repeatDays = 30

/** The number of days after which a series shows on which weekdays it is published. */
const habitDays = 14

/** Warnings that need all digests of one publication; in any order. */
export function lintSeries(readings: readonly ParseResult[]): Problem[] {
  const issues = readings
    .flatMap((reading) => (reading.digest ? [{ reading, digest: reading.digest }] : []))
    .toSorted((one, other) => (one.digest.date < other.digest.date ? -1 : 1))
  return [...findRepeats(issues), ...findGaps(issues), ...findUntranslated(issues)]
}

interface Issue {
  readonly reading: ParseResult
  readonly digest: Digest
}

/** One warning for each language in which the words around a digest are missing. */
function findUntranslated(issues: readonly Issue[]): Problem[] {
  const byLanguage = Map.groupBy(issues, ({ digest }) => digest.language.toLowerCase())
  return [...byLanguage].flatMap(([language, [first]]): Problem[] => {
    if (!first || isTranslated(language)) return []
    const name = new Intl.DisplayNames('en', { type: 'language' }).of(language)
    const has = Object.keys(languages).join(', ')
    const message = `Dates are in ${name}, but labels such as “Key takeaways” and “Read source” are in English: there are words for ${has} only.`
    return [
      { file: first.reading.file, line: 1, column: 1, severity: 'warning', message, rule: 'untranslated-language' },
    ]
  })
}

function findRepeats(issues: readonly Issue[]): Problem[] {
  const featured = new Map<string, { date: Day; file: string; line: number }>()
  const problems: Problem[] = []
  for (const { reading, digest } of issues) {
    // A withdrawn digest may be repeated.
    if (digest.withdrawn !== undefined) continue
    for (const section of digest.sections) {
      const key = sourceKey(section)
      if (!section.source || !key) continue
      const { line, column } = reading.at(section.source) ?? { line: 1, column: 1 }
      const before = featured.get(key)
      featured.set(key, { date: digest.date, file: reading.file, line })
      if (!before || daysBetween(before.date, digest.date) > repeatDays) continue
      const message = `“${plainText(section.source)}” was featured before, on ${before.date} (${before.file}:${before.line}).`
      problems.push({ file: reading.file, line, column, severity: 'warning', message, rule: 'repeated-source' })
    }
  }
  return problems
}

/** Sources are compared by address, without parts that do not change the target; without an address, by title. */
function sourceKey({ source = [] }: Section): string {
  const link = firstLink(source)
  if (!link || !URL.canParse(link)) return normalizeTitle(plainText(source))
  const { host, pathname, search } = new URL(link)
  return `${host.replace(/^www\./, '')}${pathname.replace(/\/+$/, '')}${search}`
}

function findGaps(issues: readonly Issue[]): Problem[] {
  const isExpected = expectedDays(issues.map(({ digest }) => digest.date))
  return issues.flatMap(({ reading: { file }, digest: { date } }, at): Problem[] => {
    const before = issues[at - 1]?.digest.date
    const missing = before ? daysInside(before, date).filter(isExpected) : []
    const [first, last] = [missing[0], missing.at(-1)]
    if (!first) return []
    const which = first === last ? first : `${first} to ${last}`
    const message = `There is no digest for ${which} (${missing.length} ${missing.length === 1 ? 'day' : 'days'}).`
    return [{ file, line: 1, column: 1, severity: 'warning', message, rule: 'gap' }]
  })
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
