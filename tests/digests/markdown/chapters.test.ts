import { expect, test } from 'vitest'
import { blocksText, plainText } from '../../../src/domain/text.ts'
import { inEnglish } from '../../in-english.ts'
import { chineseDigest, goodDigest, read, remarks } from './digest-fixture.ts'

test.each([
  ['## Featured', '## FEATURED'],
  ['## Featured', '## featured:'],
  ['## Featured', '## **Featured**'],
  ['## Featured', '## 📄 Featured'],
  ['## Featured', '## 精选：'],
  ['## Featured', '## 一、重点论文'],
  ['## Featured', '## Part 1: Featured'],
  ["## Today's Overview", '## Today’s Overview'],
  ["## Today's Overview", '## overview'],
  ["## Today's Overview", "Today's Overview\n---"],
  ["## Today's Observation", '## 今日观察'],
])('%s may be written %j', (heading, variant) => {
  expect(read(goodDigest.replace(heading, variant))).toMatchObject({ digest: read(goodDigest).digest, problems: [] })
})

test('the level of the headings is the author’s', () => {
  const { digest } = read(goodDigest)
  expect(read(goodDigest.replace(/^##/gm, '#')).digest).toEqual(digest)
  expect(read(goodDigest.replace(/^##/gm, '###')).digest).toEqual(digest)
})

test('sections at the level of chapters are still sections', () => {
  expect(read(goodDigest.replaceAll('### 0', '## 0')).digest).toEqual(read(goodDigest).digest)
})

test('a chapter one level too deep is still a chapter, but a heading in an essay is not', () => {
  const slipped = goodDigest.replace('## Also Worth Noting', '### Also Worth Noting')
  expect(read(slipped).digest).toEqual(read(goodDigest).digest)
  const essay = read(goodDigest.replace('Two papers, one', '### Overview\n\nTwo papers, one')).digest?.observation ?? []
  expect(essay).toMatchObject([{ type: 'heading', depth: 1 }, { type: 'paragraph' }])
})

test('a section one level too deep is still a section, but a numbered step in a text is not', () => {
  expect(read(goodDigest.replace('### 02 [Agent]', '#### 02 [Agent]')).digest).toEqual(read(goodDigest).digest)
  const steps = read(goodDigest.replace('The smallest', '#### 1. First step\n\nThe smallest')).digest?.sections ?? []
  expect(steps).toHaveLength(2)
  expect(steps[0]?.body[1]).toMatchObject({ type: 'heading', depth: 1 })
})

test.each([
  ['twice the same number', ['### 02', '### 01'], /^27:1 error duplicate-number/],
  ['twice the same number, written otherwise', ['### 02', '### 1.'], /^27:1 error duplicate-number/],
  ['a note with the number of a section', ['- 03', '- 02'], /^40:1 error duplicate-number/],
  [
    'a section without a title',
    ['### 02 [Agent] Remember late, remember less', '### 02 [Agent]'],
    /^27:1 error empty-title/,
  ],
  ['a chapter twice', ['## Also Worth Noting', '## Featured'], /^38:1 error duplicate-heading/],
  ['no chapter of sections', ['## Featured', '## Highlights'], /^1:1 warning free-form/],
  ['a chapter without sections', [/### 0/g, ''], /^12:1 error no-section/],
  ['a slip in a heading', ['## Also Worth Noting', '## Also Worth Notign'], /^38:1 warning unknown-heading/],
] as const)('%s is a problem at its place', (_, [from, to], remark) => {
  const reading = read(goodDigest.replace(from, to))
  expect(remarks(reading)).toContainEqual(expect.stringMatching(remark))
  expect(reading.digest === undefined).toBe(reading.problems.some(({ severity }) => severity === 'error'))
})

test('a misspelt heading is reported with the known one', () => {
  const [problem] = read(chineseDigest.replace('## 也值得关注', '## 也值的关注')).problems.map(inEnglish)
  expect(problem?.fix).toBe('Did you mean “也值得关注”?')
  expect(problem?.message).toBe('“也值的关注” is shown as a text of its own.')
})

const carried: [place: string, from: string, to: string, before: string, words: string, remark: string][] = [
  ['before the first heading', "## Today's Overview", "Hello.\n\n## Today's Overview", 'overview', 'Hello.', '7:1'],
  ['in front of the bullets', '- **Small', 'Hello.\n\n- **Small', 'overview', 'Hello.', '9:1'],
  ['behind the bullets', '## Featured', 'Hello.\n\n## Featured', 'featured', 'Hello.', '12:1'],
  ['inside a bullet', '- **Memory', '  - Hello.\n- **Memory', 'featured', 'Hello.', '10:3'],
  ['before the first section', '### 01', 'Hello.\n\n### 01', 'featured', 'Hello.', '14:1'],
  ['in front of the notes', '- 03', 'Hello.\n\n- 03', 'notes', 'Hello.', '40:1'],
  ['behind the notes', "## Today's Observation", "Hello.\n\n## Today's Observation", 'observation', 'Hello.', '42:1'],
  ['as another title', "## Today's Overview", "# Hello.\n\n## Today's Overview", 'overview', 'Hello.', '7:1'],
]

test.each(carried)('what is %s is carried, with a warning at its place', (_, from, to, before, words, place) => {
  const reading = read(goodDigest.replace(from, to))
  const prose = reading.digest?.prose.find((one) => one.before === before)
  expect(prose && plainText(prose.title) + blocksText(prose.blocks)).toBe(words)
  expect(remarks(reading)).toEqual([`${place} warning carried-as-prose`])
})

test('a box at the start of a bullet is text where tasks have no place', () => {
  const { digest } = read(goodDigest.replace('- **Memory', '- [x] **Memory'))
  expect(plainText(digest?.overview?.[1]?.text ?? [])).toBe('[x] Memory is a budget. Spending it late pays off.')
})
