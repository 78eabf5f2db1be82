import { expect, test } from 'vitest'
import { plainText } from '../../../src/domain/text.ts'
import { read } from './digest-fixture.ts'

test.each<[string, string[]]>([
  [
    '1. One\n   It is out.\n   https://e.example/1\n\n2. Two\n   It is in.\n',
    ['One: It is out. https://e.example/1', 'Two: It is in.'],
  ],
  ['- [One](https://e.example/1)\n  It is out.\n- **Two**\n  It is in.\n', ['One: It is out.', 'Two: It is in.']],
  ['1. One\n\n   It is out.\n\n2. Two\n\n   It is in.\n', ['One: It is out.', 'Two: It is in.']],
  ['- One\n  - here\n  - there\n- Two\n', ['One\n• here\n• there', 'Two']],
  [
    '- It was said that models\n  And people agree\n- Also that it was known\n  By everyone\n- Short\n',
    ['It was said that models And people agree', 'Also that it was known By everyone', 'Short'],
  ],
  [
    '- A line that was wrapped where the editor\n  Ended its lines is no title\n- And another that was wrapped there\n  Which continues as it began before\n',
    [
      'A line that was wrapped where the editor Ended its lines is no title',
      'And another that was wrapped there Which continues as it began before',
    ],
  ],
])('the items of a list with titles and lists of their own: %j', (markdown, notes) => {
  const { digest } = read(markdown)
  const words = digest?.notes?.map(({ title, text }) => [plainText(title), plainText(text)].filter(Boolean).join(': '))
  expect(words).toEqual(notes)
})

test('a small heading right above a section belongs to it', () => {
  const text =
    '## News\n\n#### APPLE\n\n### One\n\na\n\n#### GOOGLE\n\n### Two\n\nb\n\n#### Details\n\nc\n\n### Three\n\nd\n'
  const { digest } = read(`# Letter\n\n${text}`)
  const sections = digest?.sections.map(({ chapter = [], title }) => `${plainText(chapter)} > ${plainText(title)}`)
  expect(sections).toEqual(['News · APPLE > One', 'News · GOOGLE > Two', 'News > Three'])
})
