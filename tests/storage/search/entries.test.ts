import { expect, test } from 'vitest'
import { entriesOf } from '../../../src/storage/search/entries.ts'
import { aDigest, aSection, text } from '../../builders.ts'

/** `bcdaaa`, `ccdaaa`: without digits, which would be words of their own. */
const wordAt = (at: number) => [...String(at).padStart(6, '0')].map((digit) => 'abcdefghij'[Number(digit)]).join('')

const digestOf = (...sections: readonly string[]) => ({
  ...aDigest(),
  sections: sections.map((words, at) =>
    aSection('Title', { number: `0${at + 1}`, body: [{ type: 'paragraph', children: [text(words)] }] }),
  ),
})

test('of a bomb of different words, the first are found in all sections, and the titles', () => {
  const [first = '', second = ''] = [0, 15_000].map((start) =>
    Array.from({ length: 15_000 }, (_, at) => wordAt(start + at)).join(' '),
  )
  const entries = entriesOf(digestOf(first, `${second} ${wordAt(7)}`)).filter(({ document }) => document.text !== '')
  const words = new Set(entries.flatMap((entry) => entry.words))
  expect(words.size).toBeGreaterThan(15_000)
  expect(words.size).toBeLessThanOrEqual(20_000)
  const [, later] = entries.map(({ columns: [title, , body] }) => ({ title, body: body?.split(' ') ?? [] }))
  expect(later?.title).toBe('title')
  expect(later?.body).toContain(wordAt(7))
  expect(later?.body).not.toContain(wordAt(29_999))
})

test('all words of a long digest in plain language are found', () => {
  const long = Array.from({ length: 60_000 }, (_, at) => wordAt(at % 9_000)).join(' ')
  const [entry] = entriesOf(digestOf(long)).filter(({ document }) => document.text !== '')
  const body = entry?.columns[2]?.split(' ') ?? []
  expect(body.filter((word) => word === wordAt(8_999))).toHaveLength(6)
  expect(body).not.toContain('_')
})
