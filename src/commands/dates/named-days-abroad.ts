import { addDays, type Day, weekdayOf, weekdays } from '../../domain/day.ts'
import { withoutAccents } from '../../lib/without-accents.ts'
import { type DateContext, type DaySpan, dayOf, inNearestYear, monthsFrom, unitAt } from './periods.ts'
import type { DayWords } from './words-abroad.ts'

/** A way to write days in another language, and how to read it. */
export interface Reader {
  readonly pattern: RegExp
  /** Whether it is read in texts by readers of other languages, too. */
  readonly isKnownAbroad: boolean
  readonly isPlain: boolean
  readonly span: (found: Readonly<Record<string, string | undefined>>, here: DateContext) => DaySpan | undefined
}

/** Japanese and Korean write words without blanks between them. */
export const writesNoBlanks = (language: string) => language === 'ja' || language === 'ko'

const nameOf = (language: string, options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
  return (day: Day) => format.formatToParts(new Date(`${day}T00:00:00Z`))
}

const monday = '2024-01-01' as Day

/** The forms of a name: in other cases its last letter changes. */
function inAllCases(names: readonly string[], endings: string | undefined): string {
  const forms = names.map(withoutAccents)
  if (endings === undefined) return [...new Set(forms)].map(RegExp.escape).join('|')
  // Of понеділок, понеділка.
  const stems = forms.flatMap((form) => [form, form.replace(/ок$/u, 'к')])
  return [...new Set(stems)]
    .map((form) => `${RegExp.escape(form.replace(/[ьйаяеиі]$/u, ''))}(?:${withoutAccents(endings)})?`)
    .join('|')
}

/** Months and weekdays by the names that `Intl` has for them. */
export function namedDays(
  language: string,
  words: DayWords | undefined,
  { last, weeks }: { readonly last: string; readonly weeks: readonly string[] },
  starts: (body: string) => RegExp,
  isOwnScript: boolean,
): Reader[] {
  const [weekday, alone] = [nameOf(language, { weekday: 'long' }), nameOf(language, { month: 'long' })]
  const [inDay, withYear] = [
    nameOf(language, { month: 'long', day: 'numeric' }),
    nameOf(language, { month: 'long', year: 'numeric' }),
  ]
  const value = (parts: readonly Intl.DateTimeFormatPart[], type: string) =>
    parts.find((part) => part.type === type)?.value ?? ''
  const months = Array.from({ length: 12 }, (_, at) => monthsFrom(2026, at + 1).first)
  const days = weekdays.map((_, at) => value(weekday(addDays(monday, at)), 'weekday'))
  const year = "(?:\\s?(?:de|del|di|d')?\\s?(?<year>20\\d\\d)(?:\\s?(?:г|р|года|году|роцi|року)\\.?)?)"
  const inYear = (month: number) => (found: { year?: string }, here: DateContext) =>
    found.year ? monthsFrom(Number(found.year), month) : inNearestYear((each) => monthsFrom(each, month), here)
  return [
    ...months.flatMap((first, at): Reader[] => {
      // In Japanese and Korean the month is a number, and the year comes first.
      const isNumber = writesNoBlanks(language)
      const names = [alone(first), inDay(first), withYear(first)].map((parts) => value(parts, 'month'))
      const name = isNumber ? `${at + 1}\\s?[月월]` : `(?:${inAllCases(names, words?.endings)})`
      const before = isNumber ? '(?:(?<year>20\\d\\d)\\s?[年년]\\s?)?' : ''
      const end = isNumber ? '' : `(?:,?${year})?`
      return [
        {
          pattern: starts(
            isNumber
              ? `${before}${name}\\s?(?<day>\\d{1,2})\\s?[日일]`
              : `(?<day>\\d{1,2})(?:er|re|\\.|º|°)?\\s+(?:de |d')?${name}${end}`,
          ),
          span: ({ day, year: wanted }, here) =>
            wanted ? dayOf(wanted, at + 1, day) : inNearestYear((each) => dayOf(each, at + 1, day), here),
          ...{ isPlain: isOwnScript, isKnownAbroad: isOwnScript },
        },
        {
          pattern: starts(`${before}${name}${isNumber ? '' : year}`),
          span: inYear(at + 1),
          isPlain: true,
          isKnownAbroad: isOwnScript,
        },
        { pattern: starts(name), span: inYear(at + 1), isPlain: isOwnScript, isKnownAbroad: isOwnScript },
      ]
    }),
    ...days.flatMap((name, at): Reader[] => {
      // `segunda` is enough for `segunda-feira`.
      const day = `(?:${inAllCases([name, ...(name.endsWith('-feira') ? [name.replace('-feira', '')] : [])], words?.endings)})`
      const of = `(?:(?:${withoutAccents(words?.of ?? '-')})\\s+)*`
      return [
        {
          pattern: starts(`(?<last>${last})\\s+${day}|${day}(?:\\s+(?<last>${last}))?`),
          span: (found, here) => weekdayAt(at, found.last !== undefined, here),
          ...{ isPlain: isOwnScript, isKnownAbroad: isOwnScript },
        },
        ...weeks.map((week, place): Reader => {
          const spaced = `${day}\\s+${of}${week}|${week}\\s+${of}${day}`
          return {
            pattern: starts(writesNoBlanks(language) ? `${week}\\s?の?\\s?${day}` : spaced),
            span: (_, { today }) => oneDay(addDays(unitAt('week', place - 1, today).first, at)),
            ...{ isPlain: true, isKnownAbroad: true },
          }
        }),
      ]
    }),
  ]
}

function weekdayAt(at: number, isLast: boolean, { today, looking = 'back' }: DateContext): DaySpan {
  const days = at - weekdays.indexOf(weekdayOf(today))
  const nearest = looking === 'ahead' && !isLast ? (days + 7) % 7 : -((7 - days) % 7)
  // The last Friday is not today.
  return oneDay(addDays(today, isLast && nearest === 0 ? -7 : nearest))
}

function oneDay(day: Day): DaySpan {
  return { first: day, last: day }
}
