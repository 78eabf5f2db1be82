import { expect, test } from 'vitest'
import type { Inline } from '../../../src/domain/digest.ts'
import { blocksText } from '../../../src/domain/text.ts'
import { text } from '../../builders.ts'
import { blocksOf, inlinesOf, readBody, remarks } from './digest-fixture.ts'

const link = (url: string, words: string): Inline => ({ type: 'link', url, children: [text(words)] })

test.each<[string, Inline[]]>([
  ['**bold**', [{ type: 'strong', children: [text('bold')] }]],
  ['_*both*_', [{ type: 'emphasis', children: [{ type: 'emphasis', children: [text('both')] }] }]],
  ['~~gone~~', [{ type: 'strike', children: [text('gone')] }]],
  ['~about~', [text('~about~')]],
  ['`a*b*`', [{ type: 'code', value: 'a*b*' }]],
  ['a 3*3 kernel and a 5*5 one, 2*3*4', [text('a 3*3 kernel and a 5*5 one, 2*3*4')]],
  ['*3*3 kernels*', [{ type: 'emphasis', children: [text('3*3 kernels')] }]],
  ['**2*3**', [{ type: 'strong', children: [text('2*3')] }]],
  [
    'H*2*O, 4*x*',
    [text('H'), { type: 'emphasis', children: [text('2')] }, text('O, 4'), { type: 'emphasis', children: [text('x')] }],
  ],
  ['\\*plain\\* &amp; &lt;', [text('*plain* & <')]],
  ['one  \ntwo', [text('one'), { type: 'break' }, text('two')]],
  ['one\\\ntwo', [text('one'), { type: 'break' }, text('two')]],
  ['one<br>two', [text('one'), { type: 'break' }, text('two')]],
  ['one\n*two*', [text('one '), { type: 'emphasis', children: [text('two')] }]],
])('%j is styled text', (markdown, expected) => {
  expect(inlinesOf(markdown)).toEqual(expected)
})

test.each<[string, Inline[]]>([
  ['**太字。**次', [{ type: 'strong', children: [text('太字。')] }, text('次')]],
  ['**「引用」**と', [{ type: 'strong', children: [text('「引用」')] }, text('と')]],
  ['这是**重点（注）**内容', [text('这是'), { type: 'strong', children: [text('重点（注）')] }, text('内容')]],
  ['**강조(주의)**는', [{ type: 'strong', children: [text('강조(주의)')] }, text('는')]],
  ['旧~~（文）~~新', [text('旧'), { type: 'strike', children: [text('（文）')] }, text('新')]],
  ['中文\n**中文**', [text('中文'), { type: 'strong', children: [text('中文')] }]],
  ['한국\n어', [text('한국 어')]],
])('%j: styles and line ends work beside Chinese, Japanese and Korean', (markdown, expected) => {
  expect(inlinesOf(markdown)).toEqual(expected)
})

test.each<[string, Inline[]]>([
  ['let $x_1$ be', [text('let '), { type: 'math', value: 'x_1' }, text(' be')]],
  ['$$O(n^2)$$ steps', [{ type: 'math', value: 'O(n^2)' }, text(' steps')]],
  ['from $5 to $10', [text('from $5 to $10')]],
  ['$5 and **now** $6', [text('$5 and '), { type: 'strong', children: [text('now')] }, text(' $6')]],
  ['\\$5 and $x$', [text('$5 and '), { type: 'math', value: 'x' }]],
  ['between $5M/$10M', [text('between $5M/$10M')]],
  ['a $ b$ c', [text('a $ b$ c')]],
  ['US$5 each', [text('US$5 each')]],
])('%j: formulas and money are kept apart', (markdown, expected) => {
  expect(inlinesOf(markdown)).toEqual(expected)
})

test.each<[string, Inline[]]>([
  ['[a](https://example.org)', [link('https://example.org', 'a')]],
  ['[a](<https://example.org/x y>)', [link('https://example.org/x%20y', 'a')]],
  ['<https://example.org/a%7Cb>', [link('https://example.org/a%7Cb', 'https://example.org/a%7Cb')]],
  ['www.example.org', [link('http://www.example.org', 'www.example.org')]],
  ['robin@example.org', [link('mailto:robin@example.org', 'robin@example.org')]],
  ['[](https://example.org/a)', [link('https://example.org/a', 'example.org/a')]],
  ['[a](https://example.org "A caption")', [link('https://example.org', 'a'), text(' (A caption)')]],
  [
    '[a][one] [two] [Two][]\n\n[ONE]: https://example.org/1\n[two]: https://example.org/2',
    [
      link('https://example.org/1', 'a'),
      text(' '),
      link('https://example.org/2', 'two'),
      text(' '),
      link('https://example.org/2', 'Two'),
    ],
  ],
  ['![A cat](https://example.org/c.png) sat', [link('https://example.org/c.png', 'A cat'), text(' sat')]],
  [
    '![](https://example.org/a%20cat.png?x=1) sat',
    [link('https://example.org/a%20cat.png?x=1', 'a cat.png'), text(' sat')],
  ],
  ['![A cat][c] sat\n\n[c]: https://example.org/c.png', [link('https://example.org/c.png', 'A cat'), text(' sat')]],
  [
    '[![A cat](https://example.org/c.png)](https://example.org) sat',
    [link('https://example.org', 'A cat'), text(' sat')],
  ],
])('%j is a link', (markdown, expected) => {
  const reading = readBody(markdown)
  expect(inlinesOf(markdown)).toEqual(expected)
  expect(reading.problems).toEqual([])
})

