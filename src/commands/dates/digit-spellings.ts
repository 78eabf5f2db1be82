import { writesDayFirst } from '../../i18n/dates.ts'
import { type DateContext, type DaySpan, dayOf, inNearestYear, isoWeek, monthsFrom } from './periods.ts'
import { type Spelling, startsWith } from './spelling.ts'

const end = '(?=[\\s,;?!]|\\.\\.|$)'
const endOrRange = '(?=[\\s,;?!~–-]|\\.\\.|$)'

/** Days in digits: spellings with one meaning everywhere, and those that chrono-node reads differently. */
export const digitSpellings: readonly Spelling[] = [
  {
    pattern: startsWith(`(?<year>\\d{4})[-./](?<month>\\d{1,2})[-./](?<day>\\d{1,2})${endOrRange}`),
    span: ({ year, month, day }) => dayOf(year, month, day),
  },
  {
    pattern: startsWith(`(?<year>20\\d\\d)(?<month>\\d\\d)(?<day>\\d\\d)${end}`),
    span: ({ year, month, day }) => dayOf(year, month, day),
  },
  {
    pattern: startsWith(`(?<a>\\d{1,2})\\/(?<b>\\d{1,2})(?:\\/(?<year>20\\d\\d|\\d\\d))?${endOrRange}`),
    span: ({ a, b, year }, here) => slashed(a, b, year, here),
  },
  // With dots the day always comes first.
  {
    pattern: startsWith(`(?<day>\\d{1,2})\\.(?<month>\\d{1,2})\\.(?<year>20\\d\\d)${endOrRange}`),
    span: ({ year, month, day }) => dayOf(year, month, day),
  },
  {
    pattern: startsWith(`(?<day>\\d\\d)\\.(?<month>\\d\\d)\\.(?<year>\\d\\d)${end}`),
    span: ({ year, month, day }) => dayOf(`20${year}`, month, day),
  },
  {
    pattern: startsWith(`(?<day>\\d{1,2})\\.(?<month>\\d{1,2})\\.${endOrRange}`),
    span: ({ month, day }, here) => inNearestYear((year) => dayOf(year, month, day), here),
  },
  {
    pattern: startsWith(`(?<year>20\\d\\d)[-/](?<month>\\d\\d)${end}`),
    span: ({ year, month }) => monthOf(Number(year), Number(month)),
  },
  {
    pattern: startsWith(`(?<month>\\d{1,2})[/.](?<year>20\\d\\d)${end}`),
    span: ({ year, month }) => monthOf(Number(year), Number(month)),
  },
  {
    pattern: startsWith(`(?<year>20\\d\\d)-?w(?<week>\\d{1,2})${end}`),
    span: ({ year, week }) => isoWeek(Number(year), Number(week)),
  },
  {
    pattern: startsWith(`(?:week|wk|cw) ?(?<week>\\d{1,2})(?:(?:,? (?:of )?|/)(?<year>20\\d\\d))?${end}`),
    span: ({ week, year }, here) =>
      year ? isoWeek(Number(year), Number(week)) : inNearestYear((each) => isoWeek(each, Number(week)), here),
  },
  { pattern: startsWith(`(?<year>20\\d\\d)${end}`), span: ({ year }) => monthsFrom(Number(year), 1, 12) },
]

function monthOf(year: number, month: number): DaySpan | undefined {
  return month >= 1 && month <= 12 ? monthsFrom(year, month) : undefined
}

/** `12/03` in the order of the reader's language; in the other one where only that exists. */
function slashed(a = '', b = '', year: string | undefined, here: DateContext): DaySpan | undefined {
  const { language = 'en' } = here
  const order = writesDayFirst(language) ? [[a, b] as const, [b, a] as const] : [[b, a] as const, [a, b] as const]
  for (const [day, month] of order) {
    const found =
      year === undefined
        ? inNearestYear((each) => dayOf(each, month, day), here)
        : dayOf(year.padStart(4, '20'), month, day)
    if (found) return found
  }
  return undefined
}
