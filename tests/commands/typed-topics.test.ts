import { beforeAll, expect, test } from 'vitest'
import { loadDayWords } from '../../src/commands/dates/parse-date.ts'
import { parseCommand } from '../../src/commands/parse-command.ts'
import { findSubcommands } from '../../src/commands/subcommands/index.ts'
import { vocabulary } from '../digests/markdown/digest-fixture.ts'

beforeAll(loadDayWords)

const here = { now: Date.parse('2026-11-24T22:00:00Z'), timezone: 'Europe/London' }

test.each([
  ['agent', { tag: 'Agent' }],
  ['AGENT', { tag: 'Agent' }],
  ['image  gen', { tag: 'Image Gen' }],
  ['智能体', { tag: '智能体' }],
  ['训练优化', { tag: '训练优化' }],
  ['訓練優化', { tag: '训练优化' }],
  ['#agent', { tag: 'Agent' }],
  ['[Agent]', { tag: 'Agent' }],
  ['【智能體】', { tag: '智能体' }],
  ['Anything about agents?', { tag: 'Agent' }],
  ['有没有关于智能体的文章？', { tag: '智能体' }],
])('%s is a topic', (text, expected) => {
  const asked = parseCommand(text, here, vocabulary, findSubcommands)
  expect(asked).toEqual({ kind: 'lookup', lookup: { words: '', days: {}, ...expected } })
})
