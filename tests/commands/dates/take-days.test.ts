import { beforeAll, describe, expect, test } from 'vitest'
import { loadDayWords } from '../../../src/commands/dates/parse-date.ts'
import { takeDays } from '../../../src/commands/dates/take-days.ts'
import { here, taken } from './taken.ts'

beforeAll(loadDayWords)

describe('the days that a reader writes are taken out of the words', () => {
  test.each([
    ['agents 2 days ago', 'agents 26-03-10'],
    ['summarize yesterday', '26-03-11'],
    ['a recap of this week please', '26-03-09–26-03-15'],
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
    ['agents since the start of the year', 'agents 26-01-01–'],
    ['agents day before yesterday', 'agents 26-03-10'],
    ['agents last 7d', 'agents 26-03-06–26-03-12'],
    ['agents last 24h', 'agents 26-03-11–26-03-12'],
    ['agents last 3 mo', 'agents 25-12-13–26-03-12'],
    ['agents since 2 weeks', 'agents 26-02-27–26-03-12'],
    ['agents late 2025', 'agents 25-09-01–25-12-31'],
    ['agents two tuesdays ago', 'agents 26-03-03'],
    ['two thursdays ago', '26-02-26'],
    ['the tuesday before last', '26-03-03'],
    ['agents a week last tuesday', 'agents 26-03-03'],
    ['agents wednesday last week', 'agents 26-03-04'],
    ['tuesday of last week', '26-03-03'],
    ['last week friday', '26-03-06'],
    ['agents monday the week before last', 'agents 26-02-23'],
    ['agents a week ago today', 'agents 26-03-05'],
    ['two weeks ago on friday', '26-02-27'],
    ['agents the week before last', 'agents 26-02-23–26-03-01'],
    ['agents the month before last', 'agents 26-01-01–26-01-31'],
    ['the weekend before last', '26-02-28–26-03-01'],
    ['agents over the last weekend', 'agents 26-03-07–26-03-08'],
    ['agents last two weekends', 'agents 26-02-28–26-03-08'],
    ['last 5 working days', '26-03-06–26-03-12'],
    ['agents half a year ago', 'agents 25-09-01–25-09-30'],
    ['agents 10d ago', 'agents 26-03-02'],
    ['agents three months back', 'agents 25-12-01–25-12-31'],
    ['agents second half of february', 'agents 26-02-16–26-02-28'],
    ['first half of last month', '26-02-01–26-02-15'],
    ['agents 3rd of last month', 'agents 26-02-03'],
    ['agents last march', 'agents 25-03-01–25-03-31'],
    ['agents last january', 'agents 26-01-01–26-01-31'],
    ['agents back in january', 'agents 26-01-01–26-01-31'],
    ['agents early last week', 'agents 26-03-02–26-03-03'],
    ['agents end of the week', 'agents 26-03-06–26-03-08'],
    ['agents end of the month', 'agents 26-02-21–26-02-28'],
    ['agents q3 last year', 'agents 25-07-01–25-09-30'],
    ['agents Q4/2025', 'agents 25-10-01–25-12-31'],
    ['agents march to date', 'agents 26-03-01–26-03-12'],
    ['agents mtd', 'agents 26-03-01–26-03-12'],
    ['agents cw 10', 'agents 26-03-02–26-03-08'],
    ['agents Tue, 10 March 2026', 'agents 26-03-10'],
    ['agents last summer', 'agents 25-06-01–25-08-31'],
    ['agents winter 2025', 'agents 25-12-01–26-02-28'],
    ['agents in winter', 'agents 25-12-01–26-02-28'],
    ['agents in recent weeks', 'agents'],
    ['agents 3 until 5 march', 'agents 26-03-03–26-03-05'],
    ['agents year to date', 'agents 26-01-01–26-03-12'],
    ['agents so far this month', 'agents 26-03-01–26-03-31'],
    ['agents the week of march 3', 'agents 26-03-02–26-03-08'],
    ['agents second week of february', 'agents 26-02-08–26-02-14'],
    ['agents last week of february', 'agents 26-02-22–26-02-28'],
    ['agents from monday until wednesday', 'agents 26-03-09–26-03-11'],
  ])('%s', (text, expected) => expect(taken(text)).toBe(expected))

  test.each([
    ['agents since christmas', 'agents 25-12-25–'],
    ['agents before thanksgiving', 'agents –25-11-26'],
    ['agents on black friday', 'agents 25-11-28'],
    ['agents since easter 2025', 'agents 25-04-20–'],
    ['agents since labor day', 'agents 25-09-01–'],
    ["agents since new year's", 'agents 26-01-01–'],
    ['agents last christmas', 'agents 25-12-25'],
    ['Agenten seit Weihnachten', 'Agenten 25-12-25–'],
    ['Agenten bis Karfreitag', 'Agenten –25-04-18'],
    ['Agenten über Ostern', 'Agenten 25-04-20'],
    ['去年春节以来的智能体', '智能体 25-01-29–'],
    ['春节以来的智能体', '智能体 26-02-17–'],
    ['智能体 中秋节之前', '智能体 –25-10-05'],
    ['智能体 国庆期间', '智能体 25-10-01'],
  ])('%s', (text, expected) => expect(taken(text)).toBe(expected))
})

test.each([
  'christmas',
  'easter eggs in models',
  'Weihnachten',
  '双十一',
  'letzten Endes',
  'die letzte Meile',
  'diese Modelle',
  'mai tai',
  'so far',
  'do it',
  'an october release',
  'spring',
  'memory leaks in spring boot',
  'fall detection',
  'the winter of our models',
  'this may help',
  'last mile',
  '夏天的模型',
  '半导体',
])('%s has no day', (text) => {
  expect(taken(text)).toBe(text)
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
  ['was gab es gestern?', '26-03-11'],
  ['Nachrichten von heute', '26-03-12'],
  ['was ist heute neu?', '26-03-12'],
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

test.each([
  ['"agent memory" yesterday', '"agent memory" 26-03-11'],
  ['kimi “last friday” since march 9', 'kimi “last friday” 26-03-09–'],
  ['"31 june" this week', '"31 june" 26-03-09–26-03-15'],
  ['"day before yesterday" and "may"', '"day before yesterday" and "may"'],
])('a phrase names no days, and days around it are read: %s', (text, expected) => {
  expect(taken(text)).toBe(expected)
})

test.each([
  ['kimi, yesterday', 'kimi 26-03-11'],
  ['2026-03-10, kimi', 'kimi 26-03-10'],
  ['10. März, bitte', '26-03-10'],
  ['kimi (10 march)', 'kimi 26-03-10'],
  ["kimi Mar 10th, '26", 'kimi 26-03-10'],
  ["10 March '26", '26-03-10'],
  ['kimi 2 yesterday', 'kimi 2 26-03-11'],
  ["yesterday's newsletter", '26-03-11'],
])('%s is read whatever stands around the day', (text, expected) => {
  expect(taken(text)).toBe(expected)
})

test.each([
  ['fr', 'le digest d’hier', '26-03-11'],
  ['fr', 'aujourdhui', '26-03-12'],
  ['ru', 'дайджест за вчера', '26-03-11'],
  ['ja', '昨日のダイジェスト', '26-03-11'],
  ['ko', '어제 다이제스트', '26-03-11'],
])('in %s, %s is the digest of that day', (language, text, expected) => {
  expect(taken(text, { ...here, language })).toBe(expected)
})
