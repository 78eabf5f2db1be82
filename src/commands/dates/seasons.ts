import { type DaySpan, inNearestYear, monthsFrom } from './periods.ts'
import { type Spelling, startsWith, wordEnd } from './spelling.ts'

/** By their first months, as in weather reports of the northern half of the world. Winter ends in the next year. */
const seasons: readonly (readonly [names: string, month: number])[] = [
  ['spring|frühling|frühjahr|春[天季]', 3],
  ['summer|sommer|夏[天季]', 6],
  ['autumn|fall|herbst|秋[天季]', 9],
  ['winter|冬[天季]', 12],
]

const alone = new RegExp(`^(?:${seasons.map(([names]) => names).join('|')})$`, 'iu')
const which = '(?<last>last|letzte[nr]|vergangene[nr]|vorige[nr]) |(?:this|diese[nr]) |(?<next>next|nächste[nr]) '
const year = '(?:(?<hanYear>20\\d\\d)年|(?<ofYear>[今去前明])年)的?'
const yearsFromNow: Readonly<Record<string, number>> = { 今: 0, 去: -1, 前: -2, 明: 1 }

/** Whether a text is the name of a season and nothing else: it may be what is searched for. */
export function isSeason(text: string): boolean {
  return alone.test(text)
}

/** `last summer`, `Frühjahr 2025`, `去年夏天`; without a year only at the end of a text: not `in spring boot`. */
export const seasonSpellings: readonly Spelling[] = seasons.flatMap(([names, month]) => {
  const inYear = (each: number): DaySpan => monthsFrom(each, month, 3)
  return [
    {
      isPlain: true,
      pattern: startsWith(
        `(?:(?:${which})(?:${names})${wordEnd}|(?:${names}),? (?:of )?(?<year>20\\d\\d)${wordEnd}|${year}(?:${names}))`,
      ),
      span: ({ last, next, year: after, hanYear, ofYear }, here) => {
        const named = after ?? hanYear
        if (named) return inYear(Number(named))
        if (ofYear) return inYear(Number(here.today.slice(0, 4)) + (yearsFromNow[ofYear] ?? 0))
        const ended = (each: number) => (inYear(each).last < here.today ? inYear(each) : undefined)
        if (last) return inNearestYear(ended, { ...here, looking: 'back' })
        return inNearestYear(inYear, next ? { ...here, looking: 'ahead' } : here)
      },
    },
    { pattern: startsWith(`(?:${names})(?=[\\s?!.？！。]*$)`), span: (_, here) => inNearestYear(inYear, here) },
  ] satisfies Spelling[]
})
