import { distance } from 'fastest-levenshtein'
import { isOneSlip } from '../../lib/fuzzy-match.ts'
import type { ReaderClock } from './periods.ts'

/** In a name that is as long, two letters may be wrong. */
const twoSlips = 8

const daysInWords = ['today', 'yesterday', 'tomorrow', 'heute', 'gestern', 'vorgestern']

const known = new Map<string, readonly string[]>()

function dayWordsOf(language: string): readonly string[] {
  const words = known.get(language) ?? makeDayWords(language)
  known.set(language, words)
  return words
}

/** The words for days in a language and in English, in the forms of a date, too, and the words of `last week`. */
function makeDayWords(language: string): readonly string[] {
  const said = [language, 'en'].flatMap((each) => {
    const relative = new Intl.RelativeTimeFormat(each, { numeric: 'auto' })
    const named = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(each, { ...options, timeZone: 'UTC' })
    const [weekday, month, date] = [
      named({ weekday: 'long' }),
      named({ month: 'long' }),
      named({ month: 'long', day: 'numeric' }),
    ]
    const months = Array.from({ length: 12 }, (_, at) => Date.UTC(2024, at, 1))
    return [
      ...[-2, -1, 0].map((days) => relative.format(days, 'day')).filter((name) => !/\s/.test(name)),
      ...(['week', 'month', 'year'] as const).flatMap((unit) => [-1, 0].map((count) => relative.format(count, unit))),
      ...Array.from({ length: 7 }, (_, at) => weekday.format(Date.UTC(2024, 0, at + 1))),
      ...months.flatMap((day) => [month.format(day), date.format(day)]),
    ]
  })
  const names = [...daysInWords, ...said].flatMap((name) => name.split(/[\s.\d]+/))
  return [...new Set(names.map((name) => name.toLowerCase()))].filter((name) => /^\p{L}{4,}$/u.test(name))
}

/**
 * A text with words for days in place of those that differ from them by a slip: `agent yesterday` for `agent yesterdya`.
 * Undefined if there is none; known words are right as they are.
 */
export function correctedDays(
  text: string,
  { language = 'en' }: ReaderClock,
  isKnown: (word: string) => boolean,
): string | undefined {
  const all = dayWordsOf(language)
  const corrected = text.replace(/\p{L}{3,}/gu, (typed) => {
    const word = typed.toLowerCase()
    if (all.includes(word)) return typed
    const meant = all.find((name) => isOneSlip(word, name)) ?? all.find((name) => isTwoSlips(word, name))
    if (meant === undefined || isKnown(word)) return typed
    return typed === word ? meant : meant.replace(/^./u, (letter) => letter.toUpperCase())
  })
  return corrected === text ? undefined : corrected
}

function isTwoSlips(word: string, name: string): boolean {
  return name.length >= twoSlips && word[0] === name[0] && distance(word, name) === 2
}
