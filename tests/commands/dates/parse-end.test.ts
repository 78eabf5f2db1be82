import { beforeAll, expect, test } from 'vitest'
import { loadDayWords } from '../../../src/commands/dates/parse-date.ts'
import { isEnd, parseEnd } from '../../../src/commands/dates/parse-end.ts'
import type { ReaderClock } from '../../../src/commands/dates/periods.ts'

beforeAll(loadDayWords)

/** A Thursday. */
const here: ReaderClock = { now: Date.parse('2026-03-12T09:00:00Z'), timezone: 'Europe/London', language: 'en-GB' }

test.each([
  ['friday', '2026-03-13'],
  ['until friday', '2026-03-13'],
  ['posts until monday', '2026-03-16'],
  ['05/12', '2026-12-05'],
  ['until the 5th', '2026-04-05'],
  ['2 weeks', '2026-03-26'],
  ['for two weeks', '2026-03-26'],
  ['for a couple of days', '2026-03-14'],
  ['for a month', '2026-04-12'],
  ['for a year', '2027-03-12'],
  ['until the end of the month', '2026-03-31'],
  ['until next month', '2026-04-01'],
  ['until week 14', '2026-03-30'],
  ['两周', '2026-03-26'],
  ['三天', '2026-03-15'],
  ['到下周一', '2026-03-16'],
  ['到月底', '2026-03-31'],
  ['until easter', '2026-04-05'],
  ['until the end of the year', '2026-12-31'],
  ['bis nächsten Montag', '2026-03-16'],
  ['bis zum Ende des Monats', '2026-03-31'],
  ['monday week', '2026-03-23'],
  ['until a week on tuesday', '2026-03-24'],
  ['friday fortnight', '2026-03-27'],
  ['for a fortnight', '2026-03-26'],
  ['2w', '2026-03-26'],
  ['in two weeks', '2026-03-26'],
  ['half a year', '2026-09-12'],
  ['until the week after next', '2026-03-23'],
  ['the day after tomorrow', '2026-03-14'],
  ['until the end of the week', '2026-03-15'],
  ['eom', '2026-03-31'],
  ['end of q2', '2026-06-30'],
  ['until after easter', '2026-04-06'],
  ['until after the weekend', '2026-03-16'],
  ['für zwei Wochen', '2026-03-26'],
  ['14 Tage', '2026-03-26'],
  ['Montag in einer Woche', '2026-03-23'],
  ['bis nach Ostern', '2026-04-06'],
  ['bis übernächsten Montag', '2026-03-23'],
  ['半个月', '2026-03-26'],
  ['两周后', '2026-03-26'],
  ['到四月', '2026-04-01'],
  ['到下个月底', '2026-04-30'],
  ['直到周五', '2026-03-13'],
  ['后天', '2026-03-14'],
  ['pendant 3 jours', '2026-03-15'],
  ['trois jours', '2026-03-15'],
  ['une semaine', '2026-03-19'],
  ['dos días', '2026-03-14'],
  ['por una semana', '2026-03-19'],
  ['durante 2 meses', '2026-05-12'],
  ['per due settimane', '2026-03-26'],
  ['duas semanas', '2026-03-26'],
  ['três dias', '2026-03-15'],
  ['voor twee weken', '2026-03-26'],
  ['en vecka', '2026-03-19'],
  ['to uger', '2026-03-26'],
  ['på 3 måneder', '2026-06-12'],
  ['kaksi viikkoa', '2026-03-26'],
  ['на две недели', '2026-03-26'],
  ['на неделю', '2026-03-19'],
  ['3 дні', '2026-03-15'],
  ['2週間', '2026-03-26'],
  ['三日間', '2026-03-15'],
  ['2주', '2026-03-26'],
  ['두 달', '2026-05-12'],
  ['quinze jours', '2026-03-27'],
  ['une quinzaine de jours', '2026-03-27'],
  ['doce días', '2026-03-24'],
  ['un par de semanas', '2026-03-26'],
  ['qualche giorno', '2026-03-15'],
  ['een paar dagen', '2026-03-14'],
  ['пару недель', '2026-03-26'],
  ['11 日間', '2026-03-23'],
  ['1.5 weeks', '2026-03-22'],
  ['a week and a half', '2026-03-22'],
  ['two and a half months', '2026-05-21'],
  ['anderthalb Jahre', '2027-09-12'],
])('a pause of %s ends on %s', (text, day) => {
  expect(parseEnd(text, here)).toBe(day)
})

test('a pause of a month from the 31st ends on the last day of a shorter month', () => {
  expect(parseEnd('for a month', { ...here, now: Date.parse('2026-01-31T09:00:00Z') })).toBe('2026-02-28')
})

test.each(['until 31/02', '2026-02-31', '2月30日'])('%s is an end that does not exist', (text) => {
  expect([isEnd(text, here), parseEnd(text, here)]).toEqual([true, undefined])
})

test.each(['tokens', 'for thought', 'the llama', '3.5', 'until further notice', '词元'])('%s is no end', (text) => {
  expect(isEnd(text, here)).toBe(false)
})

test.each([
  ['fr', 'lundi', '2026-03-16'],
  ['fr', 'jusqu’au 5 avril', '2026-04-05'],
  ['fr', 'jusqu’à lundi', '2026-03-16'],
  ['es', 'hasta el lunes', '2026-03-16'],
  ['nl', 'tot 5 april', '2026-04-05'],
  ['ru', 'до понедельника', '2026-03-16'],
  ['ja', '月曜日まで', '2026-03-16'],
  ['ko', '월요일까지', '2026-03-16'],
])('in %s: %s', (language, text, expected) => expect(parseEnd(text, { ...here, language })).toBe(expected))
