import { addDays } from '../../domain/day.ts'
import {
  inNearestMonth,
  inNearestYear,
  monthsFrom,
  type PartOfMonth,
  type PeriodUnit,
  partOfMonth,
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

function partOf(words = ''): PartOfMonth {
  if (/early|beginning|start/i.test(words)) return 'early'
  return /mid/i.test(words) ? 'middle' : 'late'
}

const asUnit = (text = '') => text.toLowerCase() as PeriodUnit

/** Periods in English that chrono-node does not read, or reads as one day. */
export const englishSpellings: readonly Spelling[] = [
  {
    pattern: startsWith(`(?:earlier |later )?(?:today|tonight|this (?:morning|afternoon|evening))${wordEnd}`),
    span: (_, { today }) => unitAt('day', 0, today),
  },
  {
    pattern: startsWith(`(?:yesterday (?:morning|afternoon|evening)|last night)${wordEnd}`),
    span: (_, { today }) => unitAt('day', -1, today),
  },
  {
    pattern: startsWith(`(?:the )?(?:last|past) (?<hours>\\d{1,3}) hours${wordEnd}`),
    span: ({ hours }, { today }) => recent(Math.ceil(Number(hours) / 24) + 1, 'day', today),
  },
  {
    pattern: startsWith(`(?:earlier |later )?(?<which>this|last|next) (?<unit>week|month|quarter|year)${wordEnd}`),
    span: ({ which, unit }, { today }) => unitAt(asUnit(unit), stepOf(which), today),
  },
  {
    pattern: startsWith(`(?:(?:the )?past|the last) (?<unit>week|month|quarter|year)${wordEnd}`),
    span: ({ unit }, { today }) => recent(1, asUnit(unit), today),
  },
  {
    pattern: startsWith(`(?:the )?(?:last|past) (?<count>${countPattern}) (?<unit>day|week|month|year)s?${wordEnd}`),
    span: ({ count, unit }, { today }) => recent(countOf(count), asUnit(unit), today),
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
      `(?<part>early|mid|late|(?:the )?(?:beginning|start|middle|end) of)[ -](?:(?<which>this|last|next|the) month|(?<month>${month})(?:,? (?<year>\\d{4}))?)${wordEnd}`,
    ),
    span: ({ part, which, month, year }, here) => {
      const number = monthNames.indexOf((month ?? '').slice(0, 3).toLowerCase()) + 1
      const isEnd = here.looking === 'ahead' && /end/i.test(part ?? '')
      const within = (of: { first: string; last: string }) => {
        const span = partOfMonth(of as never, partOf(part))
        return isEnd ? { first: span.last, last: span.last } : span
      }
      if (which) return within(unitAt('month', stepOf(which), here.today))
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
