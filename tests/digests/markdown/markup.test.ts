import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tokenizeHtml } from '../../../src/digests/markdown/html-tags.ts'
import { blocksText, plainText } from '../../../src/domain/text.ts'
import { blocksOf, inlinesOf, read, readBody, remarks } from './digest-fixture.ts'

const text = (value: string) => ({ type: 'text', value })
const link = (url: string, ...children: object[]) => ({ type: 'link', url, children })

test.each([
  ['a <b>c</b>', [text('a '), { type: 'strong', children: [text('c')] }]],
  ['a <STRONG>c</STRONG>', [text('a '), { type: 'strong', children: [text('c')] }]],
  [
    'a <i>c *d*</i>',
    [text('a '), { type: 'emphasis', children: [text('c '), { type: 'emphasis', children: [text('d')] }] }],
  ],
  ['see [[Page#Part|the page]], [[Agents]] and ==this==', [text('see the page, Agents and this')]],
  ['![[plot.png|300]] and ![[a.png|120x80]] ^9f3a2b', [text('plot.png and a.png')]],
  ['grows as 2 ^64 and 10 ^n', [text('grows as 2 ^64 and 10 ^n')]],
  ['a %%ask Tom%% b', [text('a b')]],
  ['100 %% of 5 %% and 3%%x%%y', [text('100 %% of 5 %% and 3%%x%%y')]],
  ['see <https://e.org/a|Words> now', [text('see '), link('https://e.org/a', text('Words')), text(' now')]],
  ['see <https://e.org/a|Two words> now', [text('see '), link('https://e.org/a', text('Two words')), text(' now')]],
  ['https://e.org/a|b', [link('https://e.org/a|b', text('https://e.org/a|b'))]],
  [
    'on <t:1796022000:D> at <t:1796022000> <:hi:234567890123456789>',
    [text('on 2026-11-30 at 2026-11-30 07:00 UTC :hi:')],
  ],
  ['a == b == c and if [[ -f x ]]', [text('a == b == c and if [[ -f x ]]')]],
  ['a <b>open', [text('a '), { type: 'strong', children: [text('open')] }]],
  ['a </b>closed', [text('a closed')]],
  ['press <kbd>Ctrl</kbd>', [text('press '), { type: 'code', value: 'Ctrl' }]],
  ['<code>a  b</code> c', [{ type: 'code', value: 'a b' }, text(' c')]],
  ['x<sup>2</sup> and H<sub>2</sub>O', [text('x² and H₂O')]],
  ['word<sup>note</sup>', [text('wordnote')]],
  ['a<br>b<br/>c', [text('a'), { type: 'break' }, text('b'), { type: 'break' }, text('c')]],
  ['a <a href="https://e.org/x?a=1&amp;b=2">c</a>', [text('a '), link('https://e.org/x?a=1&b=2', text('c'))]],
  ['a <a href=\'https://e.org\' title="T > U">c</a>', [text('a '), link('https://e.org', text('c')), text(' (T > U)')]],
  ['a <a name="x">c</a>', [text('a c')]],
  ['a <a href="javascript:alert(1)">c</a>', [text('a c')]],
  ['a <span style="color: red">c</span>', [text('a c')]],
  ['a <del>c</del>', [text('a '), { type: 'strike', children: [text('c')] }]],
  ['a <script>alert(1)</script>b', [text('a b')]],
  ['a <style>p { x }</style>b', [text('a b')]],
  ['a <!-- b -->', [text('a')]],
  ['a &lt;script&gt; b', [text('a <script> b')]],
  ['a <b and c> d', [text('a <b and c> d')]],
  ['a <p and q> d', [text('a <p and q> d')]],
  ['Vec<i> and Map<b>', [text('Vec<i> and Map<b>')]],
  ['word<i>s</i>', [text('word'), { type: 'emphasis', children: [text('s')] }]],
  ['<!channel> and <!subteam^S1|all> read', [text('<!channel> and <!subteam^S1|all> read')]],
  ['<span>caf&eacute; &Auml; &frac12; &nosuch;</span>', [text('café Ä ½ &nosuch;')]],
  ['Vec<T> and <your-key>', [text('Vec<T> and <your-key>')]],
])('%s', (markdown, expected) => {
  expect(inlinesOf(markdown)).toEqual(expected)
})

