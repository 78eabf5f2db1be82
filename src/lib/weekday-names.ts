import { type Weekday, weekdays } from '../domain/day.ts'

const all: readonly Weekday[] = weekdays
const workdays: readonly Weekday[] = weekdays.slice(0, 5)
const weekend: readonly Weekday[] = weekdays.slice(5)

const named: ReadonlyMap<string, readonly Weekday[]> = new Map([
  ...['daily', 'all', 'day', 'days', 'everyday', '每天'].map((word) => [word, all] as const),
  ...['weekday', 'weekdays', 'workday', 'workdays', '工作日'].map((word) => [word, workdays] as const),
  ...['weekend', 'weekends', '周末'].map((word) => [word, weekend] as const),
])

/** `daily`, `mon, wed`, `mon-fri`, `monday to friday`, `every weekday`; undefined for other words. */
export function parseWeekdays(text: string): readonly Weekday[] | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/^(?:on|every)\s+/, '')
  const known = named.get(plain)
  if (known) return known
  const wanted = plain
    .replace(/\s*(?:[-–]|\b(?:to|through)\b)\s*/g, '-')
    .split(/[\s,，、;]+/)
    .filter((word) => word !== '' && word !== 'and')
    .map(daysFromTo)
  if (wanted.length === 0 || wanted.some((days) => days.length === 0)) return undefined
  return weekdays.filter((day) => wanted.some((days) => days.includes(day)))
}

/** Of `mon` or `mon-fri`; empty for other words. */
function daysFromTo(text: string): readonly Weekday[] {
  const ends = text.split('-').map((word) => weekdays.findIndex((day) => word.startsWith(day)))
  const [first = -1, last = first] = ends
  if (ends.includes(-1) || ends.length > 2) return []
  return first <= last ? weekdays.slice(first, last + 1) : [...weekdays.slice(first), ...weekdays.slice(0, last + 1)]
}
