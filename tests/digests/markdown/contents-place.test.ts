import { expect, test } from 'vitest'
import { blocksText, plainText } from '../../../src/domain/text.ts'
import { read, remarks } from './digest-fixture.ts'

const sections = '## One\n\nFirst.\n\n## Two\n\nSecond.\n'

/** What is posted beside the titles of the sections. */
function textOf(markdown: string): string[] {
  const { digest } = read(markdown)
  const prose = digest?.prose.flatMap(({ title, blocks }) => [plainText(title), blocksText(blocks)]) ?? []
  return [...prose, ...(digest?.sections.map(({ body }) => blocksText(body)) ?? [])].filter(Boolean)
}

test.each([`[[_TOC_]]\n\n${sections}`, `* TOC\n{:toc}\n\n${sections}`])(
  '%j has nothing but its sections for readers',
  (markdown) => {
    expect(textOf(markdown)).toEqual(['First.', 'Second.'])
  },
)

test.each([
  [`**Contents**\n\n- [One](#one)\n- [Two](#two)\n\n${sections}`, ['Contents', 'One', 'Two']],
  [`12 March 2026\n\n${sections}`, ['12 March 2026']],
  [`${sections}\n<p align="right">(<a href="#top">back to top</a>)</p>\n`, ['back to top']],
])('%j loses no word that its author wrote', (markdown, words) => {
  const text = textOf(markdown).join('\n')
  expect(words.filter((each) => !text.includes(each))).toEqual([])
})

test('lines about an e-mail are kept, as an article may have the same words, with a warning', () => {
  const footer =
    'You are receiving this because you signed up.\n\n[Unsubscribe](https://e.org/u) | [Profile](https://e.org/p)\n'
  const head = '[View in browser](https://e.org/v)\n\n# Brief\n\n'
  const markdown = `${head}${sections}\n---\n\n${footer}`
  const words = ['View in browser', 'You are receiving this', 'Unsubscribe', 'Profile']
  const text = textOf(markdown).join('\n')
  expect(words.filter((each) => !text.includes(each))).toEqual([])
  expect(remarks(read(markdown))).toContain('1:1 warning mail-parts')
})

test('a picture inside the file leaves no letters of its own', () => {
  const [section] =
    read('## One\n\nText.\n\n![](data:image/png;base64,iVBORw0KGgo=)\n\n## Two\n\nb\n').digest?.sections ?? []
  expect(section && blocksText(section.body)).toBe('Text.')
})
