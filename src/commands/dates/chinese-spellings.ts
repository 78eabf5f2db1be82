import { addDays } from '../../domain/day.ts'
import {
  type DaySpan,
  dayOf,
  inNearestMonth,
  inNearestYear,
  isoWeek,
  monthsFrom,
  type PartOfPeriod,
  type PeriodUnit,
  partOf,
  partOfYear,
  recent,
  unitAt,
  weekendOf,
} from './periods.ts'
import { type Spelling, startsWith } from './spelling.ts'

const numerals = '一二三四五六七八九十'
export const hanCounts = `(?:\\d{1,3}|[${numerals}两兩几幾]{1,3})`
const month = `(?<month>\\d{1,2}|[${numerals}]{1,2})月份?`
const year = '(?:(?<year>20\\d\\d)年|(?<whichYear>[今去前明])年)'
export const hanUnits = '个?(?:天|日|周|週|星期|礼拜|禮拜|月|季度|年)'

/** The beginning and the middle, but not those of 初创公司 and 中国. */
const early = '初(?![创創级級步次])'
const middle = '中(?![国國文美欧歐日期心])'

/** Not `内存`. */
const within = '[内內](?![存部核容外])'

/** `几` is a few. */
const few = 4

export function hanNumberOf(text = ''): number {
  if (/^\d+$/.test(text)) return Number(text)
  if (/[几幾]/.test(text)) return few
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['0', text]
  const digit = (one: string) => numerals.indexOf(one.replace(/[两兩]/, '二')) + 1
  return (text.includes('十') ? 10 * (tens === '' ? 1 : digit(tens)) : 0) + (ones === '' ? 0 : digit(ones))
}

export function hanUnitOf(text = ''): PeriodUnit {
  if (/[天日]/.test(text)) return 'day'
  if (/季/.test(text)) return 'quarter'
  if (/[周週]|星期|[礼禮]/.test(text)) return 'week'
  return text.includes('年') ? 'year' : 'month'
}

/** How many units before or after the current one: `上上` is two before. */
function stepOf(which = ''): number {
  const count = which.match(/[上下去前明]/g)?.length ?? 0
  if (which.includes('前')) return -2
  return /[下明]/.test(which) ? count : -count
}

function sizeOf(text = ''): PartOfPeriod {
  if (/[初上]/.test(text)) return 'early'
  if (text.includes('中')) return 'middle'
  return /[底末]/.test(text) ? 'end' : 'late'
}

type Found = Parameters<Spelling['span']>[0]

/** The year that is named. */
function yearOf({ year, whichYear }: Found, today: string): number | undefined {
  if (year) return Number(year)
  return whichYear ? Number(today.slice(0, 4)) + stepOf(whichYear) : undefined
}

