import { expect, test } from 'vitest'
import { blocksText, firstLink, plainText } from '../../../src/domain/text.ts'
import { read as readMarkdown } from './digest-fixture.ts'

function read(markdown: string) {
  const { digest } = readMarkdown(markdown)
  if (!digest) throw new Error('nothing was read')
  return digest
}

test.each([
  ['[**%s**](https://e.org/%s)', '## News\n\n', '## Deep Dives\n\n'],
  ['**[%s](https://e.org/%s)**', '## News\n\nHello.\n\n', '## Deep Dives\n\n'],
])('lines that are a link in bold are the titles of the stories in chapters: %s', (form, one, other) => {
  const story = (name: string) => `${form.replaceAll('%s', name)}\n\nAbout ${name}.\n\n`
  const { title, sections, prose } = read(`# Daily\n\n${one}${story('a')}${story('b')}${other}${story('c')}`)
  expect(title).toBe('Daily')
  expect(sections.map((each) => [plainText(each.chapter ?? []), plainText(each.title), blocksText(each.body)])).toEqual(
    [
      ['News', 'a', 'About a.'],
      ['News', 'b', 'About b.'],
      ['Deep Dives', 'c', 'About c.'],
    ],
  )
  expect(sections.map(({ source }) => firstLink(source ?? []))).toEqual(
    ['a', 'b', 'c'].map((at) => `https://e.org/${at}`),
  )
  expect(prose.map(({ blocks }) => blocksText(blocks))).toEqual(one.includes('Hello') ? ['Hello.'] : [])
})

test('links in bold without a heading are titles too', () => {
  const { sections } = read('[**One**](https://e.org/1)\n\nFirst.\n\n[**Two**](https://e.org/2)\n\nSecond.\n')
  expect(sections.map((each) => [plainText(each.title), firstLink(each.source ?? [])])).toEqual([
    ['One', 'https://e.org/1'],
    ['Two', 'https://e.org/2'],
  ])
})

test.each([
  ['above another heading', '[**Read on**](https://e.org/1)\n\n'],
  ['with words beside it', '[**Read on**](https://e.org/1) in the paper\n\nMore.\n\n'],
])('a link in bold %s is no title', (_, call) => {
  const { sections } = read(['One', 'Two', 'Three'].map((name) => `## ${name}\n\nText.\n\n${call}`).join(''))
  expect(sections.map(({ title }) => plainText(title))).toEqual(['One', 'Two', 'Three'])
})
