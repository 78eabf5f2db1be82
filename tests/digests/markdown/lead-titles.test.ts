import { expect, test } from 'vitest'
import { plainText } from '../../../src/domain/text.ts'
import { read } from './digest-fixture.ts'

test.each([
  [
    'on the line before',
    ['https://e.org/1\nOne works.', 'https://e.org/2\nTwo works.', '<https://e.org/3>\nThree works.'],
  ],
  [
    'on the same line',
    ['https://e.org/1 – One works.', 'https://e.org/2 – Two works.', 'https://e.org/3 – Three works.'],
  ],
  [
    'in the paragraph before',
    ['https://e.org/1\n\nOne works.', 'https://e.org/2\n\nTwo works.', 'https://e.org/3\n\nThree works.'],
  ],
])('texts that begin with an address are notes: %s', (_, entries) => {
  const { digest } = read(`Hello.\n\n${entries.join('\n\n')}\n\nSee you.\n`)
  expect(digest?.notes?.map(({ title }) => title)).toMatchObject(
    [1, 2, 3].map((number) => [{ type: 'link', url: `https://e.org/${number}` }]),
  )
  expect(digest?.notes?.map(({ text }) => plainText(text))).toMatchObject(
    ['One', 'Two', 'Three'].map((word) => expect.stringContaining(`${word} works.`)),
  )
  expect(digest?.prose).toHaveLength(2)
})

test.each([
  ['an address without a text', 'https://e.org/1\n\nhttps://e.org/2\n\nhttps://e.org/3\n\nText.'],
  ['a text between them', 'https://e.org/1 a\n\nText.\n\nhttps://e.org/2 b\n\nhttps://e.org/3 c'],
])('%s keeps addresses in the text', (_, text) => {
  expect(read(`${text}\n`).digest?.notes).toBeUndefined()
})

test('a heading such as In short above the level of the sections is no label of the last one', () => {
  const chapters = '## News\n\n### One\n\nText.\n\n### Two\n\nText.\n\n## In short\n\n- A\n- B\n\n## Dates\n\nText.\n'
  const { digest } = read(chapters)
  expect(digest?.sections.map(({ title, takeaways }) => [plainText(title), takeaways.length])).toEqual([
    ...[
      ['One', 0],
      ['Two', 0],
      ['In short', 0],
      ['Dates', 0],
    ],
  ])
  const [, two] = read(chapters.replace('## In short', '#### In short')).digest?.sections ?? []
  expect(two?.takeaways).toHaveLength(2)
})
