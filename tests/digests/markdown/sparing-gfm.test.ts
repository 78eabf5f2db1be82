import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { expect, test } from 'vitest'
import { sparingGfm } from '../../../src/digests/markdown/sparing-gfm.ts'

/** Without the search for addresses that the parser did not find. */
const nodes = gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] }))
const parse = (text: string, extension: ReturnType<typeof gfm>) =>
  fromMarkdown(text, { extensions: [extension], mdastExtensions: [nodes] })

const prefixes = ['', '> ', '>', '- ', '  ', '1. ', '    ', '\t', '> - ']
const contents = [
  'a | b',
  '| a |',
  'a',
  '--|--',
  ':-',
  '-:',
  '|-|',
  '---',
  '|:-:|',
  '| |',
  '',
  '# a',
  '```',
  '<div>',
  ':',
  '|',
  'how http://a.example/x and www.b.example, HTTPS://c.example',
  '[www.d.example](http://e.example) *me@f.example* `g@h.example`',
  'what we have: `w`[www.',
]
const line = fc.tuple(fc.constantFrom(...prefixes), fc.constantFrom(...contents)).map((parts) => parts.join(''))
const end = fc.constantFrom('\n', '\r\n', '\r')
const text = fc.array(fc.tuple(line, end), { maxLength: 12 }).map((lines) => lines.flat().join(''))

test('finds the tables and addresses that a parser finds which tries every line', () => {
  fc.assert(
    fc.property(text, (markdown) => {
      const found = parse(markdown, sparingGfm(markdown))
      expect(found).toEqual(parse(markdown, gfm({ singleTilde: false })))
    }),
    { numRuns: 150 },
  )
})

test.each([
  'a | b\n--|--\n1 | 2\n3\n\nafter',
  'text before\n| a |\n|:-:|\n| 1 |',
  '> a\n> :-\n> 1',
  '- a | b\n  -|-\n  1 | 2',
])('finds the table in %j', (markdown) => {
  const tree = JSON.stringify(parse(markdown, sparingGfm(markdown)))
  expect(tree).toContain('"type":"tableRow"')
})
