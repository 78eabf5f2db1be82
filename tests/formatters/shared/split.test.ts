import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Block, Inline } from '../../../src/domain/digest.ts'
import { outline } from '../../../src/domain/outline.ts'
import { blocksText, plainText } from '../../../src/domain/text.ts'
import { splitBlocks, splitInlines } from '../../../src/formatters/shared/split.ts'
import { arbitraryDigest } from '../../arbitrary.ts'

const paragraph = (value: string): Block => ({ type: 'paragraph', children: [{ type: 'text', value }] })
const heading = (value: string): Block => ({ type: 'heading', depth: 1, children: [{ type: 'text', value }] })
const listOf = (...items: string[]): Block => ({
  type: 'list',
  ordered: true,
  start: 1,
  items: items.map((item) => ({ children: [paragraph(item)] })),
})
const cell = (value: string): Inline[] => (value ? [{ type: 'text', value }] : [])
const table = (header: string, ...rows: string[]): Block => ({
  type: 'table',
  align: ['left'],
  header: [cell(header)],
  rows: rows.map((row) => [cell(row)]),
})
const within = (size: number) => (blocks: readonly Block[]) => blocksText(blocks).length <= size
const textWithin = (size: number) => (inlines: readonly Inline[]) => plainText(inlines).length <= size

const split = (size: number, ...blocks: Block[]) => splitBlocks(blocks, within(size)).map(blocksText)
const splitText = (size: number, ...inlines: Inline[]) => splitInlines(inlines, textWithin(size)).map(plainText)

test('what fits stays together', () => {
  expect(splitBlocks([paragraph('one'), paragraph('two')], within(100))).toEqual([[paragraph('one'), paragraph('two')]])
  expect(splitBlocks([], within(100))).toEqual([])
})

test('a message ends after a paragraph, even when part of the next would fit', () => {
  expect(split(20, paragraph('The first. More.'), paragraph('The second.'))).toEqual([
    'The first. More.',
    'The second.',
  ])
})

test('a paragraph too big for a message ends after a sentence', () => {
  expect(split(30, paragraph('It has 1.5 parts. Then it goes on. And on.'))).toEqual([
    'It has 1.5 parts. ',
    'Then it goes on. And on.',
  ])
})

test('a mark inside a word ends no sentence', () => {
  expect(split(23, paragraph('Long before. See a?b=1.84x&c=2!d and more'))).toEqual([
    'Long before. ',
    'See a?b=1.84x&c=2!d ',
    'and more',
  ])
})

test('a sentence too big for a message ends after a word', () => {
  expect(split(16, paragraph('many little words in a row'))).toEqual(['many little ', 'words in a row'])
})

test('a Chinese sentence ends between two words, and before no full stop', () => {
  expect(split(9, paragraph('模型先写程序再画图。然后检查结果。'))).toEqual(['模型先写程序再画', '图。然后检查结果。'])
})

test('an emoji of several characters is never cut, even when it does not fit', () => {
  expect(split(3, paragraph('ab👨‍👩‍👧cd'))).toEqual(['ab', '👨‍👩‍👧', 'cd'])
})

test('a line break is a better end than a sentence', () => {
  expect(
    splitText(14, { type: 'text', value: 'A line' }, { type: 'break' }, { type: 'text', value: 'One. Two. Three.' }),
  ).toEqual(['A line', 'One. Two. ', 'Three.'])
})

test('a code span or a link moves to the next message as a whole', () => {
  const code: Inline = { type: 'code', value: 'a b. C d' }
  expect(splitText(14, { type: 'text', value: 'See this: ' }, code)).toEqual(['See this: ', 'a b. C d'])
  const link: Inline = { type: 'link', url: 'https://example.org', children: [{ type: 'text', value: 'a b c d' }] }
  expect(splitText(14, { type: 'text', value: 'See this: ' }, link)).toEqual(['See this: ', 'a b c d'])
})

test('a link longer than a message goes to the same address on both sides', () => {
  const link = (value: string): Inline => ({
    type: 'link',
    url: 'https://example.org',
    children: [{ type: 'text', value }],
  })
  expect(splitInlines([link('one two three')], textWithin(10))).toEqual([[link('one two ')], [link('three')]])
})

test('a style goes on after the cut', () => {
  const strong = (value: string): Inline => ({ type: 'strong', children: [{ type: 'text', value }] })
  expect(splitInlines([strong('One two. Three four.')], textWithin(12))).toEqual([
    [strong('One two. ')],
    [strong('Three four.')],
  ])
})

test('a list goes on with the next number', () => {
  const [, second] = splitBlocks([listOf('first', 'second', 'third')], within(12))
  expect(second).toEqual([{ ...listOf('third'), start: 3 }])
})

test('an item that goes on keeps its number', () => {
  const [first, second] = splitBlocks([listOf('One two. Three four.', 'next')], within(18))
  expect(first).toEqual([listOf('One two. ')])
  expect(second).toEqual([{ ...listOf('Three four.', 'next'), start: 1 }])
})

