import { addDays, type Day, weekdayOf } from '../../domain/day.ts'
import { dayOf, inNearestYear, unitAt } from './periods.ts'
import { type Spelling, startsWith, wordEnd } from './spelling.ts'

type InYear = (year: number) => Day | undefined

const fixed =
  (month: number, day: number): InYear =>
  (year) =>
    dayOf(year, month, day)?.first

/** The weekday of that number in a month, from 1. */
const nth =
  (number: number, weekday: ReturnType<typeof weekdayOf>, month: number): InYear =>
  (year) => {
    const first = dayOf(year, month, 1)?.first
    return (
      first &&
      daysFrom(first, 7)
        .filter((day) => weekdayOf(day) === weekday)
        .map((day) => addDays(day, 7 * (number - 1)))[0]
    )
  }

function daysFrom(first: Day, count: number): Day[] {
  return Array.from({ length: count }, (_, at) => addDays(first, at))
}

/** https://en.wikipedia.org/wiki/Date_of_Easter#Anonymous_Gregorian_algorithm */
function easter(year: number): Day | undefined {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const months = h + l - 7 * m + 114
  return dayOf(year, Math.floor(months / 31), (months % 31) + 1)?.first
}

const afterEaster =
  (days: number): InYear =>
  (year) => {
    const sunday = easter(year)
    return sunday && addDays(sunday, days)
  }

const chinese = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' })

/** A day of the Chinese calendar, searched for from the earliest day of ours on which it can be: 36 days cover all years. */
const lunar =
  (written: string, [month, day]: readonly [number, number]): InYear =>
  (year) => {
    const first = dayOf(year, month, day)?.first
    return first && daysFrom(first, 36).find((each) => chinese.format(new Date(`${each}T00:00:00Z`)) === written)
  }

/** The names of days, in the languages of searches. */
const holidays: readonly (readonly [names: string, day: InYear])[] = [
  ["new year(?:[’']?s)? eve|silvester|跨年夜", fixed(12, 31)],
  ["new year(?:[’']?s)?(?: day)?|neujahr|元旦节?", fixed(1, 1)],
  ["valentine[’']?s(?: day)?|valentinstag|情人节", fixed(2, 14)],
  ['tag der arbeit|五一(?:劳动节)?|劳动节', fixed(5, 1)],
  ['independence day|(?:the )?fourth of july', fixed(7, 4)],
  ['国庆节?', fixed(10, 1)],
  ['halloween', fixed(10, 31)],
  ['双十一|雙十一', fixed(11, 11)],
  ['(?:christmas|xmas) eve|heiligabend|平安夜', fixed(12, 24)],
  ['(?:christmas|xmas)(?: day)?|weihnachten|圣诞节?|聖誕節?', fixed(12, 25)],
  ['boxing day', fixed(12, 26)],
  ['labor day', nth(1, 'mon', 9)],
  ['thanksgiving(?: day)?', nth(4, 'thu', 11)],
  ['black friday', (year) => addDays(nth(4, 'thu', 11)(year) ?? ('' as Day), 1)],
  ['good friday|karfreitag', afterEaster(-2)],
  ['easter monday|ostermontag', afterEaster(1)],
  ['easter(?: sunday)?|ostern|ostersonntag|复活节', easter],
  ['whitsun|pentecost|pfingsten|pfingstsonntag', afterEaster(49)],
  ['(?:chinese|lunar) new year|春节|春節', lunar('1/1', [1, 20])],
  ['端午节?|端午節', lunar('5/5', [5, 25])],
  ['中秋节?|中秋節', lunar('8/15', [9, 5])],
]

export const holidayNames = holidays.map(([each]) => each).join('|')
const alone = new RegExp(`^(?:${holidayNames})$`, 'iu')

/** Whether a text is the name of such a day and nothing else: it may be what is searched for. */
export function isHoliday(text: string): boolean {
  return alone.test(text)
}

/** Days that have a name: `since christmas`, `last easter`, `春节以来`. */
export const holidaySpellings: readonly Spelling[] = holidays.map(([each, day]) => ({
  pattern: startsWith(
    `(?:(?<ofYear>[去今]年)|(?<last>(?:last|letzte[nrs]?|上个) ?))?(?:${each})(?!\\p{L}(?<!\\p{Script=Han}))(?:\\s(?<year>20\\d\\d)${wordEnd})?`,
  ),
  span: ({ ofYear, last, year }, here) => {
    const inYear = (wanted: number) => {
      const found = day(wanted)
      return found && { first: found, last: found }
    }
    if (year) return inYear(Number(year))
    if (ofYear) return inYear(Number(here.today.slice(0, 4)) - (ofYear === '去年' ? 1 : 0))
    const before = last && unitAt('day', -1, here.today).first
    return inNearestYear(inYear, before ? { ...here, looking: 'back', today: before } : here)
  },
}))
