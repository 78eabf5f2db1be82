import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { loadDayWords } from '../../src/commands/dates/parse-date.ts'
import type { ReaderClock } from '../../src/commands/dates/periods.ts'
import { parseCommand } from '../../src/commands/parse-command.ts'
import { findSubcommands } from '../../src/commands/subcommands/index.ts'
import type { Vocabulary } from '../../src/domain/vocabulary.ts'

beforeAll(loadDayWords)

const vocabulary = parse(readFileSync('config/vocabulary.yaml', 'utf8')) as Vocabulary

/** A Tuesday evening in London, Wednesday morning in Auckland. */
const here: ReaderClock = { now: Date.parse('2026-11-24T22:00:00Z'), timezone: 'Europe/London' }

const ask = (text: string, at = here) => {
  const asked = parseCommand(text, at, vocabulary, findSubcommands)
  return asked.kind === 'subcommand' ? { ...asked, subcommand: asked.subcommand.name } : asked
}
const lookup = (text: string, at = here) => {
  const asked = ask(text, at)
  return asked.kind === 'lookup' ? asked.lookup : asked
}
const on = (day: string) => ({ words: '', days: { first: day, last: day } })

test.each(['', '  \n ', 'latest', 'show me the newest digest', "what's new", 'was gibt’s Neues?', '最新'])(
  '“%s” asks for the newest digest',
  (text) => {
    expect(ask(text)).toEqual({ kind: 'newest' })
  },
)

test('a missing apostrophe changes no day', () => {
  const days = { first: '2026-11-24', last: '2026-11-24' }
  for (const typed of ["today's digest", 'todays digest']) expect(lookup(typed)).toMatchObject({ words: '', days })
})

test.each([
  ['2026-03-12', '2026-03-12'],
  ['today', '2026-11-24'],
  ['yesterday', '2026-11-23'],
  ['last friday', '2026-11-20'],
  ['friday', '2026-11-20'],
  ['march 12', '2026-03-12'],
  ['12 March 2025', '2025-03-12'],
  ['december 24', '2025-12-24'],
  ['昨天', '2026-11-23'],
  ['3月12日', '2026-03-12'],
  ['2026-3-2', '2026-03-02'],
  ['20260312', '2026-03-12'],
  ['12.03.2026', '2026-03-12'],
  ['2026年3月12日', '2026-03-12'],
  ['上周五', '2026-11-20'],
])('%s is a day', (text, day) => {
  expect(lookup(text)).toEqual(on(day))
})

test('a day is the reader’s own, not the server’s', () => {
  expect(lookup('yesterday', { ...here, timezone: 'Pacific/Auckland' })).toEqual(on('2026-11-24'))
})

