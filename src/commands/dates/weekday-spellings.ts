import { addDays, type Day, weekdayOf, weekdays } from '../../domain/day.ts'
import { countOf, countPattern } from './english-spellings.ts'
import { germanCountOf, germanCounts, germanStepOf, germanWeekdays, germanWhich } from './german-spellings.ts'
import { type DateContext, type DaySpan, unitAt } from './periods.ts'
import { type Spelling, startsWith, wordEnd } from './spelling.ts'

const weekday = '(?<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)'
const fullWeekday = '(?<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)'
const germanWeekday = `(?<weekday>${germanWeekdays})`
const weeks = `(?<count>${countPattern}) weeks?`
const germanWeeks = `vor (?<count>${germanCounts}) wochen?`

/** The first two letters of each weekday, in English or German, from Monday. */
const letters = [['mo'], ['tu', 'di'], ['we', 'mi'], ['th', 'do'], ['fr'], ['sa'], ['su', 'so']]

function placeOf(name = ''): number {
  const start = name.slice(0, 2).toLowerCase()
  return letters.findIndex((names) => names.includes(start))
}

const oneDay = (day: Day): DaySpan => ({ first: day, last: day })

/** A weekday, `step` weeks after the current week. */
function inWeek(name: string | undefined, step: number, { today }: DateContext): DaySpan {
  return oneDay(addDays(unitAt('week', step, today).first, placeOf(name)))
}

/** How many days ago that weekday was: at least one. */
function daysSince(name: string | undefined, today: Day): number {
  return (weekdays.indexOf(weekdayOf(today)) - placeOf(name) + 7) % 7 || 7
}

const stepOf = (which = '') => (/last/i.test(which) ? -1 : /next/i.test(which) ? 1 : 0)
const phrase = (pattern: string) => startsWith(`(?:${pattern})${wordEnd}`)

/** Weekdays that are counted from now or named with their week: `two tuesdays ago`, `Dienstag letzter Woche`. */
export const weekdaySpellings: readonly Spelling[] = [
  {
    isPlain: true,
    pattern: phrase(`(?<count>${countPattern}) ${fullWeekday}s ago`),
    span: ({ count, weekday: name }, { today }) =>
      oneDay(addDays(today, -daysSince(name, today) - 7 * (countOf(count) - 1))),
  },
  {
    isPlain: true,
    pattern: phrase(`(?:the )?${fullWeekday} before last|a week last ${fullWeekday}`),
    span: ({ weekday: name }, { today }) => oneDay(addDays(today, -daysSince(name, today) - 7)),
  },
  {
    isPlain: true,
    pattern: phrase(`(?:the )?${weekday},? (?:of |in )?the week before last`),
    span: ({ weekday: name }, here) => inWeek(name, -2, here),
  },
  {
    isPlain: true,
    pattern: phrase(`(?:the )?${weekday},? (?:of |in )?(?<which>this|last|next) week`),
    span: ({ weekday: name, which }, here) => inWeek(name, stepOf(which), here),
  },
  {
    isPlain: true,
    pattern: phrase(`(?<which>this|last|next) week(?:['’]s)?,? (?:on )?${weekday}`),
    span: ({ weekday: name, which }, here) => inWeek(name, stepOf(which), here),
  },
  {
    isPlain: true,
    pattern: phrase(`${weeks} ago (?<day>today|yesterday)`),
    span: ({ count, day }, { today }) => oneDay(addDays(today, -7 * countOf(count) - (/^y/i.test(day ?? '') ? 1 : 0))),
  },
  {
    isPlain: true,
    pattern: phrase(`${weeks} ago,? (?:on |last )?${weekday}`),
    span: ({ count, weekday: name }, here) => inWeek(name, -countOf(count), here),
  },
  {
    isPlain: true,
    pattern: phrase(`${weekday},? ${weeks} ago`),
    span: ({ count, weekday: name }, here) => inWeek(name, -countOf(count), here),
  },
  {
    // Only ahead: in a search, the week is a word.
    pattern: phrase(
      `${fullWeekday} (?<weeks>week|fortnight)|(?:a )?(?<weeks>week|fortnight) (?:on|from) ${fullWeekday}`,
    ),
    span: ({ weekday: name, weeks: later }, { today, looking }) => {
      if (looking !== 'ahead') return undefined
      return oneDay(addDays(today, 7 - daysSince(name, today) + (/^f/i.test(later ?? '') ? 14 : 7)))
    },
  },
  {
    pattern: phrase(`(?:am )?${germanWeekday} in einer woche`),
    span: ({ weekday: name }, { today }) => oneDay(addDays(today, 14 - daysSince(name, today))),
  },
  {
    isPlain: true,
    pattern: phrase(`(?:am )?${germanWeekday},? (?:in |der |in der )?${germanWhich} woche`),
    span: ({ weekday: name, which }, here) => inWeek(name, germanStepOf(which), here),
  },
  {
    isPlain: true,
    pattern: phrase(`${germanWhich} woche,? (?:am )?${germanWeekday}`),
    span: ({ weekday: name, which }, here) => inWeek(name, germanStepOf(which), here),
  },
  {
    isPlain: true,
    pattern: phrase(`(?:am )?${germanWeekday},? ${germanWeeks}`),
    span: ({ count, weekday: name }, here) => inWeek(name, -germanCountOf(count), here),
  },
  {
    isPlain: true,
    pattern: phrase(`${germanWeeks},? (?:am )?${germanWeekday}`),
    span: ({ count, weekday: name }, here) => inWeek(name, -germanCountOf(count), here),
  },
  {
    isPlain: true,
    pattern: phrase(`(?<day>heute|gestern) ${germanWeeks}`),
    span: ({ count, day }, { today }) =>
      oneDay(addDays(today, -7 * germanCountOf(count) - (/^g/i.test(day ?? '') ? 1 : 0))),
  },
]
