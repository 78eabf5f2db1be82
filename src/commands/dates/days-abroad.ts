import { withoutAccents } from '../../lib/without-accents.ts'
import { languagesIn, ownLanguage } from './languages-abroad.ts'
import { namedDays, type Reader, writesNoBlanks } from './named-days-abroad.ts'
import { type DateContext, type DaySpan, type PeriodUnit, recent, unitAt } from './periods.ts'
import { type DayWords, dayWords } from './words-abroad.ts'

/** Days at the start of a text in another language than English, German and Chinese. */
interface DaysAbroad {
  readonly language: string
  readonly span: DaySpan
  readonly length: number
  /** Whether the words mean days everywhere: not `mars` and `hier`. */
  readonly isPlain: boolean
}

/** The end of a word without accents. Unicode properties would make hundreds of patterns slow to compile. */
const wordEnd = '(?![a-z0-9ßæøðþłıа-яіїєґ])'

/** A phrase in which blanks may be missing, in Japanese and Korean anywhere. */
function phrase(text: string, language: string): string {
  const words = withoutAccents(text.replaceAll('’', "'")).split(/\s+/)
  if (writesNoBlanks(language)) return words.flatMap((word) => [...word].map(RegExp.escape)).join('\\s?')
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

function readersOf(language: string, words: DayWords | undefined): Reader[] {
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const counted = new Intl.RelativeTimeFormat(language)
  const isOwnScript = !/^\p{sc=Latin}/u.test(relative.format(-1, 'day'))
  const last = withoutAccents(words?.last ?? '-')
  const starts = (body: string) => new RegExp(`^(?:${body})${writesNoBlanks(language) ? '' : wordEnd}`)
  const blank = writesNoBlanks(language) ? '\\s?' : '\\s+'
  const readers: Reader[] = []
  const add = (body: string, span: Reader['span'], isPlain: boolean, isKnownAbroad: boolean) =>
    readers.push({
      pattern: starts(body),
      span,
      isPlain: isPlain || isOwnScript,
      isKnownAbroad: isKnownAbroad || isOwnScript,
    })

  for (const [name, step] of Object.entries(words?.others ?? {}))
    add(phrase(name, language), (_, { today }) => unitAt('day', step, today), true, true)
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
  const weeks = [-1, 0].map((step) => {
    const said = phrase(relative.format(step, 'week'), language)
    const own = withoutAccents(words?.units.week ?? '-')
    return step === 0 ? said : `(?:${said}|(?:${last})${blank}(?:${own})|(?:${own})\\s+(?:${last}))`
  })
  return [...readers, ...namedDays(language, words, { last, weeks }, starts, isOwnScript)]
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
