import { addDays, type Day, weekdayOf, weekdays } from '../../domain/day.ts'
import {
  type DateContext,
  type DaySpan,
  dayOf,
  inNearestYear,
  isoWeek,
  monthsFrom,
  namedMonth,
  type PartOfPeriod,
  type PeriodUnit,
  partOf,
  partOfUnit,
  partOfYear,
  recent,
  unitAt,
  weekendOf,
} from './periods.ts'
import { type Spelling, startsWith, wordEnd } from './spelling.ts'

const months = [
  'januar|jänner',
  'februar|feber',
  'märz|maerz',
  'april',
  'mai',
  'juni',
  'juli',
  'august',
  'september',
  'oktober',
  'november',
  'dezember',
]
const numbers = [
  'eine?[mnr]?',
  'zwei',
  'drei',
  'vier',
  'fünf',
  'sechs',
  'sieben',
  'acht',
  'neun',
  'zehn',
  'elf',
  'zwölf',
]
const units: readonly (readonly [string, PeriodUnit])[] = [
  ['tag', 'day'],
  ['woche', 'week'],
  ['monat', 'month'],
  ['quartal', 'quarter'],
  ['jahr', 'year'],
]

const article = '(?:(?:de[nmr]|die|das) )?'
export const germanWhich = '(?<which>(?:diese|letzte|vorletzte|vorige|vergangene|nächste|übernächste|kommende)[nmrs]?)'
export const germanMonths = months.join('|')
export const germanWeekdays = '(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend'
export const germanCounts = `(?:\\d{1,3}|${numbers.join('|')}|ein paar|einigen?|mehreren?)`
export const germanUnits = `(?:${units.map(([name]) => name).join('|')})(?:en|es|e|n|s)?`
const month = `(?<month>${germanMonths})`
const year = '(?: (?<year>20\\d\\d))?'

/** `ein paar` days are today and the three before. */
const few = 4

const german = (pattern: string) => startsWith(`${article}(?:${pattern})${wordEnd}`)

function placeIn(patterns: readonly string[], word = ''): number {
  return patterns.findIndex((pattern) => new RegExp(`^(?:${pattern})$`, 'iu').test(word))
}

export function germanCountOf(words = ''): number {
  if (/^\d/.test(words)) return Number(words)
  return placeIn(numbers, words) + 1 || few
}

export function germanUnitOf(word = ''): PeriodUnit {
  return units.find(([name]) => word.toLowerCase().startsWith(name))?.[1] ?? 'day'
}

export function germanStepOf(word = ''): number {
  if (/^vorletzt/i.test(word)) return -2
  if (/^(?:letzt|vorig|vergangen)/i.test(word)) return -1
  if (/^übernächst/i.test(word)) return 2
  return /^(?:nächst|kommend)/i.test(word) ? 1 : 0
}

function weekdayAt(name: string, step: number | undefined, { today, looking = 'back' }: DateContext): Day {
  const wanted = placeIn(
    ['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag|sonnabend', 'sonntag'],
    name,
  )
  const days = wanted - weekdays.indexOf(weekdayOf(today))
  if (step === 0) return addDays(today, days)
  const isAhead = step === undefined ? looking === 'ahead' : step > 0
  const nearest = isAhead ? (days + 7) % 7 : -((7 - days) % 7)
  // The last Friday is not today.
  const other = step !== undefined && nearest === 0 ? 7 * Math.sign(step) : nearest
  return addDays(today, Math.abs(step ?? 0) === 2 ? other + 7 * Math.sign(step ?? 0) : other)
}

function monthIn(name: string | undefined, wanted: string | undefined, here: DateContext): DaySpan | undefined {
  const number = placeIn(months, name) + 1
  return wanted ? monthsFrom(Number(wanted), number) : inNearestYear((each) => monthsFrom(each, number), here)
}

function sizeOf(text = ''): PartOfPeriod {
  if (/^(?:anfang|beginn)/i.test(text)) return 'early'
  return /^mitte/i.test(text) ? 'middle' : 'end'
}