test.each([
  ['[a](papers/x.html)', 'a'],
  ['[a](/x)', 'a'],
  ['[a](#x)', 'a'],
  ['[a](javascript:alert(1))', 'a'],
  ['[a](JavaScript:alert(1))', 'a'],
  ['[a](<java\tscript:alert(1)>)', 'a'],
  ['[a](data:text/html,x)', 'a'],
  ['[a](https://)', 'a'],
  ['![A cat](cat.png)', 'A cat'],
  ['[](x.html)', 'x.html'],
])('%s leads nowhere safe, so its text stays alone, with a warning', (markdown, words) => {
  expect(inlinesOf(`Go ${markdown} now`)).toEqual([text(`Go ${words} now`)])
  expect(remarks(readBody(`Go ${markdown} now`))).toEqual(['9:4 warning unusable-link'])
})

test('HTML without a meaning is shown as it is written, with a warning', () => {
  expect(inlinesOf('a <key>c</key> &amp;')).toEqual([text('a <key>c</key> &')])
  expect(remarks(readBody('a <key>c</key>'))).toEqual(['9:3 warning html-as-text', '9:9 warning html-as-text'])
  expect(blocksOf('<key>\nx & y\n</key>')).toEqual([{ type: 'paragraph', children: [text('<key> x & y </key>')] }])
})

test('HTML comments are left out, with a warning', () => {
  expect(blocksOf('<!-- to do -->\n\nText<!-- here -->.')).toEqual([{ type: 'paragraph', children: [text('Text.')] }])
  expect(blocksOf('<!-- a --> kept <!-- b -->')).toMatchObject([{ children: [text('kept')] }])
  expect(remarks(readBody('<!-- to do -->'))).toEqual(['9:1 warning html-comment'])
})

test('the address of a link is not shown as text, unless it is not an address', () => {
  const body = 'Text [a].\n\n[a]: https://example.org\n[b]: https://example.org/b\n[Note]: careful "here"'
  expect(blocksOf(body)).toMatchObject([{}, { children: [text('[Note]: careful "here"')] }])
  expect(remarks(readBody(body))).toEqual(['12:1 warning unused-link', '13:1 warning link-as-text'])
})

test.each(['http://localhost:8080/x', 'https://wiki/paper', 'http://10.0.0.1/x'])(
  'the address %s is kept as text, with a warning at its place',
  (url) => {
    const result = readBody(`Go [there](${url}) now`)
    expect(remarks(result)).toEqual(['9:4 warning unusable-link'])
  },
)

test('of an address with a password only the words are kept', () => {
  const result = readBody('Go [there](https://user:secret@example.org/x) now')
  expect(remarks(result)).toEqual(['9:4 warning unusable-link'])
  expect(JSON.stringify(result.digest)).not.toContain('secret')
})

test.each([
  ['See [the spec][spec] and more.', 'See the spec and more.', '9:1 warning unusable-link'],
  ['Changes in [Core\nand more][core repo] came.', 'Changes in Core and more came.', '9:1 warning unusable-link'],
  ['It is [BIP133][].', 'It is BIP133.', '9:1 warning unusable-link'],
])('of %j, whose address is not in the file, the words are kept', (written, words, remark) => {
  const result = readBody(written)
  expect(result.digest?.sections[0]?.body.map((block) => blocksText([block]))).toEqual([words])
  expect(remarks(result)).toContain(remark)
})

test.each([
  'array[i][j]',
  'a [1][2] b',
  '[Agent][Code] A title',
  'from [A-Z][a-z] on',
  'a [^abc][def] b',
  'a \\[the spec\\]\\[spec\\] b',
])('%j is no link', (written) => {
  expect(blocksText(blocksOf(written))).toBe(written.replaceAll('\\', ''))
})

test.each([
  ['It works ^[as *Ida* or **Bo** said].', 'It works ^[as Ida or Bo said].'],
  ['It works^[as Ida said].', 'It works (as Ida said).'],
  ['It works \\^[as Ida said].', 'It works ^[as Ida said].'],
  ['It works.\ncollapsed:: true\nid:: 64f1c2d3-0000', 'It works.'],
  ['An id:: 4 in a sentence.', 'An id:: 4 in a sentence.'],
])('notes and properties of outliners in %j', (body, words) => {
  expect(blocksText(blocksOf(body))).toBe(words)
})
