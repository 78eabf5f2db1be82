import { addDays } from '../../domain/day.ts'
import { dayAt } from '../../domain/time-zone.ts'
import { withoutAccents } from '../../lib/without-accents.ts'
import { daysAbroad, daysLength } from './days-abroad.ts'
import { parseLeadingDays } from './parse-date.ts'
import type { DaySpan, ReaderClock, TakenDays } from './periods.ts'
import { dayWords } from './words-abroad.ts'

/** Texts are cut at fewer places than this. */
const placesMax = 40

/** Where days may begin. Japanese and Korean write no blanks before or after them. */
const mayBegin =
  /(?<![\p{L}\p{N}'’])[\p{L}\p{N}]|(?<=[のは、])[\p{sc=Han}\p{sc=Hira}\p{N}]|(?<=[\p{sc=Latin}\p{N}])[\p{sc=Han}\p{sc=Hira}]/gu

type Bound = 'since' | 'until' | 'before' | 'after'
const bounds: readonly Bound[] = ['since', 'until', 'before', 'after']

/** What stands before days in each language. */
const boundNames = Object.values(dayWords).flatMap((words) =>
  bounds.map((bound) => ({
    bound,
    name: new RegExp(`^(?:${withoutAccents(words[bound])})\\s+(?:(?:le|el|il|o|a)\\s+(?=\\d))?`, 'u'),
  })),
)

/** The days of a text in another language than English, German and Chinese, and its other words. */
export function takeDaysAbroad(text: string, clock: ReaderClock): TakenDays | undefined {
  const here = { ...clock, today: dayAt(clock.now, clock.timezone) }
  const said = text.normalize('NFC')
  for (const { index } of [...said.matchAll(mayBegin)].slice(0, placesMax)) {
    const [head, tail] = [said.slice(0, index), said.slice(index)]
    const found = daysAbroad(tail, here)
    const bound = found ? undefined : boundedDays(tail, clock)
    if (found) {
      const after = behind(found.language, tail.slice(found.length))
      const days = bounded(found.span, after.bound)
      const taken = { words: joined(head, after.rest), days }
      return found.isPlain ? taken : { ...taken, isWordsFirst: true }
    }
    if (bound) return { words: joined(head, bound.rest), days: bound.days }
  }
  return undefined
}

/** Days after a word such as `depuis`. */
function boundedDays(tail: string, clock: ReaderClock): { days: TakenDays['days']; rest: string } | undefined {
  const here = { ...clock, today: dayAt(clock.now, clock.timezone) }
  const said = withoutAccents(tail.slice(0, daysLength))
  for (const { bound, name } of boundNames) {
    const found = name.exec(said)?.[0]
    if (found === undefined) continue
    const after = tail.slice(found.length)
    const abroad = daysAbroad(after, here)
    if (abroad) return { days: bounded(abroad.span, bound), rest: after.slice(abroad.length) }
    const digits = /^\d/.test(after) ? parseLeadingDays(after, clock) : undefined
    if (digits) return { days: bounded(digits.span, bound), rest: digits.rest }
  }
  return undefined
}

function behind(language: string, rest: string): { bound?: Bound; rest: string } {
  const words = dayWords[language]?.behind
  for (const bound of bounds) {
    const found =
      words &&
      new RegExp(`^\\s?(?:${withoutAccents(words[bound])})(?!\\p{sc=Latin})`, 'u').exec(
        withoutAccents(rest.slice(0, daysLength)),
      )?.[0]
    if (found) return { bound, rest: rest.slice(found.length) }
  }
  return {
    rest: rest.replace(
      language === 'ja' ? /^(?:の間に?|中に?|[のには、])+/u : language === 'ko' ? /^(?:에는?|의|동안)(?=\s|$)/u : /^$/u,
      '',
    ),
  }
}

function bounded({ first, last }: DaySpan, bound: Bound | undefined): TakenDays['days'] {
  if (bound === 'since') return { first }
  if (bound === 'until') return { last }
  if (bound === 'before') return { last: addDays(first, -1) }
  return bound === 'after' ? { first: addDays(last, 1) } : { first, last }
}

function joined(head: string, rest: string): string {
  return `${head.trim().replace(/の$/u, '')} ${rest.trim()}`.trim()
}
