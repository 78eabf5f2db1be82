import { expect, test } from 'vitest'
import { readPrefixedTitle } from '../../../src/digests/markdown/title-prefix.ts'
import { tagsOf } from '../../../src/domain/digest.ts'
import { plainText } from '../../../src/domain/text.ts'
import { text } from '../../builders.ts'
import { read, remarks, vocabulary } from './digest-fixture.ts'

function captionOf(heading: string) {
  const { digest, problems } = read(`---\nlanguage: en\n---\n\n## Featured\n\n${heading}\n\nText.\n`)
  const { number, tag, title } = digest?.sections[0] ?? { number: '', title: [] }
  return [number, tag, plainText(title), ...remarks({ problems })]
}

test.each([
  ['### 01 [Agent] Title', ['01', 'Agent', 'Title']],
  ['### 01 · Agent · Title', ['01', 'Agent', 'Title']],
  ['### 01 Agent: Title', ['01', 'Agent', 'Title']],
  ['### 01 Agent — Title', ['01', 'Agent', 'Title']],
  ['### 01 Agent – Title', ['01', 'Agent', 'Title']],
  ['### 01 Agent - Title', ['01', 'Agent', 'Title']],
  ['### 01 Agent | Title', ['01', 'Agent', 'Title']],
  ['### 01. [Agent] Title', ['01', 'Agent', 'Title']],
  ['### 1) [Agent] Title', ['1', 'Agent', 'Title']],
  ['### 01: [Agent]: Title', ['01', 'Agent', 'Title']],
  ['### 01 — [Agent] — Title', ['01', 'Agent', 'Title']],
  ['### 01[Agent]Title', ['01', 'Agent', 'Title']],
  ['### #1 [Agent] Title', ['1', 'Agent', 'Title']],
  ['### 01 【Agent】Title', ['01', 'Agent', 'Title']],
  ['### 01 训练优化：标题', ['01', '训练优化', '标题']],
  ['### **01 [Agent] Title**', ['01', 'Agent', 'Title']],
  ['### 01 **[Agent]** Title', ['01', 'Agent', 'Title']],
  ['### 01 \\[Agent\\] Title', ['01', 'Agent', 'Title']],
  ['### 01 [agent] Title ###', ['01', 'Agent', 'Title']],
  ['### [Agent] Title', ['01', 'Agent', 'Title']],
  ['### Agent: Title', ['01', 'Agent', 'Title']],
  ['### 01 Title', ['01', undefined, 'Title']],
  ['### 1 Title', ['1', undefined, 'Title']],
  ['### Title', ['01', undefined, 'Title']],
])('%s is a number, a tag and a title', (heading, caption) => {
  expect(captionOf(heading)).toEqual(caption)
})

