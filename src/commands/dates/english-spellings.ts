import { addDays } from '../../domain/day.ts'
import {
  type DaySpan,
  inNearestMonth,
  inNearestYear,
  monthsFrom,
  type PartOfPeriod,
  type PeriodUnit,
  partOf,
  partOfYear,
  recent,
  unitAt,
  weekendOf,
} from './periods.ts'
import { type Spelling, startsWith, wordEnd } from './spelling.ts'

const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
export const countPattern = `\\d{1,3}|a few|few|several|a couple(?: of)?|couple(?: of)?|an?|${numbers.join('|')}`
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const ordinals = ['first', 'second', 'third', 'fourth']

/** A few days are today and the three before. */
const few = 4

export function countOf(words = ''): number {
  if (/^\d/.test(words)) return Number(words)
  if (/few|several/i.test(words)) return few
  if (/couple/i.test(words)) return 2
  return numbers.indexOf(words.toLowerCase()) + 1 || 1
}

function stepOf(which = ''): number {
  if (/last/i.test(which)) return -1
  return /next|coming/i.test(which) ? 1 : 0
}

function sizeOf(words = ''): PartOfPeriod {
  if (/early|beginning|start/i.test(words)) return 'early'
  if (/mid/i.test(words)) return 'middle'
  return /end/i.test(words) ? 'end' : 'late'
}

function unitOf(text = ''): PeriodUnit {
  return (
    (['day', 'week', 'month', 'year'] as const).find((unit) => unit.startsWith(text.charAt(0).toLowerCase())) ?? 'day'
  )
}

const asUnit = (text = '') => text.toLowerCase() as PeriodUnit

/** Periods in English that chrono-node does not read, or reads as one day. */
export const englishSpellings: readonly Spelling[] = [
  {
    pattern: startsWith(
      `(?:the )?(?<ordinal>${ordinals.join('|')}|last) week (?:of|in) (?<month>${month})(?:,? (?<year>20\\d\\d))?${wordEnd}`,
    ),
    span: ({ ordinal, month, year }, here) => {
      const number = monthNames.indexOf((month ?? '').slice(0, 3).toLowerCase()) + 1
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
    pattern: startsWith(`(?:earlier |later )?(?:today|tonight|this (?:morning|afternoon|evening))${wordEnd}`),
    span: (_, { today }) => unitAt('day', 0, today),
  },
  {
    pattern: startsWith(`(?:the )?day before yesterday${wordEnd}`),
    span: (_, { today }) => unitAt('day', -2, today),
  },
  {
    pattern: startsWith(`(?:yesterday (?:morning|afternoon|evening)|last night)${wordEnd}`),
    span: (_, { today }) => unitAt('day', -1, today),
  },
  {
    pattern: startsWith(`(?:the )?(?:last|past) (?<hours>\\d{1,3}) ?(?:hours|hrs|h)${wordEnd}`),
    span: ({ hours }, { today }) => recent(Math.ceil(Number(hours) / 24) + 1, 'day', today),
  },
  {
    pattern: startsWith(
      `(?:(?:earlier|later|so far) )?(?<which>this|last|next) (?<unit>week|month|quarter|year)(?: so far)?${wordEnd}`,
    ),
    span: ({ which, unit }, { today }) => unitAt(asUnit(unit), stepOf(which), today),
  },
  {
    pattern: startsWith(`(?:the )?(?<unit>week|month|quarter|year) to date${wordEnd}`),
    span: ({ unit }, { today }) => unitAt(asUnit(unit), 0, today),
  },
  {
    pattern: startsWith(`(?:(?:the )?past|the last) (?<unit>week|month|quarter|year)${wordEnd}`),
    span: ({ unit }, { today }) => recent(1, asUnit(unit), today),
  },
  {
    pattern: startsWith(
      `(?:(?:the )?(?:last|past)|since) (?<count>${countPattern}) ?(?<unit>days?|weeks?|months?|years?|d|wks?|w|mos?|yrs?|y)${wordEnd}`,
    ),
    span: ({ count, unit }, { today }) => recent(countOf(count), unitOf(unit), today),
  },
  {
    pattern: startsWith(`(?<count>${countPattern}) (?<unit>day|week|month|year)s? ago${wordEnd}`),
    span: ({ count, unit }, { today }) => unitAt(asUnit(unit), -countOf(count === 'a few' ? '3' : count), today),
  },
  {
    pattern: startsWith(`(?<which>this|last|past|next|the|coming) weekend${wordEnd}|weekend${wordEnd}`),
    span: ({ which }, { today, looking }) => {
      const here = weekendOf(today)
      if (/this|next|coming/i.test(which ?? '') || looking === 'ahead') {
        const isNext = /next/i.test(which ?? '')
        return isNext ? weekendOf(addDays(today, 7)) : here
      }
      return here.first <= today && !/last/i.test(which ?? '') ? here : weekendOf(addDays(today, -7))
    },
  },
  {
    pattern: startsWith(
      `(?<part>early|mid|late|(?:the )?(?:beginning|start|middle|end) of)[ -](?:(?<which>this|last|next|the) (?<unit>month|year)|(?:(?<month>${month}),? ?)?(?<year>20\\d\\d)|(?<alone>${month}))${wordEnd}`,
    ),
    span: ({ part, which, unit, month, year, alone }, here) => {
      const number = monthNames.indexOf((month ?? alone ?? '').slice(0, 3).toLowerCase()) + 1
      const within = (whole: DaySpan) => partOf(whole, sizeOf(part), here)
      if (which) return within(unitAt(asUnit(unit), stepOf(which), here.today))
      if (year && number === 0) return within(monthsFrom(Number(year), 1, 12))
      return year
        ? within(monthsFrom(Number(year), number))
        : inNearestYear((each) => within(monthsFrom(each, number)), here)
    },
  },
  {
    pattern: startsWith(
      `(?:(?<before>20\\d\\d) (?<kind>[qh])(?<early>[1-4])|(?<letter>[qh])(?<quarter>[1-4])|(?:the )?(?<ordinal>${ordinals.join('|')}) (?<part>quarter|half))(?:(?: of)? (?<after>20\\d\\d))?${wordEnd}`,
    ),
    span: ({ before, kind, early, letter, quarter, ordinal, part, after }, here) => {
      const number = ordinal ? ordinals.indexOf(ordinal.toLowerCase()) + 1 : Number(early ?? quarter)
      const parts = /^h/i.test(kind ?? letter ?? part ?? '') ? 2 : 4
      if (number > parts) return undefined
      const year = before ?? after
      return year
        ? partOfYear(parts, number, Number(year))
        : inNearestYear((each) => partOfYear(parts, number, each), here)
    },
  },
  {
    pattern: startsWith(`(?:the )?(?<day>\\d{1,2})(?:st|nd|rd|th)(?! (?:of )?${month})${wordEnd}`),
    span: ({ day }, here) => inNearestMonth(Number(day), here),
  },
]
