import { expect, test } from 'vitest'
import type { Day } from '../../../src/domain/day.ts'
import type { Digest } from '../../../src/domain/digest.ts'
import { readingMinutes } from '../../../src/formatters/shared/reading-time.ts'
import { longDate, shortDate } from '../../../src/i18n/dates.ts'

const day = '2026-03-12' as Day

function digestOf(body: string, code = ''): Digest {
  return {
    publication: 'main',
    date: day,
    language: 'en',
    sections: [
      {
        number: '01',
        title: [{ type: 'text', value: 'A title' }],
        body: [
          { type: 'paragraph', children: [{ type: 'text', value: body }] },
          { type: 'code', value: code },
        ],
        takeaways: [],
      },
    ],
    prose: [],
  }
}

test('a short digest takes a minute, never none', () => {
  expect(readingMinutes(digestOf('Few words.'))).toBe(1)
})

test('reading time grows with the words', () => {
  expect(readingMinutes(digestOf('a well-kept word '.repeat(400)))).toBe(5)
})

test('Chinese is counted by character, since it has no blanks', () => {
  expect(readingMinutes(digestOf('模型先写程序再画图'.repeat(200)))).toBe(5)
})

test('code costs no reading time', () => {
  expect(readingMinutes(digestOf('Few words.', 'let value = 1\n'.repeat(2000)))).toBe(1)
})

test('a date is written as its readers write it', () => {
  expect(longDate(day, 'en')).toBe('Thursday 12 March 2026')
  expect(longDate(day, 'zh')).toBe('2026年3月12日星期四')
  expect(longDate(day, 'de')).toBe('Donnerstag, 12. März 2026')
  expect(shortDate(day, 'en')).toBe('12 March 2026')
})

test('a language that does not exist falls back to English', () => {
  expect(longDate(day, 'no such language!')).toBe('Thursday 12 March 2026')
})
