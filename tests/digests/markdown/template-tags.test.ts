import { expect, test } from 'vitest'
import { ParseContext } from '../../../src/digests/markdown/context.ts'
import { readTemplateTags } from '../../../src/digests/markdown/template-tags.ts'
import { read, remarks, vocabulary } from './digest-fixture.ts'

function readTags(text: string) {
  const context = new ParseContext('2026-03-12.md', text, vocabulary)
  return { text: readTemplateTags(text, context), remarks: remarks(context) }
}

test.each([
  ['{{< figure src="https://e.org/a.png" caption="Loss" >}}', '![Loss](https://e.org/a.png)'],
  ['{{< figure\n  src="https://e.org/a.png"\n  alt="Loss" >}}\nb', '![Loss](https://e.org/a.png)\n\n\nb'],
  [
    '{{< figure src="https://e.org/a.png" title="Loss" caption="Of the last run" >}}',
    '![Loss](https://e.org/a.png) *Of the last run*',
  ],
  ['{{< figure src="https://e.org/a.png" title="A" alt="Loss" caption="A" >}}', '![Loss](https://e.org/a.png) *A*'],
  ['{{% tab title="A" description="B" %}}C{{% /tab %}}', '**A** B C'],
  ['{{< details "Read more" >}}Text.{{< /details >}}', '**Read more** Text.'],
  ['{{< hint "info" >}}Text.{{< /hint >}}', 'Text.'],
  ['<Card title="A" description="B" href="https://e.org" />', '[A](https://e.org) B'],
  ['{{< button href="https://e.org" >}}Read{{< /button >}}', '[Read](https://e.org)'],
  ['{{% notice tip %}}Careful.{{% /notice %}}', 'Careful.'],
  ['{{< details title="More" >}}\nText.\n{{< /details >}}', '**More** \nText.\n'],
  ['{{< youtube w7Ft2ymGmfc >}}', 'https://www.youtube.com/watch?v=w7Ft2ymGmfc'],
  ['{{< tweet user="ada" id="42" >}}', 'https://x.com/ada/status/42'],
  ['{% highlight python %}\na < b\n{% endhighlight %}', '```python\na < b\n```'],
  ['{% hint style="info" %}\nText.\n{% endhint %}', '\nText.\n'],
  ['{% embed https://e.org/talk %}', 'https://e.org/talk'],
  ['{% include figure.html src="https://e.org/a.png" caption="Loss" %}', '![Loss](https://e.org/a.png)'],
  ['{% if draft %}a{% endif %}', '{% if draft %}a{% endif %}'],
  ['<Callout type="info">\nText.\n</Callout>', '\nText.\n'],
  ['<Card title="A" href="https://e.org">b</Card>', '[**A**](https://e.org) b'],
  ['<Button href="https://e.org">Read</Button>', '[Read](https://e.org)'],
  ['<Image src="https://e.org/a.png" alt="Loss" />', '![Loss](https://e.org/a.png)'],
  ['<YouTube id="abc" />', 'https://www.youtube.com/watch?v=abc'],
  ['Vec<String>, Map<String, Value>, Dear <Name>', 'Vec<String>, Map<String, Value>, Dear <Name>'],
  ['Use <Suspense fallback={x}> around it.', 'Use <Suspense fallback={x}> around it.'],
  ['A <Button kind="a" /> or {{< toc >}} is enough.', 'A <Button kind="a" /> or {{< toc >}} is enough.'],
  [
    '<Steps>\n  <Step>\n    One.\n\n    Two.\n\n    - a\n      - b\n  </Step>\n</Steps>',
    '\n\nOne.\n\nTwo.\n\n- a\n  - b\n\n',
  ],
  ['`{{< toc >}}` and `<Chart data={x} />`', '`{{< toc >}}` and `<Chart data={x} />`'],
  ['```\n{{< toc >}}\n```\n~~~md\n{% raw %}\n~~~', '```\n{{< toc >}}\n```\n~~~md\n{% raw %}\n~~~'],
  ['---\ntitle: "{% raw %}"\n---\n', '---\ntitle: "{% raw %}"\n---\n'],
  ['{{</* toc */>}} and {{ name }}', '{{</* toc */>}} and {{ name }}'],
])('%j is read as %j, without a warning', (written, text) => {
  expect(readTags(written)).toEqual({ text, remarks: [] })
})