test.each([
  ['<p align="center">a</p>', 'paragraph', 'a'],
  ['<div>\n\n**a**\n\n</div>', 'paragraph', 'a'],
  ['<p>a<p>b', 'paragraph paragraph', 'a|b'],
  ['<h4>a &amp; b</h4>', 'heading', 'a & b'],
  ['<hr>\n\na', 'paragraph', 'a'],
  ['<ul><li>a<li>b <b>c</b></ul>', 'list', 'a|b c'],
  ['<ol start="3"><li>a</li></ol>', 'list', 'a'],
  ['<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>', 'list', 'a|b|c'],
  ['<blockquote>a</blockquote>', 'quote', 'a'],
  ['<pre><code>a\n  b</code></pre>', 'code', 'a|  b'],
  ['<table><tr><th>a</th><th>b</th></tr><tr><td>c<td>d</table>', 'table', 'a b|c d'],
  ['<table><tr><td>\n\na **b**\n\n</td></tr></table>', 'paragraph', 'a b'],
  ['<details>\n<summary>More</summary>\n\n- a\n\n</details>\n\nb', 'paragraph list paragraph', 'More|a|b'],
  ['<!-- a\n\nb -->\n\nc', 'paragraph', 'c'],
  ['<script>\na\n\nb\n</script>\n\nc', 'paragraph', 'c'],
  ['<center><font size=2>a</font></center>', 'paragraph', 'a'],
])('%j is read as its blocks', (markdown, types, words) => {
  const blocks = blocksOf(markdown)
  expect(blocks.map(({ type }) => type).join(' ')).toBe(types)
  expect(blocksText(blocks)).toBe(words.replaceAll('|', '\n'))
})

test('headings in HTML are headings', () => {
  const { digest } = read('<h1 align="center">Weekly</h1>\n\n<h2>A</h2>\n\na\n\n## B\n\nb\n')
  expect(digest?.title).toBe('Weekly')
  expect(digest?.sections.map(({ title }) => plainText(title))).toEqual(['A', 'B'])
})

test('headings in one piece of HTML are headings, and no rules under a text', () => {
  const { digest, problems } = read(
    '<h2>A <a href="https://e.org">b</a></h2>\n<p>a</p>\n<h2>Is it so?</h2>\n<p>b</p>\n',
  )
  expect(digest?.sections.map(({ title }) => plainText(title))).toEqual(['A b', 'Is it so?'])
  expect(remarks({ problems })).not.toContainEqual(expect.stringContaining('rule-under-text'))
})

test('what is left out is said at its place', () => {
  expect(remarks(readBody('a\n\n<!-- b -->\n\n<script>c</script>'))).toEqual([
    '11:1 warning html-comment',
    '13:1 warning html-script',
  ])
})

test.each([
  ['../x', 'https://e.org/a/b/c.html', 'https://e.org/a/x'],
  ['x/y.html?z#f', 'https://e.org/a/b/c.html', 'https://e.org/a/b/x/y.html?z#f'],
  ['/x', 'https://e.org/a/b', 'https://e.org/x'],
  ['#part', 'https://e.org/a/b', 'https://e.org/a/b#part'],
  ['//cdn.org/x.png', undefined, 'https://cdn.org/x.png'],
  ['//cdn.org/x.png', 'http://e.org', 'http://cdn.org/x.png'],
  ['www.e.org/x', undefined, 'https://www.e.org/x'],
  ['mailto:a@e.org', 'https://e.org', 'mailto:a@e.org'],
])('%s on %s is %s', (url, base, expected) => {
  const page = base === undefined ? '' : `url: ${base}\n`
  const { digest } = read(`---\nlanguage: en\n${page}---\n\n# T\n\n[a](<${url}>)\n`)
  expect(JSON.stringify(digest?.prose)).toContain(
    JSON.stringify({ type: 'link', url: expected, children: [text('a')] }).slice(1, -1),
  )
})

