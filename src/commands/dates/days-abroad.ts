import { addDays, type Day, weekdayOf, weekdays } from '../../domain/day.ts'
import { withoutAccents } from '../../lib/without-accents.ts'
import { languagesIn, ownLanguage } from './languages-abroad.ts'
import {
  type DateContext,
  type DaySpan,
  dayOf,
  inNearestYear,
  monthsFrom,
  type PeriodUnit,
  recent,
  unitAt,
} from './periods.ts'
import { type DayWords, dayWords } from './words-abroad.ts'

/** Days at the start of a text in another language than English, German and Chinese. */
interface DaysAbroad {
  readonly language: string
  readonly span: DaySpan
  readonly length: number
  /** Whether the words mean days everywhere: not `mars` and `hier`. */
  readonly isPlain: boolean
}

interface Reader {
  readonly pattern: RegExp
  /** Whether it is read in texts by readers of other languages, too. */
  readonly isKnownAbroad: boolean
  readonly isPlain: boolean
  readonly span: (found: Readonly<Record<string, string | undefined>>, here: DateContext) => DaySpan | undefined
}

/** The end of a word without accents. Unicode properties would make hundreds of patterns slow to compile. */
const wordEnd = '(?![a-z0-9ßæøðþłıа-яіїєґ])'

const isUnspaced = (language: string) => language === 'ja' || language === 'ko'

/** A phrase in which blanks may be missing, in Japanese and Korean anywhere. */
function phrase(text: string, language: string): string {
  const words = withoutAccents(text.replaceAll('’', "'")).split(/\s+/)
  if (isUnspaced(language)) return words.flatMap((word) => [...word].map(RegExp.escape)).join('\\s?')
  // `igår` is `i går`.
  const blank = words[0]?.length === 1 ? '\\s*' : '\\s+'
  return words.map(RegExp.escape).join(blank).replaceAll(RegExp.escape("'"), "['’]")
}

const periods: readonly (readonly [PeriodUnit, readonly number[]])[] = [
  ['day', [-2, -1, 0, 1]],
  ['week', [-1, 0]],
  ['month', [-1, 0]],
  ['quarter', [-1, 0]],
  ['year', [-1, 0]],
]

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

function readersOf(language: string, words: DayWords | undefined): Reader[] {
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const counted = new Intl.RelativeTimeFormat(language)
  const isOwnScript = !/^\p{sc=Latin}/u.test(relative.format(-1, 'day'))
  const last = withoutAccents(words?.last ?? '-')
  const starts = (body: string) => new RegExp(`^(?:${body})${isUnspaced(language) ? '' : wordEnd}`)
  const blank = isUnspaced(language) ? '\\s?' : '\\s+'
  const readers: Reader[] = []
  const add = (body: string, span: Reader['span'], isPlain: boolean, isKnownAbroad: boolean) =>
    readers.push({
      pattern: starts(body),
      span,
      isPlain: isPlain || isOwnScript,
      isKnownAbroad: isKnownAbroad || isOwnScript,
    })

  for (const [unit, steps] of periods) {
    const own = withoutAccents(words?.units[unit] ?? '-')
    for (const step of steps) {
      const said = relative.format(step, unit)
      const without = said.replace(new RegExp(`^(?:${words?.of ?? '-'})\\s+`, 'u'), '')
      const isPhrase = /\s/.test(without)
      const variants = /\s/.test(without) ? new Set([said, without]) : [said]
      const body = [...variants].map((each) => phrase(each, language)).join('|')
      add(body, (_, { today }) => unitAt(unit, step, today), isPhrase, isPhrase)
    }
    for (const count of [1, 2, 5]) {
      const parts = counted.formatToParts(-count, unit)
      const body = parts.map(({ type, value }) =>
        type === 'integer' ? '(?<count>\\d{1,3})' : value.trim() && phrase(value.trim(), language),
      )
      add(body.join('\\s?'), ({ count: found }, { today }) => unitAt(unit, -Number(found), today), true, true)
    }
    add(
      `(?<count>\\d{1,3})${blank}(?:${last})${blank}(?:${own})|(?:${last})${blank}(?<count>\\d{1,3})\\s?(?:${own})`,
      ({ count }, { today }) => recent(Number(count), unit, today),
      ...([true, true] as const),
    )
    if (unit !== 'day')
      add(
        `(?:${last})${blank}(?:${own})|(?:${own})\\s+(?:${last})`,
        (_, { today }) => unitAt(unit, -1, today),
        true,
        true,
      )
  }
  return [...readers, ...namedDays(language, words, last, starts, isOwnScript)]
}

function namedDays(
  language: string,
  words: DayWords | undefined,
  last: string,
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
      const isNumber = isUnspaced(language)
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
    ...days.map((name, at): Reader => {
      // `segunda` is enough for `segunda-feira`.
      const day = `(?:${inAllCases([name, ...(name.endsWith('-feira') ? [name.replace('-feira', '')] : [])], words?.endings)})`
      return {
        pattern: starts(`(?<last>${last})\\s+${day}|${day}(?:\\s+(?<last>${last}))?`),
        span: (found, here) => weekdayAt(at, found.last !== undefined, here),
        ...{ isPlain: isOwnScript, isKnownAbroad: isOwnScript },
      }
    }),
  ]
}

function weekdayAt(at: number, isLast: boolean, { today, looking = 'back' }: DateContext): DaySpan {
  const days = at - weekdays.indexOf(weekdayOf(today))
  const nearest = looking === 'ahead' && !isLast ? (days + 7) % 7 : -((7 - days) % 7)
  // The last Friday is not today.
  const day = addDays(today, isLast && nearest === 0 ? -7 : nearest)
  return { first: day, last: day }
}

interface LanguageReader {
  /** Words before days that say nothing. */
  readonly of: RegExp
  readonly all: readonly Reader[]
}

const readers = new Map<string, LanguageReader>()

function readersFor(language: string): LanguageReader {
  const known = readers.get(language)
  if (known) return known
  const words = dayWords[language]
  const of = new RegExp(`^(?:(?:${withoutAccents(words?.of ?? '-')})(?:\\s+|(?<=['’])))*`)
  const made = { of, all: readersOf(language, words) }
  readers.set(language, made)
  return made
}

/** Days in words are shorter; in characters. */
export const daysLength = 80

/** The longest days that a text begins with. */
export function daysAbroad(text: string, here: DateContext): DaysAbroad | undefined {
  const said = withoutAccents(text.slice(0, daysLength))
  let best: DaysAbroad | undefined
  for (const language of languagesIn(said, here)) {
    const { of, all } = readersFor(language)
    const before = of.exec(said)?.[0].length ?? 0
    for (const { pattern, isKnownAbroad, isPlain, span } of all) {
      if (!isKnownAbroad && language !== ownLanguage(here)) continue
      for (const start of new Set([0, before])) {
        const found = pattern.exec(said.slice(start))
        const length = start + (found?.[0].length ?? 0)
        if (!found || length <= (best?.length ?? 0)) continue
        const days = span({ ...found.groups }, here)
        if (days) best = { language, span: days, length, isPlain }
      }
    }
  }
  return best
}
