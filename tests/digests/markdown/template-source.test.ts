import { expect, test } from 'vitest'
import { importDocument } from '../../../src/digests/import/import-document.ts'
import { readTemplateSource } from '../../../src/digests/markdown/template-source.ts'
import { plainText } from '../../../src/domain/text.ts'
import { day } from '../import/pages.ts'
import { blocksOf, read, remarks, vocabulary } from './digest-fixture.ts'

test.each([
  ['a {% comment %}not for readers{% endcomment %} b', 'a  b', [1]],
  ['a\n{%- comment -%}\n```\nkept secret\n```\n{%- endcomment -%}\nb', 'a\n\n\n\n\n\nb', [2]],
  ['{{< comment >}}secret{{< /comment >}}b', 'b', [1]],
  ['a\n{{!-- secret\n--}}b', 'a\n\nb', [2]],
  ['{# secret #}b', 'b', [1]],
  ['{% raw %}{{ name }} and `{{ name }}`{% endraw %}', '&#123;{ name }} and `{{ name }}`', []],
  [
    '{% assign base = "https://e.org/" %}[a]({{base}}1) {{ base }} {{ other }}',
    '[a](https://e.org/1) https://e.org/ {{ other }}',
    [],
  ],
  ['[a]({{ site.baseurl }}/1) [b]({{ "/2" | relative_url }})', '[a](/1) [b](/2)', []],
  ['[a]({% post_url 2026-01-01-a %}#b "c")', '[a](<{\\% post_url 2026-01-01-a \\%}#b> "c")', []],
  ['[a]: {{< ref "b.md" >}}', '[a]: <{{\\< ref "b.md" \\>}}>', []],
  ['`{% comment %}` and {% comment %} that no one closes', '`{% comment %}` and {% comment %} that no one closes', []],
  ['```\n{% comment %}a{% endcomment %}\n```', '```\n{% comment %}a{% endcomment %}\n```', []],
  ['````\n```\n{# a #}\n', '````\n```\n{# a #}\n', []],
  ['## A {#anchor}\n\n{#b}', '## A {#anchor}\n\n{#b}', []],
])('%j is %j, with comments in the lines %j', (written, text, comments) => {
  expect(readTemplateSource(written)).toEqual({ text, comments })
})

test('a comment of a template is in no post, and a warning says so', () => {
  const result = read(
    '---\nlanguage: en\n---\n\n## A\n\nText. {% comment %}Thank Ida.{% endcomment %}\n\n## B\n\nText.\n',
  )
  expect(JSON.stringify(result.digest)).not.toContain('Ida')
  expect(remarks(result)).toContain('7:1 warning html-comment')
})

test('of a link to a page that only another program knows, the words are kept', () => {
  expect(blocksOf('See [the first part]({% post_url 2026-03-05-links %}).')).toEqual([
    { type: 'paragraph', children: [{ type: 'text', value: 'See the first part.' }] },
  ])
})

test('what is no template is imported as it is written', async () => {
  const text = (name: string) => `## ${name}\n\nText of a digest with enough words for its readers.\n\n`
  const written = `${text('A')}{% raw %}Write {{ name }}.{% endraw %}\n\n{% assign base = "https://e.org/" %}{# not yet #}\n\n${text('B')}[link][b]\n\n[b]: {{base}}b\n`
  const options = { date: day, publication: 'main', vocabulary, file: 'page' }
  const { digest, problems } = await importDocument(written, options)
  expect(digest?.sections.map(({ title }) => plainText(title))).toEqual(['A', 'B'])
  expect(JSON.stringify(digest)).toContain('Write {{ name }}.')
  expect(JSON.stringify(digest?.sections[1])).toContain('https://e.org/b')
  expect(problems.map(({ line, rule }) => `${line} ${rule}`)).toContain('7 html-comment')
})

test.each([
  '{% comment %}',
  '{% comment %}a{% endcomment %}',
  '{{!--',
  '{% raw %}',
  '{# ',
  '](',
  '[a]: {{',
  '{% assign a = "',
  '{{ a }}',
])('half a megabyte of %s takes a moment', (piece) => {
  const written = piece.repeat(Math.floor(500_000 / piece.length))
  const start = process.cpuUsage()
  readTemplateSource(written)
  const { user, system } = process.cpuUsage(start)
  expect((user + system) / 1_000).toBeLessThan(3_000)
})
