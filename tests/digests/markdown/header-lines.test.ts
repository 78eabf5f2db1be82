import { expect, test } from 'vitest'
import { blocksText, plainText } from '../../../src/domain/text.ts'
import { read, remarks } from './digest-fixture.ts'

const sections = '## A\n\na\n\n## B\n\nb\n'

/** Title, author, topics and opening words of a text. */
function factsOf(top: string) {
  const { digest } = read(`${top}\n\n${sections}`)
  const prose = digest?.prose.map(({ title, blocks }) => plainText(title) + blocksText(blocks)).join()
  return [digest?.title, digest?.author, digest?.tags?.join(), prose, digest?.sections.length]
}

test.each([
  ['Title: The Brief\nAuthor: Ada\nTags: ai, chips', ['The Brief', 'Ada', 'ai,chips', '', 2]],
  ['Title: The long\n  Brief', ['The long Brief', undefined, undefined, '', 2]],
  ['标题：早报\n作者：小李', ['早报', '小李', undefined, '', 2]],
  ['Subject: The Brief\nFrom: Ada L. <ada@example.org>\nTo: me@example.org', ['The Brief', 'Ada L.', undefined, '', 2]],
  ['From: news@example.org\nSubject: The Brief', ['The Brief', undefined, undefined, '', 2]],
  ['% The Brief\n% Ada\n% March 12, 2026', ['The Brief', 'Ada', undefined, '', 2]],
  ['Title: The Brief\nAuthor: Ada\n---', ['The Brief', 'Ada', undefined, '', 2]],
  ['# The Brief\n\nCreated: March 12, 2026\nStatus: Published\nTags: ai', ['The Brief', undefined, 'ai', '', 2]],
])('the lines %j are not text', (top, facts) => {
  expect(factsOf(top)).toEqual(facts)
})

test.each([
  ['Place: Berlin\nPrice: free', 'Place: Berlin\nPrice: free'],
  ['Title: The Brief\nand more words', 'Title: The Brief\nand more words'],
  ['# The Brief\n\nDate: 12 March\nPlace: Berlin', 'Date: 12 March\nPlace: Berlin'],
  ['# The Brief\n\nAuthor: Ada', 'Author: Ada'],
  ['% of all models fail.', '% of all models fail.'],
])('the lines %j are text', (top, words) => {
  expect(factsOf(top)[3]?.toString().replace(/\s+/g, ' ')).toBe(words.replace(/\s+/g, ' '))
})

test('a date in such a line has to be the day of the file, and a line without a meaning is named', () => {
  expect(remarks(read(`Title: The Brief\nDate: 2026-03-11\nMood: fine\n\n${sections}`))).toEqual(
    expect.arrayContaining(['2:7 error date-mismatch', '3:1 warning unknown-key']),
  )
})