test.each([
  ['### Paper 01: [Training] Title', ['01', 'Training', 'Title']],
  ['### Paper 1 — Title', ['1', undefined, 'Title']],
  ['### 论文 01：[训练优化] 标题', ['01', '训练优化', '标题']],
  ['### 第 3 篇：标题', ['3', undefined, '标题']],
  ['### No. 2: Title', ['2', undefined, 'Title']],
  ['### Title [Agent]', ['01', 'Agent', 'Title']],
  ['### 标题【智能体】', ['01', '智能体', '标题']],
  ['### **Agent** Title', ['01', 'Agent', 'Title']],
  ['### **Agent:** Title', ['01', 'Agent', 'Title']],
  ['### 01 **Agent** Title', ['01', 'Agent', 'Title']],
  ['### 🤖 Agent: Title', ['01', 'Agent', 'Title']],
  ['### 🤖 [Agent] Title', ['01', 'Agent', 'Title']],
  ['### 👩🏽‍💻 Code: Title', ['01', 'Code', 'Title']],
  ['### 1️⃣ Title', ['1', undefined, 'Title']],
  ['### [Agent, Code] Title', ['01', 'Agent + Code', 'Title']],
  ['### 01 [agent / code] Title', ['01', 'Agent + Code', 'Title']],
  ['### 【智能体、检索】标题', ['01', '智能体 + 检索', '标题']],
  ['### Title [Agent, Quantum]', ['01', 'Agent + Quantum', 'Title']],
  ['### [Agent] [Code] Title', ['01', 'Agent + Code', 'Title']],
  ['### [Agent][Code]: Title', ['01', 'Agent + Code', 'Title']],
  ['### [Agent/Code] Title', ['01', 'Agent + Code', 'Title']],
  ['### Agent & Code: Title', ['01', 'Agent + Code', 'Title']],
  ['### Agent | Code | Title', ['01', 'Agent + Code', 'Title']],
  ['### Title [Agent][Code]', ['01', 'Agent + Code', 'Title']],
  ['### Title (Agent)', ['01', 'Agent', 'Title']],
  ['### 标题（智能体）', ['01', '智能体', '标题']],
  ['### Title #Agent #image-gen', ['01', 'Agent + Image Gen', 'Title']],
  ['### `Agent` `Code` Title', ['01', 'Agent + Code', 'Title']],
  ['### 🤖 **Agent** Title', ['01', 'Agent', 'Title']],
  ['### [01] [Agent] Title', ['01', 'Agent', 'Title']],
  ['### 【01】【智能体】标题', ['01', '智能体', '标题']],
  ['### (1) Title', ['1', undefined, 'Title']],
  ['### ① Title', ['1', undefined, 'Title']],
  ['### ⑫ [Agent] Title', ['12', 'Agent', 'Title']],
  ['### 1/ Title', ['1', undefined, 'Title']],
  ['### 01/10 [Agent] Title', ['01', 'Agent', 'Title']],
  ['### 论文一：标题', ['1', undefined, '标题']],
  ['### 论文（1）标题', ['1', undefined, '标题']],
  ['### 第二十一篇 标题', ['21', undefined, '标题']],
  ['### 三、[智能体] 标题', ['3', '智能体', '标题']],
  ['### 三、智能体：标题', ['3', '智能体', '标题']],
  ['### （二）【智能体】标题', ['2', '智能体', '标题']],
  ['### 其一：标题', ['1', undefined, '标题']],
  ['### 论文②：[智能体] 标题', ['2', '智能体', '标题']],
  ['### №1 [Agent] Title', ['1', 'Agent', 'Title']],
  ['### Nr. 1: Title', ['1', undefined, 'Title']],
  ['### Pick 1: [Agent] Title', ['1', 'Agent', 'Title']],
  ['### Paper One: [Agent] Title', ['1', 'Agent', 'Title']],
  ['### Paper 1/4: [Agent] Title', ['1', 'Agent', 'Title']],
  ['### 1 of 4: [Agent] Title', ['1', 'Agent', 'Title']],
  ['### [1/4] Title', ['1', undefined, 'Title']],
  ['### [#1] [Agent] Title', ['1', 'Agent', 'Title']],
  ['### 01 / Title', ['01', undefined, 'Title']],
  ['### {Agent} Title', ['01', 'Agent', 'Title']],
  ['### (Agent) Title', ['01', 'Agent', 'Title']],
  ['### 「智能体」标题', ['01', '智能体', '标题']],
  ['### 〔智能体〕标题', ['01', '智能体', '标题']],
  ['### #Agent #ImageGen Title', ['01', 'Agent + Image Gen', 'Title']],
  ['### Agent » Title', ['01', 'Agent', 'Title']],
  ['### Title | Agent', ['01', 'Agent', 'Title']],
  ['### Title · Agent, Code', ['01', 'Agent + Code', 'Title']],
  ['### Title {Agent}', ['01', 'Agent', 'Title']],
  ['### [🤖 Agent] Title', ['01', 'Agent', 'Title']],
  ['### [Image-Gen] Title', ['01', 'Image Gen', 'Title']],
])('%s is a number, its tags and a title, too', (heading, caption) => {
  const { digest } = read(`---\nlanguage: en\n---\n\n## Featured\n\n${heading}\n\nText.\n`)
  const [section] = digest?.sections ?? []
  const { number, title = [] } = section ?? {}
  expect([number, (section && tagsOf(section).join(' + ')) || undefined, plainText(title)]).toEqual(caption)
})