/** Days and periods in German. */
export const germanSpellings: readonly Spelling[] = [
  {
    isPlain: true,
    pattern: german('heuer'),
    span: (_, { today }) => unitAt('year', 0, today),
  },
  {
    isPlain: true,
    pattern: german('vor (?:einem )?halben (?<unit>jahr|monat)'),
    span: ({ unit }, { today }) =>
      germanUnitOf(unit) === 'year' ? unitAt('month', -6, today) : unitAt('week', -2, today),
  },
  {
    isPlain: true,
    pattern: german(
      `(?<ordinal>erste|zweite|dritte|vierte|letzte)n? (?:(?:${month})woche|woche (?:im |des |in )?(?:${month})s?)${year}`,
    ),
    span: ({ ordinal = '', month: name, year: wanted }, here) => {
      const weekIn = ({ first, last }: DaySpan) => {
        const at = ['e', 'z', 'd', 'v'].indexOf(ordinal.charAt(0).toLowerCase())
        const start = at < 0 ? addDays(last, -6) : addDays(first, 7 * at)
        return { first: start, last: addDays(start, 6) }
      }
      const whole = monthIn(name, wanted, here)
      return whole && weekIn(whole)
    },
  },
  {
    pattern: german('heute(?: (?:früh|morgen|mittag|nachmittag|abend))?'),
    span: (_, { today }) => unitAt('day', 0, today),
  },
  {
    pattern: german('(?<before>(?:vor)*)gestern(?: (?:früh|morgen|mittag|nachmittag|abend))?'),
    span: ({ before = '' }, { today }) => unitAt('day', -1 - before.length / 3, today),
  },
  {
    pattern: german('(?<after>(?:über)*)morgen(?: (?:früh|mittag|nachmittag|abend))?'),
    span: ({ after = '' }, { today }) => unitAt('day', 1 + after.length / 4, today),
  },
  {
    pattern: german(`(?:${germanWhich} )?wochenendes?`),
    span: ({ which: said }, { today, looking }) => {
      const own = weekendOf(today)
      const isOver = said === undefined && looking !== 'ahead' && own.first > today
      return weekendOf(addDays(today, 7 * (isOver ? -1 : germanStepOf(said))))
    },
  },
  {
    pattern: german(`(?:letzten?|vergangenen?|seit) (?<count>${germanCounts}) (?<unit>${germanUnits})`),
    span: ({ count, unit }, { today }) => recent(germanCountOf(count), germanUnitOf(unit), today),
  },
  {
    pattern: german(`(?:letzten?|vergangenen?) (?<unit>tagen?|wochen|monaten?|jahren?)`),
    span: ({ unit }, { today }) => recent(few, germanUnitOf(unit), today),
  },
  {
    pattern: german(`vor (?<count>${germanCounts}) (?<unit>${germanUnits})`),
    span: ({ count, unit }, { today }) => unitAt(germanUnitOf(unit), -germanCountOf(count), today),
  },
  {
    pattern: german(`${germanWhich} (?<unit>${germanUnits})`),
    span: ({ which: said, unit }, { today }) => unitAt(germanUnitOf(unit), germanStepOf(said), today),
  },
  {
    isRange: true,
    pattern: german(`(?<first>\\d{1,2})\\. ?(?:bis|to|–|-) ?(?:zum )?(?<last>\\d{1,2})\\. ?${month}${year}`),
    span: ({ first, last, month: name, year: wanted }, here) => {
      const [of, to] = (monthIn(name, wanted, here)?.first ?? '').split('-')
      const [start, end] = [dayOf(of, to, first)?.first, dayOf(of, to, last)?.first]
      return start && end && start <= end ? { first: start, last: end } : undefined
    },
  },
  {
    pattern: german(`(?:(?:${germanWeekdays}),? ${article})?(?<day>\\d{1,2})\\. ?${month}${year}`),
    span: ({ day, month: name, year: wanted }, here) => {
      const number = placeIn(months, name) + 1
      return wanted ? dayOf(wanted, number, day) : inNearestYear((each) => dayOf(each, number, day), here)
    },
  },
  {
    pattern: german(`(?:${germanWhich} )?(?<weekday>${germanWeekdays})(?: (?:früh|morgen|mittag|nachmittag|abend))?`),
    span: ({ which: said, weekday = '' }, here) => {
      const day = weekdayAt(weekday, said === undefined ? undefined : germanStepOf(said), here)
      return { first: day, last: day }
    },
  },
  {
    pattern: german(
      `(?<part>anfang|mitte|ende) (?:(?:${germanWhich}|de[sr]) (?<unit>woche|monats|quartals|jahr(?:es)?)|(?:${month} )?(?<year>20\\d\\d)|(?<alone>${germanMonths}))|(?<unit>wochen|monats|quartals|jahres)(?<part>anfang|beginn|mitte|ende(?<!wochenende))`,
    ),
    span: ({ part, which: said, unit, month: name, year: wanted, alone }, here) => {
      const ofYear = wanted && !name ? monthsFrom(Number(wanted), 1, 12) : monthIn(name ?? alone, wanted, here)
      if (unit)
        return partOfUnit(germanUnitOf(unit), said === undefined ? undefined : germanStepOf(said), sizeOf(part), here)
      return ofYear && partOf(ofYear, sizeOf(part), here)
    },
  },
  {
    pattern: german(
      `(?:(?<ordinal>erste[ns]?|zweite[ns]?|dritte[ns]?|vierte[ns]?)|(?<number>[1-4])\\.) (?<kind>quartal|halbjahr)s?(?: (?:de[sr] )?(?:jahre?s )?(?<year>20\\d\\d))?`,
    ),
    span: ({ ordinal = '', number, kind = '', year: wanted }, here) => {
      const place = number ? Number(number) : ['e', 'z', 'd', 'v'].indexOf(ordinal.charAt(0).toLowerCase()) + 1
      const parts = /^halb/i.test(kind) ? 2 : 4
      if (place > parts) return undefined
      return wanted
        ? partOfYear(parts, place, Number(wanted))
        : inNearestYear((each) => partOfYear(parts, place, each), here)
    },
  },
  {
    pattern: german('(?:kw|kalenderwoche) ?(?<week>\\d{1,2})(?:[ /](?<year>20\\d\\d))?'),
    span: ({ week, year: wanted }, here) =>
      wanted ? isoWeek(Number(wanted), Number(week)) : inNearestYear((each) => isoWeek(each, Number(week)), here),
  },
  {
    isPlain: true,
    pattern: german(`${germanWhich} (?:${month})`),
    span: ({ which: said, month: name }, here) => namedMonth(placeIn(months, name) + 1, germanStepOf(said), here),
  },
  {
    // chrono-node reads those that are the same in English, and the day behind them.
    pattern: german(`(?!april|august|september|november)${month}(?: (?<year>20\\d\\d))?`),
    span: ({ month: name, year: wanted }, here) => monthIn(name, wanted, here),
  },
]