test('a picture with a title and a caption is shown, and its caption below', () => {
  const figure = '{{< figure src="https://e.org/a.png" title="Loss" caption="Of the last run" >}}'
  expect(read(`## A\n\n${figure}\n\n## B\n\nText.\n`).digest?.sections[0]?.body).toMatchObject([
    { type: 'image', alt: 'Loss' },
    { type: 'paragraph', children: [{ type: 'emphasis', children: [{ value: 'Of the last run' }] }] },
  ])
})

test.each([
  ['a\n\n{{< toc >}}', 'a\n\n', 3],
  ['{% include toc.html %}', '', 1],
  ["a\n\nimport Tabs from '@theme/Tabs';\n\nb", 'a\n\n\n\nb', 3],
  ["import { A } from './a'\n\n<Ab c={[1, { b: 2 }]}>\n\n</Ab>\n\n{/* a note */}", '\n\n\n\n\n\n', 1],
  ['It works. {{< cite 4 >}}', 'It works. ', 1],
])('%j has nothing for readers, which a warning says once', (written, text, line) => {
  expect(readTags(written)).toEqual({ text, remarks: [`${line}:1 warning template-tag`] })
})

test('each tag that is left out is named, the same one once', () => {
  const { remarks } = readTags('{{< toc >}}\n\n{{< readfile "a.md" >}}\n\n{{< toc >}}\n\n<Chart data={[1]} />')
  expect(remarks).toEqual(['1:1 warning template-tag', '3:1 warning template-tag', '7:1 warning template-tag'])
})

test.each([
  ['{% image "./a.png", "A falling line" %}', '![A falling line](./a.png)'],
  ['{{< video https://e.org/talk >}}', 'https://e.org/talk'],
  ['{{< pull "Nobody had asked." >}}', 'Nobody had asked.'],
  ['A rise of {{< stat value="2.4x" >}} in a year.', 'A rise of 2.4x in a year.'],
  ['<Ab />\nIn {year}: {frontmatter.title}{" "}and {\'b\'}', '\nIn 2026: T and b'],
  ['<Ab />\n`{year}`, $x_{year}$ and \\{year}', '\n`{year}`, $x_{year}$ and \\{year}'],
  ['In {year}', 'In {year}'],
])('words and values in %j are kept as %j', (written, text) => {
  const before = '---\ntitle: T\n---\n'
  const constant = written.startsWith('<Ab') ? 'export const year = 2026\n' : ''
  expect(
    readTags(`${before}${constant}${written}`)
      .text.split('\n')
      .slice(constant ? 4 : 3)
      .join('\n'),
  ).toBe(text)
})

test('a value of MDX that the file does not name is an error at its place', () => {
  expect(readTags('<Ab />\n\nWe had {posts.length} posts.').remarks).toContain('3:8 error template-tag')
})

test.each([
  ['shortcodes that are not closed', '{{<a '],
  ['shortcodes with quotes that are not closed', '{{<a "'],
  ['Liquid with quotes that are not closed', '{%a "'],
  ['components with values that are not closed', '<Ab a={'],
  ['fences that are not closed', '{% a %}\n```\n'],
  ['tags that are not closed', '{{< a >}} <Ab c="d"> '],
])('half a megabyte of %s takes a moment', (_, piece) => {
  const text = piece.repeat(Math.floor(500_000 / piece.length))
  const start = process.cpuUsage()
  readTags(text)
  const { user, system } = process.cpuUsage(start)
  expect((user + system) / 1_000).toBeLessThan(3_000)
})
