import { type Day, parseDay } from '../../domain/day.ts'

/** Languages whose names of months are read, if they are written with letters. */
const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'nb', 'fi', 'pl', 'cs', 'tr', 'ru', 'uk']

let months: ReadonlyMap<string, number> | undefined

/**
 * A day as people write it. With dots the day comes first; with slashes only where one of the two numbers can be no month,
 * as `03/12/2026` is two days.
 */
export function writtenDay(text: string): Day | undefined {
  const [, han, hanMonth, hanDay] = /^\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/.exec(text) ?? []
  if (han) return dayOf(han, hanMonth, hanDay)
  const [, compact, compactMonth, compactDay] = /^\s*(20\d{2})(\d{2})(\d{2})\s*$/.exec(text) ?? []
  if (compact) return dayOf(compact, compactMonth, compactDay)
  const [, first = '', sign, second = '', year] = /^\s*(\d{1,2})([./-])(\d{1,2})\2(\d{4})\s*$/.exec(text) ?? []
  if (year) {
    if (sign === '.' || Number(first) > 12) return dayOf(year, second, first)
    return Number(second) > 12 || first === second ? dayOf(year, first, second) : undefined
  }
  return namedDay(text)
}

/** `March 12, 2026`, `Thu 12 Mar 2026`, `12. März 2026`, `12 de marzo de 2026`, `2026 March 12th`. */
function namedDay(text: string): Day | undefined {
  const words = text.toLowerCase().match(/\p{L}+|\d+/gu) ?? []
  months ??= monthNames()
  const named = words.flatMap((word) => months?.get(word) ?? [])
  const years = words.filter((word) => /^\d{4}$/.test(word))
  const days = words.filter((word) => /^\d{1,2}$/.test(word))
  const isOnly = named.length === 1 && years.length === 1 && days.length === 1
  return isOnly ? dayOf(years[0], String(named[0]), days[0]) : undefined
}

/** Each month by its names and short names, in lower case, without dots. */
function monthNames(): ReadonlyMap<string, number> {
  const names = new Map<string, number>([['sept', 9]])
  for (const language of languages) {
    for (const style of ['long', 'short'] as const) {
      const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: style, timeZone: 'UTC' })
      for (let month = 0; month < 12; month += 1) {
        const part = format.formatToParts(Date.UTC(2026, month, 12)).find(({ type }) => type === 'month')
        const name = (part?.value ?? '').toLowerCase().replace(/\.$/, '')
        if (/^\p{L}+$/u.test(name) && !names.has(name)) names.set(name, month + 1)
      }
    }
  }
  return names
}

function dayOf(year = '', month = '', day = ''): Day | undefined {
  return parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}
