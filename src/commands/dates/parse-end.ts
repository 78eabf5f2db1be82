import { addDays, type Day } from '../../domain/day.ts'
import { dayAt } from '../../domain/time-zone.ts'
import { halfWidth } from '../../lib/half-width.ts'
import { withoutAccents } from '../../lib/without-accents.ts'
import { hanCounts, hanNumberOf, hanUnitOf, hanUnits } from './chinese-spellings.ts'
import { countOf, countPattern, englishUnitOf } from './english-spellings.ts'
import { germanCountOf, germanCounts, germanUnitOf, germanUnits } from './german-spellings.ts'
import { parseDays } from './parse-date.ts'
import { type PeriodUnit, type ReaderClock, unitAt } from './periods.ts'
import { dayWords } from './words-abroad.ts'

/** Words that may precede the day at which a pause ends. */
const until =
  /^(?:(?:posts|posting|here|it|this channel|everything)\s+)?(?:(?:until|till|bis(?: zum)?)\s+|(?:直到|[至到])\s*)?/iu

/** The same in other languages: `jusqu’au`, `hasta`, `до`. */
const untilAbroad = new RegExp(
  `^(?:${Object.values(dayWords)
    .map((words) => words.until)
    .join('|')})\\s+(?:(?:el|il|o|a)\\s+)?`,
  'iu',
)

/** The same after the day: 月曜日まで. */
const untilBehind = new RegExp(
  `(?:${Object.values(dayWords)
    .flatMap(({ behind }) => behind?.until ?? [])
    .join('|')})$`,
  'iu',
)

/** `after easter` and `春节后` end on the day after it. */
const after = /^(?:after|nach)\s+(?<period>.+)$|^(?<period>.+?)(?:[之以]?[后後])$/iu

type Found = Readonly<Record<string, string | undefined>>

/** How long a pause is, in each language; `half` of a unit is rounded down to whole weeks, or to days in a week. */
const lengths: readonly { readonly pattern: RegExp; readonly read: (found: Found) => [number, PeriodUnit] }[] = [
  {
    pattern: /^(?:for |in )?half an? (?<unit>week|month|year)$/iu,
    read: ({ unit }) => half(englishUnitOf(unit)),
  },
  {
    pattern: new RegExp(`^(?:for |in )?(?:the )?(?:next )?(?<count>${countPattern}) fortnights?$`, 'iu'),
    read: ({ count }) => [2 * countOf(count), 'week'],
  },
  {
    pattern: new RegExp(
      `^(?:for |in )?(?:the )?(?:next )?(?<count>${countPattern}) ?(?<unit>days?|weeks?|months?|years?|d|wks?|w|mos?|yrs?|y)$`,
      'iu',
    ),
    read: ({ count, unit }) => [countOf(count), englishUnitOf(unit)],
  },
  {
    pattern: /^(?:für |in )?(?:einen? |ein )?halbe[ns]? (?<unit>woche|monat|jahr)$/iu,
    read: ({ unit }) => half(germanUnitOf(unit)),
  },
  {
    pattern: new RegExp(
      `^(?:für |in )?(?:die )?(?:nächsten )?(?<count>${germanCounts}) (?<unit>${germanUnits})$`,
      'iu',
    ),
    read: ({ count, unit }) => [germanCountOf(count), germanUnitOf(unit)],
  },
  {
    pattern: new RegExp(
      `^(?:for |in |für )?(?:(?<count>${countPattern})(?: and a half| ?½|[.,]5)|anderthalb|eineinhalb|(?<two>zweieinhalb)) ?(?<unit>weeks?|months?|years?|wochen?|monaten?|monate|jahren?|jahre)$|^(?:for )?an? (?<alone>week|month|year) and a half$`,
      'iu',
    ),
    read: ({ count, two, unit, alone }) => andHalf(two ? 2 : countOf(count), (unit ?? alone)?.charAt(0).toLowerCase()),
  },
  {
    pattern: /^半(?<unit>个?個?月|年)[之以]?[后後]?$/u,
    read: ({ unit }) => half(hanUnitOf(unit)),
  },
  {
    // Not 四月, which is April.
    pattern: new RegExp(`^(?<count>${hanCounts})(?!月)(?<unit>${hanUnits})[之以]?[后後]?$`, 'u'),
    read: ({ count, unit }) => [hanNumberOf(count), hanUnitOf(unit)],
  },
]

