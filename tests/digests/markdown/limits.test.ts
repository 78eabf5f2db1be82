import { expect, test } from 'vitest'
import { findExceededLimit } from '../../../src/digests/markdown/limits.ts'
import { inEnglish } from '../../in-english.ts'
import { readBody } from './digest-fixture.ts'

test.each([
  ['rules', '---\n\na\n\n'],
  ['paragraphs', 'a\n\n'],
  ['quotes', '> a\n\n'],
  ['items', '- a\n'],
  ['headings', '#### a\n'],
  ['chapters', '## a\n\nb\n\n'],
])('thousands of %s are refused before they are parsed', (_, block) => {
  const { digest, problems } = readBody(block.repeat(Math.floor(60_000 / block.length)))
  expect(digest).toBeUndefined()
  expect(problems).toMatchObject([{ severity: 'error', rule: 'too-many-blocks' }])
})

test.each([
  ['blank lines', '\n'.repeat(400_000), 'too-many-pieces'],
  ['lines of old Macs', '\r'.repeat(400_000), 'too-many-pieces'],
  ['rows of a table', `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(70_000)}`, 'too-many-pieces'],
  ['blanks before a word', ' '.repeat(400_000), 'too-long'],
  ['tabs before a word', '\t'.repeat(400_000), 'too-long'],
])('thousands of %s are refused before they are parsed', (_, text, rule) => {
  expect(findExceededLimit(`words\n\n${text}x`)).toMatchObject({ rule })
})

test.each(['*', '_', '[', '](', '`', '~', '|', '<', '&', '\\', '*a _b ', '**a** '])(
  'a paragraph of nothing but %s is refused before it is parsed',
  (mark) => {
    const { problems } = readBody(`Words.\n\n${mark.repeat(15_000 / mark.length)}`)
    expect(problems).toMatchObject([{ severity: 'error', rule: 'too-long', line: 11 }])
    expect(problems.map(inEnglish)[0]?.message).toContain('more than 4000 marks')
  },
)

test('items and quotes that begin in one line count one by one, as a parser needs time for each', () => {
  const nested = (marks: string, count: number) => findExceededLimit(`${marks}some words here\n\n`.repeat(count))
  for (const marks of ['- - - - - - - - - - ', '> > > > > > > > > - ']) {
    expect(nested(marks, 200)).toBeUndefined()
    expect(nested(marks, 300)).toMatchObject({ rule: 'too-many-blocks', line: 401 })
  }
  expect(nested('- ', 2_000)).toBeUndefined()
})
