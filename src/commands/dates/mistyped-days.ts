import { isOneSlip } from '../../lib/fuzzy-match.ts'
import type { ReaderClock } from './periods.ts'

/** Shorter words are too near to others. */
const shortest = 4

const daysInWords = ['today', 'yesterday', 'tomorrow', 'heute', 'gestern', 'vorgestern']

/** The words for days in a language and in English. */
function dayWordsOf(language: string): readonly string[] {
  const names = [language, 'en'].flatMap((each) => {
    const relative = new Intl.RelativeTimeFormat(each, { numeric: 'auto' })
    const nameOf = (options: Intl.DateTimeFormatOptions, month: number, day: number) =>
      new Intl.DateTimeFormat(each, { ...options, timeZone: 'UTC' }).format(Date.UTC(2024, month, day))
    return [
      ...[-2, -1, 0].map((days) => relative.format(days, 'day')),
      ...Array.from({ length: 7 }, (_, at) => nameOf({ weekday: 'long' }, 0, at + 1)),
      ...Array.from({ length: 12 }, (_, at) => nameOf({ month: 'long' }, at, 1)),
    ]
  })
  return [...daysInWords, ...names.map((name) => name.toLowerCase())].filter((name) => /^\p{L}{4,}$/u.test(name))
}

/**
 * A text with a word for a day in place of one that differs from it by a slip: `agent yesterday` for `agent yesterdya`.
 * Undefined if no word does; `isKnown` says which words are right as they are.
 */
export function correctedDays(
  text: string,
  { language = 'en' }: ReaderClock,
  isKnown: (word: string) => boolean,
): string | undefined {
  const words = text.split(' ')
  const all = dayWordsOf(language)
  for (const [at, typed] of words.entries()) {
    const word = typed.toLowerCase()
    if (word.length < shortest || all.includes(word)) continue
    const meant = all.find((name) => isOneSlip(word, name))
    if (meant !== undefined && !isKnown(word)) return words.with(at, meant).join(' ')
  }
  return undefined
}
