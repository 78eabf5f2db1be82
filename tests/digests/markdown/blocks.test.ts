import { expect, test } from 'vitest'
import type { Block } from '../../../src/domain/digest.ts'
import { blocksText } from '../../../src/domain/text.ts'
import { text } from '../../builders.ts'
import { blocksOf, read, readBody, remarks } from './digest-fixture.ts'

const paragraph = (words: string): Block => ({ type: 'paragraph', children: [text(words)] })

test('lists keep their numbers, their depth and their boxes', () => {
  expect(blocksOf('3. three\n4. four\n   - a\n     - b\n\n* [x] done\n* [ ] open\n')).toEqual([
    {
      type: 'list',
      ordered: true,
      start: 3,
      items: [
        { children: [paragraph('three')] },
        {
          children: [
            paragraph('four'),
            {
              type: 'list',
              ordered: false,
              start: 1,
              items: [
                {
                  children: [
                    paragraph('a'),
                    { type: 'list', ordered: false, start: 1, items: [{ children: [paragraph('b')] }] },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
    {
      type: 'list',
      ordered: false,
      start: 1,
      items: [
        { checked: true, children: [paragraph('done')] },
        { checked: false, children: [paragraph('open')] },
      ],
    },
  ])
})

test('a list item may hold several blocks', () => {
  expect(blocksOf('- one\n\n  two\n\n  ```\n  code\n  ```\n')).toMatchObject([
    { items: [{ children: [paragraph('one'), paragraph('two'), { type: 'code', value: 'code' }] }] },
  ])
})

test('tables keep their alignment, and rows are filled or widened to the same length', () => {
  expect(blocksOf('| a | b | c |\n|---|:-:|--:|\n| 1 |\n| 1 | **2** | 3 | 4 |\n')).toEqual([
    {
      type: 'table',
      align: ['left', 'center', 'right', 'left'],
      header: [[text('a')], [text('b')], [text('c')], []],
      rows: [
        [[text('1')], [], [], []],
        [[text('1')], [{ type: 'strong', children: [text('2')] }], [text('3')], [text('4')]],
      ],
    },
  ])
})

test.each<[string, Block[]]>([
  ['```js\nlet a\n\nb\n```', [{ type: 'code', language: 'js', value: 'let a\n\nb' }]],
  ['    indented', [{ type: 'code', value: 'indented' }]],
  ['```js The answer\n42\n```', [paragraph('The answer'), { type: 'code', language: 'js', value: '42' }]],
  ['$$\nE = mc^2\n$$', [{ type: 'math', value: 'E = mc^2' }]],
  [
    '> one\n>\n> > two',
    [{ type: 'quote', children: [paragraph('one'), { type: 'quote', children: [paragraph('two')] }] }],
  ],
  ['one\n\n***\n\ntwo', [paragraph('one'), { type: 'rule' }, paragraph('two')]],
  ['one\n\n***', [paragraph('one')]],
  [
    '#### Deeper\n\n##### Deepest',
    [
      { type: 'heading', depth: 1, children: [text('Deeper')] },
      { type: 'heading', depth: 2, children: [text('Deepest')] },
    ],
  ],
])('%j is read as blocks', (markdown, expected) => {
  expect(blocksOf(markdown)).toEqual(expected)
})

test('a footnote is at the end of the part that cites it, under its number', () => {
  const { digest, problems } = read(
    '---\nlanguage: en\n---\n\n## Featured\n\n### 01 [Agent] A[^x]\n\nB[^1], C[^x].\n\n[^1]: One,\n    two.[^deep]\n[^x]: *Ex*\n\n' +
      '### 02 [Agent] B\n\nNothing.\n\n## More\n\nD[^1].\n\n[^deep]: Deep\n',
  )
  expect(problems).toEqual([])
  expect(digest?.sections[0]?.title).toEqual([text('A[1]')])
  expect(digest?.sections[0]?.body).toEqual([
    paragraph('B[2], C[1].'),
    { type: 'paragraph', children: [text('[1] '), { type: 'emphasis', children: [text('Ex')] }] },
    paragraph('[2] One, two.[3]'),
    paragraph('[3] Deep'),
  ])
  expect(digest?.sections[1]?.body).toEqual([paragraph('Nothing.')])
  expect(digest?.prose[0]?.blocks).toEqual([paragraph('D[2].')])
})

test('a footnote that nothing cites is carried to the end, with a warning', () => {
  const reading = readBody('Text.\n\n[^1]: Alone')
  expect(reading.digest?.prose).toEqual([{ before: 'end', title: [], blocks: [paragraph('[1] Alone')] }])
  expect(remarks(reading)).toEqual(['11:1 warning carried-as-prose'])
})

test('a line of dashes right under a sentence is a rule, not a heading', () => {
  const reading = readBody('A sentence ends here.\n---\nAnother.')
  expect(reading.digest?.sections[0]?.body).toEqual([
    paragraph('A sentence ends here.'),
    { type: 'rule' },
    paragraph('Another.'),
  ])
  expect(remarks(reading)).toEqual(['10:4 warning rule-under-text'])
})

test.each([
  ['> [!NOTE]\n> Read *this*.', 'NOTE|Read this.'],
  ['> [!warning]- A title\n>\n> Text.', 'warning A title|Text.'],
  ['> [!abstract] The idea\n> Text.', 'The idea|Text.'],
  ['> [!TIP] A *styled* title\n> and text', 'TIP A styled title and text'],
  ['> [!NOTE]\n> **Bold** first.', 'NOTE|Bold first.'],
  ['> [1] A reference.', '[1] A reference.'],
])('%j is a quote with its kind in bold', (markdown, words) => {
  const [quote, ...others] = blocksOf(markdown)
  expect(others).toEqual([])
  expect(quote?.type === 'quote' && blocksText(quote.children)).toBe(words.replaceAll('|', '\n'))
})

test.each([
  ['```py title="a b.py" {1,3-5}\nx\n```', 'a b.py|x'],
  ['```js {2}\nx\n```', 'x'],
  ['```js linenums=true A caption\nx\n```', 'A caption|x'],
])('%j has the caption that its author wrote', (markdown, words) => {
  expect(blocksText(blocksOf(markdown))).toBe(words.replaceAll('|', '\n'))
})

test.each([
  ['**Authors:** Ada\n**Venue**: Paris', 'Authors: Ada|Venue: Paris'],
  ['(00:00) Intro\n(03:12) Pauses', '(00:00) Intro|(03:12) Pauses'],
  ['🟢 Up\n🔴 Down', '🟢 Up|🔴 Down'],
  ['• One\n• Two', '• One|• Two'],
  ['**Authors:** Ada\nwho is in Paris', 'Authors: Ada who is in Paris'],
  ['A text\nof two lines', 'A text of two lines'],
])('in a file of any form, %j has the lines of a list', (markdown, words) => {
  const [section] = read(`## One\n\n${markdown}\n\n## Two\n\nText.\n`).digest?.sections ?? []
  expect(section && blocksText(section.body)).toBe(words.replace('|', '\n'))
})