/** Periods in Chinese that chrono-node does not read, or reads as one day. */
export const chineseSpellings: readonly Spelling[] = [
  {
    pattern: startsWith(`${year}?第(?<week>${hanCounts})[周週]`),
    span: (found, here) => {
      const wanted = yearOf(found, here.today)
      const of = (each: number) => isoWeek(each, hanNumberOf(found.week))
      return wanted ? of(wanted) : inNearestYear(of, here)
    },
  },
  {
    pattern: startsWith(
      `(?:(?<which>本|这个?|這個?|[上下]个?|[上下]個?)?(?:月)|${year}?${month})(?<part>${early}|上旬|中旬|${middle}|下旬|底|末)`,
    ),
    span: (found, here) => {
      const within = (whole: DaySpan) => partOf(whole, sizeOf(found.part), here)
      if (!found.month) {
        const own = within(unitAt('month', stepOf(found.which), here.today))
        const isAhead = here.looking !== 'ahead' && own.first > here.today
        return isAhead ? within(unitAt('month', -1, here.today)) : own
      }
      const [wanted, number] = [yearOf(found, here.today), hanNumberOf(found.month)]
      if (number < 1 || number > 12) return undefined
      return wanted
        ? within(monthsFrom(wanted, number))
        : inNearestYear((each) => within(monthsFrom(each, number)), here)
    },
  },
  {
    pattern: startsWith(`(?:(?<year>20\\d\\d)|(?<whichYear>[今去前明]))?年{1,2}(?<part>${early}|${middle}|底|末)`),
    span: (found, here) => {
      const wanted = yearOf(found, here.today)
      return partOf(monthsFrom(wanted ?? Number(here.today.slice(0, 4)), 1, 12), sizeOf(found.part), here)
    },
  },
  {
    pattern: startsWith(`(?:${year})?(?:第?(?<quarter>[一二三四1-4])季度|(?<half>[上下])半年)`),
    span: (found, here) => {
      const { quarter, half } = found
      const of = (each: number) =>
        half ? partOfYear(2, half === '上' ? 1 : 2, each) : partOfYear(4, hanNumberOf(quarter), each)
      const wanted = yearOf(found, here.today)
      return wanted ? of(wanted) : inNearestYear(of, here)
    },
  },
  {
    pattern: startsWith(`(?<which>[本这這上下])?个?個?(?:周末|週末)`),
    span: ({ which }, { today, looking }) => {
      const own = weekendOf(today)
      if (which === '下') return weekendOf(addDays(today, 7))
      if (which === '上') return weekendOf(addDays(today, -7))
      return which || looking === 'ahead' || own.first <= today ? own : weekendOf(addDays(today, -7))
    },
  },
  {
    pattern: startsWith(
      `(?<which>本|[这這]个?個?|上上?个?個?|下下?个?個?)月(?<day>\\d{1,2}|[${numerals}]{1,3})[日号號]`,
    ),
    span: ({ which, day }, { today }) => {
      const { first } = unitAt('month', stepOf(which), today)
      return dayOf(first.slice(0, 4), first.slice(5, 7), hanNumberOf(day))
    },
  },
  {
    pattern: startsWith(
      `(?<which>本|[这這當当]一?个?個?|上上个?個?|上一?个?個?|下下个?個?|下一?个?個?)(?<unit>(?:周|週|星期|礼拜|禮拜)(?![一二三四五六日天末])|月|季度|年(?!代))`,
    ),
    span: ({ which, unit }, { today }) => unitAt(hanUnitOf(unit), stepOf(which), today),
  },
  {
    pattern: startsWith(
      `(?<which>本|[这這]一?个?個?|上上个?個?|上一?个?個?|下下个?個?|下一?个?個?)(?:周|週|星期|礼拜|禮拜)(?<weekday>[一二三四五六日天])`,
    ),
    span: ({ which, weekday = '' }, { today }) => {
      const { first } = unitAt('week', stepOf(which), today)
      const day = addDays(first, '一二三四五六日天'.indexOf(weekday.replace('天', '日')))
      return { first: day, last: day }
    },
  },
  {
    pattern: startsWith(`${year}(?:${month})?(?![\\d${numerals}])`),
    span: (found, { today }) => {
      const [wanted, number] = [yearOf(found, today) ?? 0, hanNumberOf(found.month)]
      if (number > 12) return undefined
      return found.month ? monthsFrom(wanted, number) : monthsFrom(wanted, 1, 12)
    },
  },
  {
    pattern: startsWith('(?<more>大)?[后後]天'),
    span: ({ more }, { today }) => unitAt('day', more ? 3 : 2, today),
  },
  {
    pattern: startsWith(`(?:今日|本日)`),
    span: (_, { today }) => unitAt('day', 0, today),
  },
  {
    pattern: startsWith(
      `(?:(?<whole>${hanCounts})?个?個?半(?<unit>个?個?月|年)|(?<whole>${hanCounts})(?<unit>个?個?月|年)半)(?:之|以)?前`,
    ),
    span: ({ whole, unit = '' }, { today }) => {
      const halves = 2 * (whole ? hanNumberOf(whole) : 0) + 1
      return unit.includes('年') ? unitAt('month', -6 * halves, today) : unitAt('week', -2 * halves, today)
    },
  },
  {
    pattern: startsWith(
      `(?:(?:最近|过去|過去|近|这|這)半(?<unit>年|个?個?月)|半(?<unit>年|个?個?月)(?:以来|以來|来|來|以?${within}))`,
    ),
    span: ({ unit = '' }, { today }) => (unit.includes('年') ? recent(6, 'month', today) : recent(15, 'day', today)),
  },
  {
    pattern: startsWith(
      `(?:最近|过去|過去|近)(?<count>${hanCounts})个?個?小[时時]|(?<count>${hanCounts})个?個?小[时時](?:以来|以來|以?${within})`,
    ),
    span: ({ count }, { today }) => recent(Math.ceil(hanNumberOf(count) / 24) + 1, 'day', today),
  },
  {
    pattern: startsWith(`(?:最近|过去|過去|近|前|这|這)(?:的)?(?<count>${hanCounts})(?<unit>${hanUnits})(?!前)`),
    span: ({ count, unit }, { today }) => recent(hanNumberOf(count), hanUnitOf(unit), today),
  },
  {
    pattern: startsWith(`(?<count>${hanCounts})(?!月)(?<unit>${hanUnits})(?:以来|以來|以?${within})`),
    span: ({ count, unit }, { today }) => recent(hanNumberOf(count), hanUnitOf(unit), today),
  },
  {
    pattern: startsWith(`(?<count>${hanCounts})(?<unit>${hanUnits})(?:之|以)?前`),
    span: ({ count, unit }, { today }) => unitAt(hanUnitOf(unit), -hanNumberOf(count), today),
  },
  {
    pattern: startsWith(`(?<day>\\d{1,2}|[${numerals}]{1,3})[号號]`),
    span: ({ day }, here) => inNearestMonth(hanNumberOf(day), here),
  },
]