test('a quote goes on as a quote', () => {
  const quote = (...children: Block[]): Block => ({ type: 'quote', children })
  expect(splitBlocks([quote(paragraph('one'), paragraph('two'))], within(4))).toEqual([
    [quote(paragraph('one'))],
    [quote(paragraph('two'))],
  ])
})

test('code goes on with the next line', () => {
  const code = (value: string): Block => ({ type: 'code', language: 'ts', value })
  expect(splitBlocks([code('let a = 1\n  let b = 2')], within(12))).toEqual([
    [code('let a = 1')],
    [code('  let b = 2')],
  ])
})

test('a table goes on under the same header', () => {
  expect(splitBlocks([table('head', 'one', 'two', 'three', 'four')], within(14))).toEqual([
    [table('head', 'one', 'two')],
    [table('head', 'three')],
    [table('head', 'four')],
  ])
})

test('a table that begins low in a message keeps its header in the next', () => {
  const before = paragraph('0123456789')
  expect(splitBlocks([before, table('head', 'one', 'two', 'three', 'four', 'five', 'six')], within(24))).toEqual([
    [before, table('head', 'one', 'two')],
    [table('head', 'three', 'four', 'five', 'six')],
  ])
})

test('a header that takes all the room is not repeated', () => {
  expect(splitBlocks([table('a long header', 'a long row')], within(14))).toEqual([
    [table('a long header')],
    [table('', 'a long row')],
  ])
})

test('a heading is above what it announces', () => {
  expect(split(16, paragraph('before'), heading('Title'), paragraph('after it'))).toEqual(['before', 'Title\nafter it'])
})

test('a very long paragraph is split in few looks', () => {
  let looked = 0
  const runs = splitBlocks([paragraph('A sentence of words. '.repeat(5000))], (blocks) => {
    looked++
    return within(9000)(blocks)
  })
  expect(runs).toHaveLength(12)
  expect(looked).toBeLessThan(500)
})

const blocks = arbitraryDigest.map((digest) =>
  outline(digest).flatMap((piece) =>
    piece.type === 'section' ? piece.section.body : piece.type === 'observation' ? piece.blocks : [],
  ),
)
/** A header repeated after a cut is no word of the author's. */
const holdsTable = (block: Block): boolean =>
  block.type === 'table' ||
  (block.type === 'quote' && block.children.some(holdsTable)) ||
  (block.type === 'list' && block.items.some(({ children }) => children.some(holdsTable)))
const letters = (text: string) => text.replace(/\s/g, '')

test('any blocks keep every word in its order, in messages that fit', () => {
  fc.assert(
    fc.property(blocks, fc.integer({ min: 30, max: 3000 }), (all, size) => {
      const some = all.filter((block) => !holdsTable(block))
      const runs = splitBlocks(some, within(size))
      expect(letters(runs.map(blocksText).join(''))).toBe(letters(blocksText(some)))
      expect(runs.filter((run) => !within(size)(run))).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('a split ends, whatever fits', () => {
  fc.assert(
    fc.property(blocks, (all) => {
      const one = all.slice(0, 1)
      expect(
        letters(
          splitBlocks(one, () => false)
            .map(blocksText)
            .join(''),
        ),
      ).toBe(letters(blocksText(one)))
    }),
    { numRuns: 30 },
  )
})

test('each message holds as many items as fit, whatever the one before held', () => {
  const items = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 80 })
  fc.assert(
    fc.property(items, (sizes) => {
      const runs = splitBlocks([listOf(...sizes.map((size) => 'x'.repeat(size)))], within(150))
      const counts = runs.map(([list]) => (list?.type === 'list' ? list.items.length : 0))
      const most: number[] = []
      for (let at = 0; at < sizes.length; at += most.at(-1) ?? 1) {
        const fitting = sizes.slice(at).findIndex((_, count) => {
          const words = sizes.slice(at, at + count + 1).map((size) => 'x'.repeat(size))
          return !within(150)([listOf(...words)])
        })
        most.push(fitting < 0 ? sizes.length - at : fitting)
      }
      expect(counts).toEqual(most)
    }),
  )
})

test('few messages are tried for each that a long text of even parts needs', () => {
  const parts: [string, Block[]][] = [
    ['paragraphs', Array.from({ length: 2000 }, (_, at) => paragraph(`Paragraph ${1000 + at}`))],
    ['a list', [listOf(...Array.from({ length: 2000 }, (_, at) => `Item ${1000 + at}`))]],
    ['a table', [table('Head', ...Array.from({ length: 2000 }, (_, at) => `Row ${1000 + at}`))]],
  ]
  for (const [name, blocks] of parts) {
    let tries = 0
    const runs = splitBlocks(blocks, (candidate) => {
      tries += 1
      return within(1000)(candidate)
    })
    expect(runs.length, name).toBeGreaterThan(15)
    expect(tries / runs.length, name).toBeLessThan(8)
  }
})