test.each(['x', '', 'javascript:alert(1)'])('%j without a page is no link', (url) => {
  expect(inlinesOf(`[a](<${url}>)`)).toEqual([text('a')])
})

test('links, their definitions and HTML resolve against the address of the page', () => {
  const body = '[a](x) <a href="y">b</a> [c]\n\n[c]: z'
  const { digest } = read(`---\nlanguage: en\nurl: https://e.org/d/1.html\n---\n\n# T\n\n${body}\n`)
  const addresses = JSON.stringify(digest?.prose).match(/https:[^"]+/g)
  expect(addresses).toEqual(['https://e.org/d/x', 'https://e.org/d/y', 'https://e.org/d/z'])
})

test.each([
  [':rocket: and :tada::fire:!', '🚀 and 🎉🔥!'],
  [':+1:', '👍'],
  ['(:rocket:)', '(🚀)'],
  ['发布 :rocket: 了', '发布 🚀 了'],
  [':no_such_name:', ':no_such_name:'],
  ['\\:rocket:', ':rocket:'],
  ['at 10:100:20', 'at 10:100:20'],
  ['std::gem::new', 'std::gem::new'],
  ['a:rocket:b', 'a:rocket:b'],
  [':constructor:', ':constructor:'],
])('%s is read as %s', (markdown, words) => {
  expect(plainText(inlinesOf(markdown))).toBe(words)
})

test('emoji are no names in code, math and addresses', () => {
  expect(inlinesOf('`:rocket:`')).toEqual([{ type: 'code', value: ':rocket:' }])
  expect(inlinesOf('[a](https://e.org/:rocket:/x)')).toEqual([link('https://e.org/:rocket:/x', text('a'))])
})

test('any HTML is cut into tokens that are the whole of it', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '</',
    '/>',
    '<b',
    '<!--',
    '-->',
    '"',
    "'",
    '=',
    ' ',
    'a',
    'href',
    '&amp;',
    '\n',
    '<?',
    '<!x>',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const html = parts.join('')
      expect(
        tokenizeHtml(html)
          .map(({ raw }) => raw)
          .join(''),
      ).toBe(html)
    }),
    { numRuns: 500 },
  )
})

test('what other programs would replace is an error in a sentence, and left out where it stands alone', () => {
  const body = ['{{< toc >}} and {{< toc >}}', '{% if a %}', 'In {{ name }}', '{% include a.html %}', '`{{ code }}`']
  const { digest, problems } = readBody(body.join('\n\n'))
  expect(digest).toBeUndefined()
  expect(problems.map(({ line, severity }) => `${line} ${severity}`)).toEqual([
    ...['9 error', '11 error', '13 error', '15 warning'],
  ])
})

test('Markdown right below a tag is read, as Notion writes it', () => {
  const aside = '<aside>\n💡 **TL;DR** It [works](https://e.org).\n\n</aside>'
  const [section] = readBody(`Text.\n\n${aside}`).digest?.sections ?? []
  expect([section && blocksText(section.body), section?.takeaways.map(plainText)]).toEqual(['Text.', ['It works.']])
  expect(blocksOf('<div>\n**One**\n- a\n- b\n</div>').map(({ type }) => type)).toEqual(['paragraph', 'list'])
  expect(blocksOf('<div>\n2 ** 3 and a[i](x)\n</div>')).toEqual([
    { type: 'paragraph', children: [text('2 ** 3 and a[i](x)')] },
  ])
})
