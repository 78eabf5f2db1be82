import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readDigest } from '../../../src/digests/markdown/read-digest.ts'
import { writeDigest } from '../../../src/digests/markdown/write-digest.ts'
import { parseDay } from '../../../src/domain/day.ts'
import type { Block, Digest, Inline } from '../../../src/domain/digest.ts'
import type { Vocabulary } from '../../../src/domain/vocabulary.ts'
import { arbitraryMarkdownDigest } from '../../arbitrary.ts'

const vocabulary = parse(readFileSync('config/vocabulary.yaml', 'utf8')) as Vocabulary

function readBack(digest: Digest) {
  const { publication, date } = digest
  const bytes = new TextEncoder().encode(writeDigest(digest, vocabulary))
  return readDigest({ file: `digests/${publication}/${date}.md`, publication, bytes }, vocabulary)
}

function aDigest(parts: Partial<Digest> = {}): Digest {
  const section = { number: '01', tag: 'Agent', title: [text('A title')], body: [], takeaways: [] }
  return {
    publication: 'main',
    date: parseDay('2026-03-12') as Digest['date'],
    language: 'en',
    sections: [section],
    prose: [],
    ...parts,
  }
}

const text = (value: string): Inline => ({ type: 'text', value })
const paragraph = (...children: Inline[]): Block => ({ type: 'paragraph', children })
const withBody = (...body: Block[]) =>
  aDigest({ sections: [{ number: '01', title: [text('T')], body, takeaways: [] }] })

test('any digest that is written is read as the same digest', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(arbitraryMarkdownDigest, (digest) => {
      const { digest: read, problems } = readBack(digest)
      // The reader refuses files that no reader of the post would finish.
      fc.pre(!problems.some(({ rule }) => rule.startsWith('too-')))
      // Some texts hold bare ids, which are kept and warned of.
      expect(problems.filter(({ rule }) => rule !== 'chat-mark')).toEqual([])
      expect(read).toEqual(digest)
    }),
    { numRuns: 15 },
  )
})

test('a digest is written as its author would write it', async () => {
  const written = writeDigest(
    aDigest({
      title: 'Agents: what they know',
      url: 'https://example.org/daily/2026-03-12.html',
      overview: [{ headline: [text('Agents learn to doubt.')], text: [text('They ask first.')] }],
      sections: [
        {
          number: '01',
          tag: 'Agent',
          title: [text('Who asks, learns')],
          body: [paragraph(text('A body with '), { type: 'emphasis', children: [text('stress')] }, text('.'))],
          takeaways: [[text('Ask before acting')], [text('Keep what was answered')]],
          source: [{ type: 'link', url: 'https://example.org/paper', children: [text('Asking: a Survey')] }],
        },
      ],
      notes: [{ number: '02', tag: 'Q&A', title: [text('A note.')], text: [text('One line.')] }],
      observation: [paragraph(text('It was a week of questions.'))],
      prose: [{ before: 'end', title: [text('Next week')], blocks: [paragraph(text('Answers.'))] }],
    }),
    vocabulary,
  )
  await expect(written).toMatchFileSnapshot('../../fixtures/written/digest.md')
})

test('a Chinese digest gets Chinese headings, and no character becomes a number', () => {
  const title = [text('模型'), { type: 'strong', children: [text('「会」')] } as Inline, text('提问')]
  const section = { number: '01', title, body: [], takeaways: [[text('先问再做')]], source: [text('论文')] }
  const digest = aDigest({ language: 'zh', sections: [section], notes: [], observation: [paragraph(text('观察。'))] })
  const written = writeDigest(digest, vocabulary)
  expect(written).toContain('## 重点论文\n\n### 01 模型**「会」**提问\n\n关键要点：\n\n- 先问再做\n\n来源：论文\n')
  expect(written).toContain('## 也值得关注\n\n## 今日观察\n\n观察。\n')
  expect(readBack(digest).digest).toEqual(digest)
})

test.each([
  '# no heading',
  '- no bullet',
  '1. no list',
  '> no quote',
  '```',
  '---',
  '| no | table |',
  '<!-- no comment -->',
  '[no](link)',
  '$5 and $6',
  '~~no~~ *no* _no_ `no`',
  '&amp;',
  '\\',
  'a*b*c_d_e',
  '![no](image)',
  '+ no',
  '=== no',
  '[x] no task',
  '[^1]: no note',
])('the text %s comes back as it was', (value) => {
  const digest = withBody(paragraph(text(value)), {
    type: 'list',
    ordered: false,
    start: 1,
    items: [{ children: [paragraph(text(value))] }],
  })
  expect(readBack(digest)).toMatchObject({ digest, problems: [] })
})

test('a listing may hold the fence of a listing', () => {
  const digest = withBody({ type: 'code', language: 'md', value: '````\n```\n````' }, { type: 'math', value: 'a $$ b' })
  expect(readBack(digest)).toMatchObject({ digest, problems: [] })
})

test('two lists in a row stay two lists', () => {
  const list = (ordered: boolean, word: string): Block => ({
    type: 'list',
    ordered,
    start: 1,
    items: [{ children: [paragraph(text(word))] }],
  })
  const digest = withBody(list(false, 'a'), list(false, 'b'), list(true, 'c'), list(true, 'd'))
  expect(readBack(digest)).toMatchObject({ digest, problems: [] })
})

test('text under no heading keeps its place', () => {
  const prose = [
    { before: 'overview' as const, title: [], blocks: [paragraph(text('First of all.'))] },
    { before: 'notes' as const, title: [], blocks: [paragraph(text('By the way.'))] },
  ]
  const digest = aDigest({
    overview: [{ headline: [text('A.')], text: [text('B.')] }],
    notes: [{ title: [text('C.')], text: [] }],
    prose,
  })
  expect(readBack(digest).digest).toEqual(digest)
})

test.each([
  'The figures of section 02 were wrong.',
  'Not: this, but "that" # and more',
  '- no list',
  '{no} [map]',
  '---',
  'true',
  '2026',
  '数据有误：见原文。',
])('the reason for which a digest was withdrawn comes back as it was: %s', (withdrawn) => {
  const digest = aDigest({ withdrawn })
  expect(readBack(digest)).toMatchObject({ digest, problems: [] })
  expect(readBack(aDigest({ withdrawn, sections: [] })).digest).toMatchObject({ withdrawn, sections: [] })
})
