import { beforeAll, describe, expect, test } from 'vitest'
import { loadDayWords } from '../../../src/commands/dates/parse-date.ts'
import type { ReaderClock } from '../../../src/commands/dates/periods.ts'
import { takeDays } from '../../../src/commands/dates/take-days.ts'

beforeAll(loadDayWords)

/** A Thursday. */
const here: ReaderClock = { now: Date.parse('2026-03-12T09:00:00Z'), timezone: 'Europe/London', language: 'en-GB' }

/** Words, and the days as `first–last`. */
const taken = (text: string, at = here) => {
  const { words, days } = takeDays(text, at)
  const span = [days.first, days.last].map((day) => day?.slice(2) ?? '')
  return `${words} ${span[0] === span[1] ? span[0] : span.join('–')}`.trim()
}

describe('the days that a reader writes are taken out of the words', () => {
  test.each([
    ['agents 2 days ago', 'agents 26-03-10'],
    ['agents a week ago', 'agents 26-03-02–26-03-08'],
    ['agents a month ago', 'agents 26-02-01–26-02-28'],
    ['agents a fortnight ago', 'agents 26-02-23–26-03-01'],
    ['agents tuesday', 'agents 26-03-10'],
    ["tuesday's agents", 'agents 26-03-10'],
    ['agents monday to wednesday', 'agents 26-03-09–26-03-11'],
    ['agents mon-wed', 'agents 26-03-09–26-03-11'],
    ['agents 10th of march', 'agents 26-03-10'],
    ['agents on the 10th of march', 'agents 26-03-10'],
    ['agents on the 10th', 'agents 26-03-10'],
    ['agents 10.3.', 'agents 26-03-10'],
    ['agents 10.03.2026', 'agents 26-03-10'],
    ['agents 09.03.26', 'agents 26-03-09'],
    ["agents march '26", 'agents 26-03-01–26-03-31'],
    ['agents, 03/2026', 'agents 26-03-01–26-03-31'],
    ['agents 9-11 march', 'agents 26-03-09–26-03-11'],
    ['agents between 9 and 11 march', 'agents 26-03-09–26-03-11'],
    ['agents from march 9 to march 11', 'agents 26-03-09–26-03-11'],
    ['agents mar 9 – mar 11', 'agents 26-03-09–26-03-11'],
    ['agents 9/3 to 11/3', 'agents 26-03-09–26-03-11'],
    ['2026-03-09..2026-03-11', '26-03-09–26-03-11'],
    ['agents before wednesday', 'agents –26-03-10'],
    ['agents until wednesday', 'agents –26-03-11'],
    ['agents after monday', 'agents 26-03-10–'],
    ['agents from monday on', 'agents 26-03-09–'],
    ['agents from last week', 'agents 26-03-02–26-03-08'],
    ['agents in the last 24 hours', 'agents 26-03-11–26-03-12'],
    ['agents over the past few days', 'agents 26-03-09–26-03-12'],
    ['agents past week', 'agents 26-03-06–26-03-12'],
    ['agents last week', 'agents 26-03-02–26-03-08'],
    ['agents earlier this week', 'agents 26-03-09–26-03-15'],
    ['agents last weekend', 'agents 26-03-07–26-03-08'],
    ['agents this morning', 'agents 26-03-12'],
    ['agents yesterday evening', 'agents 26-03-11'],
    ['agents q1', 'agents 26-01-01–26-03-31'],
    ['agents in q4 2025', 'agents 25-10-01–25-12-31'],
    ['agents h1 2025', 'agents 25-01-01–25-06-30'],
    ['agents last quarter', 'agents 25-10-01–25-12-31'],
    ['agents week 11', 'agents 26-03-09–26-03-15'],
    ['agents 2026-W11', 'agents 26-03-09–26-03-15'],
    ['agents early march', 'agents 26-03-01–26-03-10'],
    ['agents at the end of february', 'agents 26-02-21–26-02-28'],
  ])('%s', (text, expected) => expect(taken(text)).toBe(expected))

  test.each([
    ['三天前的智能体', '智能体 26-03-09'],
    ['智能体 两周前', '智能体 26-02-23–26-03-01'],
    ['智能体 上上周', '智能体 26-02-23–26-03-01'],
    ['周二的智能体', '智能体 26-03-10'],
    ['智能体 周一到周三', '智能体 26-03-09–26-03-11'],
    ['智能体 十号', '智能体 26-03-10'],
    ['3月9日至11日 智能体', '智能体 26-03-09–26-03-11'],
    ['从3月9日到3月11日 智能体', '智能体 26-03-09–26-03-11'],
    ['3月9号到11号之间的智能体', '智能体 26-03-09–26-03-11'],
    ['3月9日以来 智能体', '智能体 26-03-09–'],
    ['智能体 自3月9日起', '智能体 26-03-09–'],
    ['3月10日之前 智能体', '智能体 –26-03-09'],
    ['智能体 截至3月10日', '智能体 –26-03-10'],
    ['智能体 3月9日以后', '智能体 26-03-10–'],
    ['智能体 2026/3/10', '智能体 26-03-10'],
    ['三月份的智能体', '智能体 26-03-01–26-03-31'],
    ['三月上旬的智能体', '智能体 26-03-01–26-03-10'],
    ['智能体 上个月底', '智能体 26-02-21–26-02-28'],
    ['智能体 近几天', '智能体 26-03-09–26-03-12'],
    ['智能体 近一个月', '智能体 26-02-11–26-03-12'],
    ['智能体 2025年第四季度', '智能体 25-10-01–25-12-31'],
    ['智能体 去年下半年', '智能体 25-07-01–25-12-31'],
    ['上周末的智能体', '智能体 26-03-07–26-03-08'],
  ])('%s', (text, expected) => expect(taken(text, { ...here, language: 'zh' })).toBe(expected))
})

test.each([
  ["yesterday's digest", '26-03-11'],
  ['what did I miss since monday?', '26-03-09–'],
  ["this week's papers", '26-03-09–26-03-15'],
  ['anything new this week?', '26-03-09–26-03-15'],
  ['what have you posted recently', '26-03-06–26-03-12'],
  ['昨天讲了什么', '26-03-11'],
  ['上周有什么新闻？', '26-03-02–26-03-08'],
  ['最近有什么', '26-03-06–26-03-12'],
])('%s asks for everything of those days', (text, expected) => {
  expect(taken(text)).toBe(expected)
})

test.each([
  ['toolformer recently', 'toolformer'],
  ['最近的 Toolformer', 'Toolformer'],
  ['"these days"', '"these days"'],
  ['recently', 'recently'],
  ['日本周刊', '日本周刊'],
  ['the end of history', 'the end of history'],
  ['top 10 of the year', 'top 10 of the year'],
  ['version 3.1', 'version 3.1'],
])('%s names no days', (text, words) => {
  expect(takeDays(text, here)).toEqual({ words, days: {} })
})

test.each(['next monday', 'next week', 'tomorrow', '下周一', '下个月'])('%s is never in the past', (text) => {
  expect(takeDays(text, here).days.first?.localeCompare('2026-03-12')).toBe(1)
})

test('a weekday among words is searched for as a word first, and a date is not', () => {
  expect(takeDays('ruby tuesday', here)).toMatchObject({ typed: 'ruby tuesday', isWordsFirst: true })
  expect(takeDays('ruby 10 march', here).isWordsFirst).toBeUndefined()
})
