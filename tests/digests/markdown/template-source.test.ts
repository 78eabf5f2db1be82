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
  expect(readTemplateSource(written)).toMatchObject({ text, comments })
})

test.each([
  ['---\ntitle: "A \'b\'"\nweek: 11\n---\n{{ title }}, {{page.week}}', "A 'b', 11"],
  ['+++\nweek = 11\n+++\n{{< param "week" >}} {{ .Params.week | safe }}', '11 11'],
  ['{% set week = 11 %}In week {{ week }}.', 'In week 11.'],
  ['Hello {{ first_name | default: "there" }},', 'Hello there,'],
  ['In {{ other }} and {{ week | plus: 1 }}.', 'In {{ other }} and {{ week | plus: 1 }}.'],
  ['- {{video https://e.org/a}}', '- https://e.org/a'],
  ['`{{ week }}`', '`{{ week }}`'],
])('what the file says of a field is put in: %j', (written, last) => {
  expect(readTemplateSource(written).text.split('\n').at(-1)).toBe(last)
})

test.each([
  ['{% if a %}\nText.\n{% endif %}', '\nText.\n', ['1 {% if a %}']],
  ['a {% unless b %}c{% endunless %}', 'a c', ['1 {% unless b %}']],
  ['{% if a %}b{% else %}c{% endif %}', '{% if a %}b{% else %}c{% endif %}', []],
  ['{% if a %}b', '{% if a %}b', []],
  ['{% if a %}{% if b %}c{% else %}d{% endif %}{% endif %}', '{% if b %}c{% else %}d{% endif %}', ['1 {% if a %}']],
  ['Text.\n\n{{ content }}\n\nMore.', 'Text.\n\n\n\nMore.', ['3 {{ content }}']],
  ['- a\n- {{ b }}', '- a\n- ', ['2 {{ b }}']],
  ['It works. {{ card("a") }}', 'It works. ', ['1 {{ card("a") }}']],
  ['It works. {{ name }}\nsays so.', 'It works. {{ name }}\nsays so.', []],
  ['We had {{ count }} posts.', 'We had {{ count }} posts.', []],
  ['```\n{{ content }}\n\n{% if a %}{% endif %}\n```', '```\n{{ content }}\n\n{% if a %}{% endif %}\n```', []],
])('of the tags in %j only those stay that readers would miss', (written, text, out) => {
  const read = readTemplateSource(written)
  expect([read.text, read.leftOut.map(({ line, found }) => `${line} ${found}`)]).toEqual([text, out])
})

test.each([
  ['We had {{ count }} posts.', '{{ count }}'],
  ['{% if a %}Write.{% else %}Call.{% endif %}', '{% if a %}'],
  ['It is {{< stat 4 >}} high.', '{{< stat 4 >}}'],
  ['We thank *|FNAME|* for it.', '|FNAME|'],
])('a tag in a sentence of %j is an error of the reader and of import', async (sentence, tag) => {
  const written = `---\nlanguage: en\n---\n\n## A\n\nText.\n\n${sentence}\n\n## B\n\nText.\n`
  const { digest, problems } = read(written)
  expect([digest, problems.at(-1)]).toMatchObject([
    undefined,
    { severity: 'error', line: 9, key: 'template-unknown', values: [tag, expect.any(String)] },
  ])
  const options = { date: day, publication: 'main', vocabulary, file: 'page' }
  const imported = await importDocument(written, options)
  expect([imported.digest, imported.problems.some(({ severity }) => severity === 'error')]).toEqual([undefined, true])
})

test('a field behind a greeting is left out', () => {
  expect(blocksOf('Hello {{ name }}, it works.')).toMatchObject([{ children: [{ value: 'Hello, it works.' }] }])
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
  '{% if a %}',
  '{{ a }} ',
  'a. {{ b }}\n\n',
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
