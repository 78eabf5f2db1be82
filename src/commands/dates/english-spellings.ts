import { addDays, type Day, weekdayOf } from '../../domain/day.ts'
import {
  type DaySpan,
  dayOf,
  inNearestMonth,
  namedMonth,
  type PeriodUnit,
  recent,
  unitAt,
  weekendOf,
} from './periods.ts'
import { type Spelling, startsWith, wordEnd } from './spelling.ts'

const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
export const countPattern = `\\d{1,3}|a few|few|several|a couple(?: of)?|couple(?: of)?|an?|${numbers.join('|')}`
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
export const monthPattern =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'

/** A few days are today and the three before. */
const few = 4

export function countOf(words = ''): number {
  if (/^\d/.test(words)) return Number(words)
  if (/few|several/i.test(words)) return few
  if (/couple/i.test(words)) return 2
  return numbers.indexOf(words.toLowerCase()) + 1 || 1
}

export function stepOf(which = ''): number {
  if (/last/i.test(which)) return -1
  return /next|coming/i.test(which) ? 1 : 0
}

export function englishUnitOf(text = ''): PeriodUnit {
  return (
    (['day', 'week', 'month', 'year'] as const).find((unit) => unit.startsWith(text.charAt(0).toLowerCase())) ?? 'day'
  )
}

export function englishMonthOf(name = ''): number {
  return monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1
}

export const periodOf = (letter: string) =>
  (({ w: 'week', m: 'month', q: 'quarter', y: 'year' }) as const)[letter.toLowerCase() as 'w' | 'm' | 'q' | 'y']

export const asUnit = (text = '') => text.toLowerCase() as PeriodUnit

/** The last `count` working days up to today, Monday to Friday, with the days off between them. */
function workingDays(count: number, today: Day): DaySpan {
  let first = addDays(today, 1)
  for (let left = count; left > 0; left -= /^s/.test(weekdayOf(first)) ? 0 : 1) first = addDays(first, -1)
  return { first, last: today }
}

/** Periods in English that chrono-node does not read, or reads as one day. */
export const englishSpellings: readonly Spelling[] = [
  {
    pattern: startsWith(`(?:earlier |later )?(?:today|tonight|this (?:morning|afternoon|evening))${wordEnd}`),
    span: (_, { today }) => unitAt('day', 0, today),
  },
  {
    pattern: startsWith(`(?:the )?day before yesterday${wordEnd}`),
    span: (_, { today }) => unitAt('day', -2, today),
  },
  {
    pattern: startsWith(`(?:the )?(?<unit>day|week|month) after (?:tomorrow|next)${wordEnd}`),
    span: ({ unit }, { today }) => unitAt(asUnit(unit), 2, today),
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
      `(?:(?:earlier|later|so far) )?(?<which>this|last|next) (?<unit>week|month|quarter|year)${wordEnd}`,
    ),
    span: ({ which, unit }, { today }) => unitAt(asUnit(unit), stepOf(which), today),
  },
  {
    isPlain: true,
    pattern: startsWith(`(?:(?:the )?(?<unit>week|month|quarter|year) to date|(?<letter>[wmqy])td)${wordEnd}`),
    span: ({ unit, letter }, { today }) => ({
      first: unitAt(letter === undefined ? asUnit(unit) : periodOf(letter), 0, today).first,
      last: today,
    }),
  },
  {
    isPlain: true,
    pattern: startsWith(`(?:the )?(?:(?<unit>week|month|quarter|year)|(?<weekend>weekend)) before last${wordEnd}`),
    span: ({ unit, weekend }, { today }) =>
      weekend
        ? weekendOf(addDays(weekendOf(today).first <= today ? today : addDays(today, -7), -7))
        : unitAt(asUnit(unit), -2, today),
  },
  {
    isPlain: true,
    pattern: startsWith(`(?:the )?(?:last|past) (?<count>${countPattern}) weekends${wordEnd}`),
    span: ({ count }, { today }) => {
      const latest = weekendOf(weekendOf(today).first <= today ? today : addDays(today, -7))
      return { first: addDays(latest.first, -7 * (countOf(count) - 1)), last: latest.last }
    },
  },
  {
    isPlain: true,
    pattern: startsWith(`(?:the )?(?:last|past) (?<count>${countPattern}) (?:business|working|week) ?days?${wordEnd}`),
    span: ({ count }, { today }) => workingDays(countOf(count), today),
  },
  {
    isPlain: true,
    pattern: startsWith(`half an? (?<unit>week|month|year) (?:ago|back|earlier)${wordEnd}`),
    span: ({ unit }, { today }) => {
      if (/^y/i.test(unit ?? '')) return unitAt('month', -6, today)
      return /^m/i.test(unit ?? '') ? unitAt('week', -2, today) : unitAt('day', -4, today)
    },
  },
  {
    isPlain: true,
    pattern: startsWith(`(?:the )?(?<day>\\d{1,2})(?:st|nd|rd|th) (?:of )?(?<which>this|last|next) month${wordEnd}`),
    span: ({ day, which }, { today }) => {
      const { first } = unitAt('month', stepOf(which), today)
      return dayOf(first.slice(0, 4), first.slice(5, 7), day)
    },
  },
  {
    isPlain: true,
    pattern: startsWith(`(?<which>last|(?:this|next)(?! may)) (?<month>${monthPattern})${wordEnd}(?!,? \\d)`),
    span: ({ which, month: name }, here) => namedMonth(englishMonthOf(name), stepOf(which), here),
  },
  {
    pattern: startsWith(`(?:(?:the )?past|the last) (?<unit>week|month|quarter|year)${wordEnd}`),
    span: ({ unit }, { today }) => recent(1, asUnit(unit), today),
  },
  {
    pattern: startsWith(
      `(?:(?:the )?(?:last|past)|since) (?<count>${countPattern}) ?(?<unit>days?|weeks?|months?|years?|d|wks?|w|mos?|yrs?|y)${wordEnd}`,
    ),
    span: ({ count, unit }, { today }) => recent(countOf(count), englishUnitOf(unit), today),
  },
  {
    isPlain: true,
    pattern: startsWith(
      `(?<count>${countPattern}) ?(?<unit>days?|weeks?|months?|years?|d|wks?|w|mos?|yrs?|y) (?:ago|back|earlier)${wordEnd}`,
    ),
    span: ({ count, unit }, { today }) => unitAt(englishUnitOf(unit), -countOf(count === 'a few' ? '3' : count), today),
  },
  {
    pattern: startsWith(`(?<which>(?:the )?(?:this|last|past|next|coming)|the) weekend${wordEnd}|weekend${wordEnd}`),
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
    pattern: startsWith(`(?:the )?(?<day>\\d{1,2})(?:st|nd|rd|th)(?! (?:of )?${monthPattern})${wordEnd}`),
    span: ({ day }, here) => inNearestMonth(Number(day), here),
  },
]