/** `pendant 3 jours`, `dos semanas`, `2週間`: a number and a unit in each of the other languages. */
const lengthsAbroad = Object.values(dayWords).flatMap(({ of, units, numbers }) => {
  const before = `(?:(?:${of}|per|por|voor|för|pelos?|próxim[oa]s|prochaine?s)\\s+)*`
  const names = Object.entries(units) as [PeriodUnit, string][]
  const count = `(?<count>\\d{1,3}|${numbers.replaceAll(' ', '|')})\\s*`
  // Languages without articles: `на неделю`.
  const counted = /\p{sc=Cyrillic}/u.test(numbers) ? `(?:${count})?` : count
  return names.map(([unit, name]) => ({
    unit,
    pattern: new RegExp(`^${withoutAccents(before)}${withoutAccents(counted)}(?:${withoutAccents(name)})$`, 'u'),
    numbers: numbers.split(' ').map((each) => new RegExp(`^(?:${withoutAccents(each)})$`, 'u')),
  }))
})

function lengthAbroad(text: string): [number, PeriodUnit] | undefined {
  const said = withoutAccents(text)
  for (const { unit, pattern, numbers } of lengthsAbroad) {
    const found = pattern.exec(said)
    const { count = '1' } = found?.groups ?? {}
    if (found) return [Number(count) || numbers.findIndex((each) => each.test(count)) + 1, unit]
  }
  return undefined
}

const digits = /^\d{1,4}(?:[/年月-]|\.\d{1,2}\.)[\d./年月日号號-]*$/u

/** The day at which something ends: `until friday`, `05/12`, `for two weeks`, `两周`. */
export function parseEnd(text: string, clock: ReaderClock): Day | undefined {
  const here = { ...clock, looking: 'ahead' } as const
  const said = halfWidth(text).trim().replace(until, '').replace(untilAbroad, '').replace(untilBehind, '').trim()
  const today = dayAt(here.now, here.timezone)
  for (const { pattern, read } of lengths) {
    const found = pattern.exec(said)?.groups
    if (found) return later(...read(found), today)
  }
  const abroad = lengthAbroad(said)
  if (abroad) return later(...abroad, today)
  const days = parseDays(said, here)
  if (days) return days.first
  const before = parseDays(after.exec(said)?.groups?.period ?? '', here)
  return before && addDays(before.last, 1)
}

/** Whether a text is written as such a day, also if there is no such day: `until 31/02`. */
export function isEnd(text: string, here: ReaderClock): boolean {
  return parseEnd(text, here) !== undefined || digits.test(text.trim().replace(until, ''))
}

function half(unit: PeriodUnit): [number, PeriodUnit] {
  if (unit === 'year') return [6, 'month']
  return unit === 'month' ? [2, 'week'] : [3, 'day']
}

/** One and a half weeks are ten days, and months six weeks. */
function andHalf(count: number, unit = ''): [number, PeriodUnit] {
  if ('yj'.includes(unit)) return [12 * count + 6, 'month']
  return unit === 'm' ? [4 * count + 2, 'week'] : [7 * count + 3, 'day']
}

function later(count: number, unit: PeriodUnit, today: Day): Day {
  if (unit === 'day' || unit === 'week') return addDays(today, count * (unit === 'week' ? 7 : 1))
  const months = { month: count, quarter: 3 * count, year: 12 * count }[unit]
  const { first, last } = unitAt('month', months, today)
  // The 31st of a month of 30 days is its last.
  const day = addDays(first, Number(today.slice(8)) - 1)
  return [day, last].toSorted()[0] ?? last
}
