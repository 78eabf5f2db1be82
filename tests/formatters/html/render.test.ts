import { expect, test } from 'vitest'
import type { Digest } from '../../../src/domain/digest.ts'
import { plainText } from '../../../src/domain/text.ts'
import { renderHtml } from '../../../src/formatters/html/render.ts'
import { platforms } from '../../../src/platforms/registry.ts'
import { aDigest, aSection, day, text } from '../../builders.ts'
import { goodDigest, read, vocabulary } from '../../digests/markdown/digest-fixture.ts'

test('a digest is written in reading order, with its headings, links and takeaways', () => {
  const digest: Digest = {
    ...aDigest(),
    overview: [{ headline: [text('Plans hold.')], text: [text('A planner & its plan.')] }],
    sections: [
      aSection('A <plan>', {
        tag: 'Agent',
        moreTags: ['Code'],
        body: [
          {
            type: 'paragraph',
            children: [text('It is '), { type: 'strong', children: [text('fast')] }, { type: 'break' }, text('er')],
          },
          {
            type: 'list',
            ordered: true,
            start: 3,
            items: [{ checked: true, children: [{ type: 'paragraph', children: [text('Done')] }] }],
          },
          { type: 'image', url: 'https://example.org/a.png?x=1&y=2', alt: 'A "chart"' },
        ],
        takeaways: [[text('Plans hold')]],
        source: [{ type: 'link', url: 'https://example.org/?a=1&b="2"', children: [text('A paper')] }],
      }),
    ],
  }
  expect(renderHtml(digest)).toBe(
    [
      '<h2>Today’s overview</h2>',
      '<ul>\n<li><strong>Plans hold.</strong> A planner &amp; its plan.</li>\n</ul>',
      '<h2>[Agent] [Code] A &lt;plan&gt;</h2>',
      '<p>It is <strong>fast</strong><br>er</p>',
      '<ol start="3">\n<li>☑ Done</li>\n</ol>',
      '<p><img src="https://example.org/a.png?x=1&amp;y=2" alt="A &quot;chart&quot;"></p>',
      '<h3>Key takeaways</h3>\n<ul>\n<li>Plans hold</li>\n</ul>',
      '<p>Source: <a href="https://example.org/?a=1&amp;b=&quot;2&quot;">A paper</a></p>',
    ].join('\n'),
  )
})

test('no word of a digest is lost', () => {
  const { digest } = read(goodDigest)
  const html = renderHtml(digest as Digest)
  const words = html.replaceAll(/<[^>]*>/g, ' ')
  for (const section of digest?.sections ?? []) {
    for (const piece of [section.title, ...section.takeaways, section.source ?? []])
      for (const word of plainText(piece).split(/[^\p{L}\p{N}]+/u)) expect(words).toContain(word)
  }
})

test('characters that XML cannot hold are left out', () => {
  const digest = { ...aDigest('A\u0000\u000b title\ud800'), date: day('2026-05-04') }
  expect(renderHtml(digest)).toContain('<h2>A title\ufffd</h2>')
})

test.each([
  [', which is short.', ''],
  [': a thing.', ''],
  ['（四）', ''],
  ['.NET is older.', ' '],
  ['— and more', ' '],
])('a title and words that begin with %s are as far apart as they are read', async (words, between) => {
  const digest: Digest = { ...aDigest(), notes: [{ title: [text('One')], text: [text(words)] }] }
  expect(renderHtml(digest)).toContain(`<strong>One</strong>${between}${words}`)
  for (const { name, renderer } of platforms) {
    const parts = await renderer(vocabulary).render(digest, 'sections', 'off')
    const shown = parts.map(({ plain }) => plain)
    expect([name, shown.join('\n')]).toEqual([name, expect.stringContaining(`One${between}${words}`)])
  }
})
