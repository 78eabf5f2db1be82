import fc from 'fast-check'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import type { Block } from '../../../src/domain/digest.ts'
import { plainBlocks } from '../../../src/formatters/plain/blocks.ts'
import { wrap } from '../../../src/formatters/plain/layout.ts'
import { renderPlain } from '../../../src/formatters/plain/render.ts'
import { arbitraryDigest } from '../../arbitrary.ts'
import { linksOf, textsOf } from '../discord/content.ts'
import { link, list, paragraph, sample, text } from '../discord/sample.ts'
import { look } from '../look.ts'

test('a digest in a terminal looks like this', async () => {
  const parts = renderPlain(sample)
  expect(parts.map(({ key }) => key)).toEqual([
    'overview',
    'section-01',
    'section-02',
    'notes',
    'observation',
    'prose-1',
  ])
  await expect(`${parts.map(({ body }) => body.text).join('\n\n\n')}\n`).toMatchFileSnapshot('snapshots/sample.txt')
})

test('any digest keeps its words, in order, and its addresses', () => {
  fc.assert(
    fc.property(arbitraryDigest, (digest) => {
      const plain = renderPlain(digest)
        .map((part) => part.plain)
        .join('\n')
      // Drawn lines and bullets are ours; they may stand where a line was wrapped.
      expect(look(textsOf(digest), plain.replace(/[│•─]/g, '')).missing).toBeUndefined()
      for (const url of linksOf(digest)) expect(plain).toContain(url)
    }),
    { numRuns: 40 },
  )
})

test('no line is wider than the terminal, unless one word is', () => {
  fc.assert(
    fc.property(arbitraryDigest, (digest) => {
      const lines = renderPlain(digest).flatMap((part) => part.plain.split('\n'))
      // Code is not wrapped, and of words with more than 40 letters at least one may stand out.
      const prose = lines.filter((line) => !line.includes('    ') && !/\S{40}/.test(line))
      expect(prose.filter((line) => stringWidth(line) > 80)).toEqual([])
    }),
    { numRuns: 40 },
  )
})

test('wide letters take two columns, marks on letters none', () => {
  expect(stringWidth('模型')).toBe(4)
  expect(stringWidth('サーバー')).toBe(8)
  expect(stringWidth('강조')).toBe(4)
  expect(stringWidth('e\u0301')).toBe(1)
  expect(stringWidth('👩‍👩‍👧‍👦!')).toBe(3)
})

test('Chinese breaks anywhere but before its punctuation', () => {
  expect(wrap('模型先写程序，再画图。', { width: 12 })).toBe('模型先写程\n序，再画图。')
  expect(wrap('（模型）先', { width: 6 })).toBe('（模\n型）先')
})

test('an address too long for a line is not broken', () => {
  const url = `https://example.org/${'deep/'.repeat(20)}`
  expect(plainBlocks([paragraph(text('see '), link(url, text('this')), text(' now'))])).toBe(`see this\n<${url}>\nnow`)
})

test('numbers stand under each other, and their text beside them', () => {
  const items = [[paragraph(text('a')), list([paragraph(text('b'))])], [paragraph(text('c '.repeat(45)))], []]
  const block: Block = { type: 'list', ordered: true, start: 9, items: items.map((children) => ({ children })) }
  expect(plainBlocks([block]).split('\n')).toEqual([
    ' 9. a',
    '    • b',
    `10. ${'c '.repeat(38).trim()}`,
    `    ${'c '.repeat(7).trim()}`,
    '11.',
  ])
})

test('a table too wide for the terminal becomes lines', () => {
  const row = (word: string) => [[text(word.repeat(50))], [text(word.repeat(50))]]
  const table: Block = { type: 'table', align: ['left', 'left'], header: row('a'), rows: [row('b')] }
  expect(plainBlocks([table]).split('\n')).toEqual([
    `${'a'.repeat(50)} ·`,
    `  ${'a'.repeat(50)}`,
    `• ${'b'.repeat(50)} ·`,
    `  ${'b'.repeat(50)}`,
  ])
})
