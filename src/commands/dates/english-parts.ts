import { addDays } from '../../domain/day.ts'
import { asUnit, englishMonthOf, monthPattern, periodOf, stepOf } from './english-spellings.ts'
import {
  type DaySpan,
  inNearestYear,
  monthsFrom,
  type PartOfPeriod,
  partOf,
  partOfUnit,
  partOfYear,
  unitAt,
} from './periods.ts'
import { type Spelling, startsWith, wordEnd } from './spelling.ts'

const ordinals = ['first', 'second', 'third', 'fourth']

function sizeOf(words = ''): PartOfPeriod {
  if (/early|beginning|start/i.test(words)) return 'early'
  if (/mid/i.test(words)) return 'middle'
  return /end/i.test(words) ? 'end' : 'late'
}

/** The first or last half of a month, or of a year. */
function halfOf({ first, last }: DaySpan, half: string): DaySpan {
  const isFirst = /^(?:f|1)/i.test(half)
  const [year, month] = first.split('-').map(Number) as [number, number]
  if (first.slice(0, 7) !== last.slice(0, 7)) return monthsFrom(year, isFirst ? 1 : 7, 6)
  const middle = addDays(monthsFrom(year, month).first, 14)
  return isFirst ? { first, last: middle } : { first: addDays(middle, 1), last }
}

/** Parts of weeks, months and years in English: `early last week`, `second half of march`, `q1`. */
export const englishParts: readonly Spelling[] = [
  {
    pattern: startsWith(
      `(?:the )?(?<ordinal>${ordinals.join('|')}|last) week (?:of|in) (?<month>${monthPattern})(?:,? (?<year>20\\d\\d))?${wordEnd}`,
    ),
    span: ({ ordinal, month, year }, here) => {
      const number = englishMonthOf(month)
      const at = ordinals.indexOf((ordinal ?? '').toLowerCase())
      const within = ({ first, last }: DaySpan) => {
        const start = at < 0 ? addDays(last, -6) : addDays(first, 7 * at)
        return { first: start, last: addDays(start, 6) }
      }
      const of = (each: number) => within(monthsFrom(each, number))
      return year ? of(Number(year)) : inNearestYear(of, here)
    },
  },
  {
    pattern: startsWith(`(?:eo(?<letter>[wmqy])|end of (?<unit>week|month|quarter|year))${wordEnd}`),
    span: ({ letter, unit }, here) =>
      partOfUnit(letter === undefined ? asUnit(unit) : periodOf(letter), undefined, 'end', here),
  },
  {
    pattern: startsWith(`end of (?<kind>[qh])(?<number>[1-4])(?: (?<year>20\\d\\d))?${wordEnd}`),
    span: ({ kind = '', number, year }, here) => {
      const parts = /^h/i.test(kind) ? 2 : 4
      const of = (each: number) => partOf(partOfYear(parts, Number(number), each), 'end', here)
      return year ? of(Number(year)) : inNearestYear(of, here)
    },
  },
  {
    isPlain: true,
    pattern: startsWith(
      `(?:the )?(?<half>first|second|1st|2nd) half of (?:(?<which>this|last|next|the) (?<unit>month|year)|(?<month>${monthPattern})(?:,? (?<year>20\\d\\d))?)${wordEnd}`,
    ),
    span: ({ half = '', which, unit, month: name, year }, here) => {
      if (which) return halfOf(unitAt(asUnit(unit), stepOf(which), here.today), half)
      const of = (each: number) => halfOf(monthsFrom(each, englishMonthOf(name)), half)
      return year ? of(Number(year)) : inNearestYear(of, here)
    },
  },
  {
    pattern: startsWith(
      `(?<part>early|mid|late|(?:the )?(?:beginning|start|middle|end) of)[ -](?:(?<which>this|last|next|the) (?<unit>week|month|quarter|year)|(?:(?<month>${monthPattern}),? ?)?(?<year>20\\d\\d)|(?<alone>${monthPattern}))${wordEnd}`,
    ),
    span: ({ part, which, unit, month, year, alone }, here) => {
      const number = englishMonthOf(month ?? alone)
      const within = (whole: DaySpan) => partOf(whole, sizeOf(part), here)
      if (which) return partOfUnit(asUnit(unit), /^the$/i.test(which) ? undefined : stepOf(which), sizeOf(part), here)
      if (year && number === 0) return within(monthsFrom(Number(year), 1, 12))
      return year
        ? within(monthsFrom(Number(year), number))
        : inNearestYear((each) => within(monthsFrom(each, number)), here)
    },
  },
  {
    pattern: startsWith(
      `(?:(?<before>20\\d\\d) (?<kind>[qh])(?<early>[1-4])|(?<letter>[qh])(?<quarter>[1-4])|(?:the )?(?<ordinal>${ordinals.join('|')}) (?<part>quarter|half))(?:(?:(?: of)? |[/-])(?<after>20\\d\\d)|['’](?<short>\\d\\d)|(?: of)? (?<which>this|last) year)?${wordEnd}`,
    ),
    span: ({ before, kind, early, letter, quarter, ordinal, part, after, short, which }, here) => {
      const number = ordinal ? ordinals.indexOf(ordinal.toLowerCase()) + 1 : Number(early ?? quarter)
      const parts = /^h/i.test(kind ?? letter ?? part ?? '') ? 2 : 4
      if (number > parts) return undefined
      const named = short === undefined ? undefined : `20${short}`
      const said = which && unitAt('year', stepOf(which), here.today).first.slice(0, 4)
      const year = before ?? after ?? named ?? said
      return year
        ? partOfYear(parts, number, Number(year))
        : inNearestYear((each) => partOfYear(parts, number, each), here)
    },
  },
]
