import { addDays, type Day } from '../../domain/day.ts'
import { dayAt } from '../../domain/time-zone.ts'
import { hanCounts, hanNumberOf, hanUnitOf, hanUnits } from './chinese-spellings.ts'
import { countOf, countPattern } from './english-spellings.ts'
import { parseDays } from './parse-date.ts'
import { type PeriodUnit, type ReaderClock, unitAt } from './periods.ts'

/** What may stand before the day at which a pause ends. */
const until =
  /^(?:(?:posts|posting|here|it|this channel|everything)\s+)?(?:(?:until|till|bis(?: zum)?)\s+|[至到]\s*)?/iu

const english = new RegExp(
  `^(?:for )?(?:the )?(?:next )?(?<count>${countPattern}) (?<unit>day|week|month|year)s?$`,
  'i',
)
const chinese = new RegExp(`^(?<count>${hanCounts})(?<unit>${hanUnits})$`, 'u')
const digits = /^\d{1,4}(?:[/年月-]|\.\d{1,2}\.)[\d./年月日号號-]*$/u

/** The day at which something ends: `until friday`, `05/12`, `for two weeks`, `两周`. */
export function parseEnd(text: string, clock: ReaderClock): Day | undefined {
  const here = { ...clock, looking: 'ahead' } as const
  const said = text.trim().replace(until, '')
  const today = dayAt(here.now, here.timezone)
  const [inEnglish, inChinese] = [english.exec(said)?.groups, chinese.exec(said)?.groups]
  if (inEnglish) return later(countOf(inEnglish.count), (inEnglish.unit ?? '').toLowerCase() as PeriodUnit, today)
  if (inChinese) return later(hanNumberOf(inChinese.count), hanUnitOf(inChinese.unit), today)
  return parseDays(said, here)?.first
}

/** Whether a text is written as such a day, also if there is no such day: `until 31/02`. */
export function isEnd(text: string, here: ReaderClock): boolean {
  return parseEnd(text, here) !== undefined || digits.test(text.trim().replace(until, ''))
}

function later(count: number, unit: PeriodUnit, today: Day): Day {
  if (unit === 'day' || unit === 'week') return addDays(today, count * (unit === 'week' ? 7 : 1))
  const { first, last } = unitAt(unit === 'year' ? 'month' : unit, unit === 'year' ? 12 * count : count, today)
  // The 31st of a month of 30 days is its last.
  const day = addDays(first, Number(today.slice(8)) - 1)
  return [day, last].toSorted()[0] ?? last
}