test.each([
  '[1] Title',
  '[2026] Title',
  '[WIP] Title',
  'Title [1]',
  'Title [WIP]',
  'Title [video]',
  'Array[int]',
  'Note: Title',
  '**Important** Title',
  'Title (video)',
  'Title #video',
  'GPT-5 (2026)',
  '(2) Title',
  '`npm` Title',
  'Cats & Dogs: Title',
  '一、标题',
  '一、二线城市',
  'Pick one: Title',
  '(video) Title',
  '「标题」标题',
  '#video Title',
  'Title | video',
  'Title — Agent',
  '3 of 4 models: Title',
  '[#7] Title',
  'Paper towels',
  'Paper 24 hours later',
  '🎉 Title',
  '**Agent**',
])('%s has no tag and no number of its own', (title) => {
  expect(captionOf(`### ${title}`).slice(0, 3)).toEqual(['01', undefined, title.replaceAll(/[*`]/g, '')])
})

test.each([
  ['### 01 Image Gen: Title', 'Image Gen', 'Title'],
  ['### 01 AI for Science — Title', 'AI for Science', 'Title'],
  ['### 01 [AI for Science] Title', 'AI for Science', 'Title'],
  ['### 01 [Quantum] Title', 'Quantum', 'Title'],
  ['### 01 Quantum: Title', undefined, 'Quantum: Title'],
  ['### 01 Code as a Chain: Write First', undefined, 'Code as a Chain: Write First'],
  ['### 01 Training Where It Hurts', undefined, 'Training Where It Hurts'],
  ['### 01 Agent-based Search', undefined, 'Agent-based Search'],
  ['### 01 [Training] Code: the Next Step', 'Training', 'Code: the Next Step'],
])('%s: only a tag in brackets, or a known one that is set off, is taken', (heading, tag, title) => {
  expect(captionOf(heading)).toEqual(['01', tag, title])
})

test.each([
  ['### 10 lessons from a year', '10 lessons from a year'],
  ['### 3D scenes from text', '3D scenes from text'],
  ['### 120B on one GPU', '120B on one GPU'],
  ['### 2.5 is the new 3', '2.5 is the new 3'],
  ['### 2026 in numbers', '2026 in numbers'],
  ['### 24/7 agents', '24/7 agents'],
  ['### 99% of labels', '99% of labels'],
])('%s begins with a number that belongs to the title', (heading, title) => {
  expect(captionOf(heading)).toEqual(['01', undefined, title])
})

test('of two known tags that fit, the longer one is taken', () => {
  const words = { ...vocabulary, tags: [{ names: ['RL', 'RL: Offline'] }] }
  expect(readPrefixedTitle([text('01 RL: Offline: Title')], words, 1)).toMatchObject({
    tag: 'RL: Offline',
    title: [text('Title')],
  })
  expect(readPrefixedTitle([text('01 RL: Online: Title')], words, 1)).toMatchObject({
    tag: 'RL',
    title: [text('Online: Title')],
  })
})

test('sections without a number take the place they have, or the next that is free', () => {
  const { digest } = read('## Featured\n\n### A\n\n### 03 B\n\n### C\n\n### D\n')
  expect(digest?.sections.map(({ number }) => number)).toEqual(['01', '03', '04', '05'])
})

test('a section without a number gets none that a note has', () => {
  const { digest, problems } = read(
    '## Featured\n\n### 01 A\n\n### B\n\n## Also Worth Noting\n\n- 02 [Agent] **C.** D.\n',
  )
  expect(digest?.sections.map(({ number }) => number)).toEqual(['01', '03'])
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
})

test('links and styles in a title stay', () => {
  const { digest } = read('## Featured\n\n### 01 [Agent] The *[paper](https://example.org/p)* and `x`\n')
  expect(digest?.sections[0]?.title).toEqual([
    { type: 'text', value: 'The ' },
    {
      type: 'emphasis',
      children: [{ type: 'link', url: 'https://example.org/p', children: [{ type: 'text', value: 'paper' }] }],
    },
    { type: 'text', value: ' and ' },
    { type: 'code', value: 'x' },
  ])
})

test.each([
  ['- 04 [Agent] **Title.** Line.', ['04', 'Agent', 'Title.', 'Line.']],
  ['- 04 · Agent · **Title.** Line.', ['04', 'Agent', 'Title.', 'Line.']],
  ['- [Agent] **Title.** Line.', [undefined, 'Agent', 'Title.', 'Line.']],
  ['- **Title**: line.', [undefined, undefined, 'Title:', 'line.']],
  ['- 04 [Agent] [Title](https://example.org) — line.', ['04', 'Agent', 'Title', '— line.']],
  ['- 04 [Agent] Just a line.', ['04', 'Agent', 'Just a line.', '']],
  ['- **04 [Agent]** Title only', ['04', 'Agent', 'Title only', '']],
  ['- 12 monkeys were tested.', [undefined, undefined, '12 monkeys were tested.', '']],
])('%s is a note', (item, expected) => {
  const { digest } = read(`## Featured\n\n### 01 A\n\n## Also Worth Noting\n\n${item}\n`)
  const { number, tag, title, text: line } = digest?.notes?.[0] ?? { title: [], text: [] }
  expect([number, tag, plainText(title), plainText(line)]).toEqual(expected)
})