test.each([
  ['february 2026', '2026-02-01', '2026-02-28'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['3月', '2026-03-01', '2026-03-31'],
  ['12.3.', '2026-03-12', '2026-03-12'],
  ['december', '2025-12-01', '2025-12-31'],
  ['2026', '2026-01-01', '2026-12-31'],
  ['last week', '2026-11-16', '2026-11-22'],
  ['上周', '2026-11-16', '2026-11-22'],
  ['this week', '2026-11-23', '2026-11-29'],
  ['march until april', '2026-03-01', '2026-04-30'],
  ['march 12 to march 14', '2026-03-12', '2026-03-14'],
])('%s is all of it', (text, first, last) => {
  expect(lookup(text)).toEqual({ words: '', days: { first, last } })
})

/** A Friday. */
const friday = { now: Date.parse('2026-03-13T12:00:00Z'), timezone: 'Europe/London' }

test.each([
  ['codex this week', { words: 'codex', days: { first: '2026-03-09', last: '2026-03-15' } }],
  ['kimi last month', { words: 'kimi', days: { first: '2026-02-01', last: '2026-02-28' } }],
  ['codex in may', { words: 'codex', days: { first: '2025-05-01', last: '2025-05-31' } }],
  ['codex since monday', { words: 'codex', days: { first: '2026-03-09' } }],
  ['codex yesterday', { words: 'codex', days: { first: '2026-03-12', last: '2026-03-12' } }],
  ['yesterday codex', { words: 'codex', days: { first: '2026-03-12', last: '2026-03-12' } }],
  ['codex 2026-03', { words: 'codex', days: { first: '2026-03-01', last: '2026-03-31' } }],
  ['codex march 12', { words: 'codex', days: { first: '2026-03-12', last: '2026-03-12' } }],
  ['codex last friday', { words: 'codex', days: { first: '2026-03-06', last: '2026-03-06' } }],
  ['codex past 7 days', { words: 'codex', days: { first: '2026-03-07', last: '2026-03-13' } }],
  ['codex last year', { words: 'codex', days: { first: '2025-01-01', last: '2025-12-31' } }],
  ['kimi 上周', { words: 'kimi', days: { first: '2026-03-02', last: '2026-03-08' } }],
  ['上周的 kimi', { words: 'kimi', days: { first: '2026-03-02', last: '2026-03-08' } }],
  ['kimi三月', { words: 'kimi', days: { first: '2026-03-01', last: '2026-03-31' } }],
  ['kimi 上个月', { words: 'kimi', days: { first: '2026-02-01', last: '2026-02-28' } }],
  ['kimi 去年五月', { words: 'kimi', days: { first: '2025-05-01', last: '2025-05-31' } }],
  ['昨天的kimi', { words: 'kimi', days: { first: '2026-03-12', last: '2026-03-12' } }],
  ['codex between 1 and 20 march', { words: 'codex', days: { first: '2026-03-01', last: '2026-03-20' } }],
  ['codex from 20 december to 10 january', { words: 'codex', days: { first: '2025-12-20', last: '2026-01-10' } }],
  ['codex, february', { words: 'codex', days: { first: '2026-02-01', last: '2026-02-28' }, isWordsFirst: true }],
  ['codex 2025', { words: 'codex', days: { first: '2025-01-01', last: '2025-12-31' }, isWordsFirst: true }],
  ['最近三天 kimi', { words: 'kimi', days: { first: '2026-03-11', last: '2026-03-13' } }],
])('%s is words and days', (text, expected) => {
  expect(lookup(text, friday)).toMatchObject(expected)
})

test.each([
  ['what models may', 'what models may'],
  ['black sun', 'black sun'],
  ['"codex this week"', '"codex this week"'],
  ['attention is all you need', 'attention is all you need'],
  ['llama 3', 'llama 3'],
  ['next week in robotics', 'next week in robotics'],
  ['top 10 papers', 'top 10 papers'],
])('%s is only words', (text, words) => {
  expect(lookup(text, friday)).toMatchObject({ words, days: {} })
})

test.each([
  ['en-GB', '05/12', '2025-12-05'],
  ['en-US', '05/12', '2025-05-12'],
  ['en', '05/12', '2025-12-05'],
  ['de', '05/12', '2025-12-05'],
  ['zh-CN', '05/12', '2025-05-12'],
  ['en-US', '25/12', '2025-12-25'],
  ['en-GB', '12/25', '2025-12-25'],
  ['en-GB', '03/04/25', '2025-04-03'],
  ['en-US', '03/04/2025', '2025-03-04'],
])('who reads %s means by %s the %s', (language, text, day) => {
  expect(lookup(text, { ...friday, language })).toEqual(on(day))
})

test.each(['13/13', '31/02/2026', '12/2026/1'])('%s exists in no order', (text) => {
  expect(lookup(text, friday)).toMatchObject({ days: {} })
})

test.each(['5pm', 'noon', '10', '3.5', 'second', '20261350', '31.02.2026'])('%s is no day', (text) => {
  expect(lookup(text)).toEqual({ words: text, days: {} })
})

test.each([
  ['agent since march', { words: '', tag: 'Agent', days: { first: '2026-03-01' } }],
  ['agent until 2026-03-10', { words: '', tag: 'Agent', days: { last: '2026-03-10' } }],
  ['"model collapse" tag:training', { words: '"model collapse"', tag: 'training', days: {} }],
  ['tag:"Image Gen" until:2026-03-10', { words: '', tag: 'Image Gen', days: { last: '2026-03-10' } }],
  ['reward hacking since last friday', { words: 'reward hacking', days: { first: '2026-11-20' } }],
  ['diffusion publication:zh', { words: 'diffusion', days: {}, publication: 'zh' }],
  ['agent in march', { words: '', tag: 'Agent', days: { first: '2026-03-01', last: '2026-03-31' } }],
  ['learning from data since march', { words: 'learning from data', days: { first: '2026-03-01' } }],
  ['since march until april agent', { words: '', tag: 'Agent', days: { first: '2026-03-01', last: '2026-04-30' } }],
  ['"agent since march"', { words: '"agent since march"', days: {} }],
  ['"tag:agent x"', { words: '"tag:agent x"', days: {} }],
  ['agent since:whenever', { words: 'agent since:whenever', days: {} }],
  ['look at:08:30', { words: 'look at:08:30', days: {} }],
  ['智能体 since：3月', { words: '', tag: '智能体', days: { first: '2026-03-01' } }],
  ['learning from demonstrations', { words: 'learning from demonstrations', days: {} }],
  ['2026-02-30', { words: '2026-02-30', days: {} }],
])('%s combines', (text, expected) => {
  expect(lookup(text)).toEqual(expected)
})

test.each([
  ['help', 'help'],
  ['NEXT', 'next'],
  ['订阅', 'subscribe'],
  ['discussed', 'discussed'],
])('%s is a subcommand', (text, subcommand) => {
  expect(ask(text)).toMatchObject({ kind: 'subcommand', subcommand })
})

test.each([
  ['pause until next monday', 'pause'],
  ['暂停到下周一', 'pause'],
  ['subscribe 8:30 pm Europe/Berlin', 'subscribe'],
  ['help?', 'help'],
  ['?', 'help'],
  ['next post', 'next'],
  ['subscribe every weekday at 9:00', 'subscribe'],
  ['subscribe mon-fri', 'subscribe'],
  ['settings at:9:00', 'settings'],
])('%s is all of a subcommand', (text, subcommand) => {
  expect(ask(text)).toMatchObject({ kind: 'subcommand', subcommand })
})

test.each([
  ['unsubscribe headers in email', 'unsubscribe'],
  ['resume screening with LLMs', 'resume'],
  ['export controls on chips', 'export'],
  ['help wanted', 'help'],
  ['next js', 'next'],
  ['pause tokens', 'pause'],
  ['pause 2 tokens', 'pause'],
  ['subscribe form spam', 'subscribe'],
  ['subscribe 8 people', 'subscribe'],
  ['settings of vim', 'settings'],
  ['discussed papers', 'discussed'],
  ['订阅制的未来', 'subscribe'],
  ['help tag:agent', 'help'],
  ['resume until:friday', 'resume'],
])('%s is a search, and names the command that begins so', (text, near) => {
  expect(ask(text)).toMatchObject({ kind: 'lookup', near: { subcommand: { name: near } } })
})

test.each([
  ['settigns', 'settings'],
  ['hlep', 'help'],
  ['setings', 'settings'],
  ['unsubcribe', 'unsubscribe'],
  ['puase next monday', 'pause'],
])('%s is a search, and offers %s', (text, near) => {
  expect(ask(text)).toMatchObject({ kind: 'lookup', near: { subcommand: { name: near }, isMistyped: true } })
})

test.each([
  ['how do i unsubscribe', 'unsubscribe'],
  ['when is the next post?', 'next'],
  ['when is the next one', 'next'],
])('%s is a search, and offers what it asks for', (text, near) => {
  expect(ask(text)).toMatchObject({ kind: 'lookup', near: { subcommand: { name: near }, isAskedFor: true } })
})

test.each(['agent', 'tags', 'exports of chips'])('%s offers no subcommand', (text) => {
  expect(ask(text)).not.toHaveProperty('near')
})

test('a subscription says what it wants in the same words on every platform', () => {
  expect(ask('subscribe at:08:30 timezone:Europe/Berlin days:"mon, tue" tags:"agent, image gen"')).toEqual({
    kind: 'subcommand',
    subcommand: 'subscribe',
    options: { at: '08:30', timezone: 'Europe/Berlin', days: 'mon, tue', tags: 'agent, image gen' },
    rest: '',
  })
})

test('whatever is typed is understood as something', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 4000 }), fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
      expect(['newest', 'subcommand', 'lookup']).toContain(ask(text).kind)
    }),
  )
})
