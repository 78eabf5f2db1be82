import { expect, test } from 'vitest'
import type { Block } from '../../../src/domain/digest.ts'
import { blocksText } from '../../../src/domain/text.ts'
import { blocksOf, read, readBody, remarks } from './digest-fixture.ts'

const url = 'https://example.org/a.png'
const other = 'https://example.org/b.png'

/** The blocks of a body in one line each: an image as `[alt] url`. */
function outlineOf(blocks: readonly Block[]): string[] {
  return blocks.map((block) => {
    if (block.type === 'image') return `[${block.alt}] ${block.url}`
    return block.type === 'list' ? `${block.type} from ${block.start}: ${blocksText([block])}` : blocksText([block])
  })
}

const shown = (body: string) => outlineOf(blocksOf(body))

test.each([
  ['on its own', `![A cat](${url})`, [`[A cat] ${url}`]],
  ['by reference', `![A cat][c]\n\n[c]: ${url}`, [`[A cat] ${url}`]],
  ['between two lines', `One\n![A cat](${url})\ntwo`, ['One', `[A cat] ${url}`, 'two']],
  ['behind a hard break', `One\\\n![A cat](${url})`, ['One', `[A cat] ${url}`]],
  ['at the end of a sentence', `A cat sat. ![A cat](${url})`, ['A cat sat.', `[A cat] ${url}`]],
  ['beside another', `![One](${url}) ![Two](${other})`, [`[One] ${url}`, `[Two] ${other}`]],
  ['with a caption behind it', `![A cat](${url}) *A cat, 2024*`, [`[A cat] ${url}`, 'A cat, 2024']],
  ['with a title', `![A cat](${url} "Photo by Ada")`, [`[A cat] ${url}`, 'Photo by Ada']],
  ['in a link', `[![A cat](${url})](https://example.org/cats)`, [`[A cat] ${url}`, 'A cat']],
  ['in a link to itself', `[![A cat](${url})](${url}?w=2000)`, [`[A cat] ${url}`]],
  ['in a quote', `> One\n>\n> ![A cat](${url})\n>\n> two`, ['One', `[A cat] ${url}`, 'two']],
  [
    'in a list',
    `1. One\n   ![A cat](${url})\n2. Two\n3. Three\n`,
    ['list from 1: One', `[A cat] ${url}`, 'list from 2: Two\nThree'],
  ],
  ['as an item of a list', `- ![A cat](${url})\n- two`, [`[A cat] ${url}`, 'list from 1: two']],
  ['with letters outside ASCII', '![A cat](https://example.org/猫.png)', ['[A cat] https://example.org/%E7%8C%AB.png']],
])('an image %s is shown, and every word around it', (_, body, expected) => {
  expect(shown(body)).toEqual(expected)
  expect(readBody(body).problems).toEqual([])
})

test('an image in the middle of a sentence is a link there', () => {
  expect(blocksOf(`Press ![Save](${url}) now`)).toMatchObject([
    { type: 'paragraph', children: [{ value: 'Press ' }, { type: 'link', url }, { value: ' now' }] },
  ])
  expect(readBody(`Press ![Save](${url}) now`).problems).toEqual([])
})

test.each([
  ['http', '![A cat](http://example.org/a.png)', ['9:1 warning image-as-link']],
  ['SVG', '![A cat](https://example.org/a.svg?raw=1)', ['9:1 warning image-as-link']],
  ['a very long address', `![A cat](https://example.org/${'a'.repeat(2048)}.png)`, ['9:1 warning image-as-link']],
  ['data', '![A cat](data:image/png;base64,AAAA)', ['9:1 warning unusable-link']],
  ['a local file', '![A cat](images/cat.png)', ['9:1 warning unusable-link']],
  ['a private host', '![A cat](https://intranet/cat.png)', ['9:1 warning unusable-link']],
])('an image of %s is a link or text, with a warning', (_, body, expected) => {
  expect(shown(body)).toEqual(['A cat'])
  expect(blocksOf(body)).toMatchObject([{ type: 'paragraph' }])
  expect(remarks(readBody(body))).toEqual(expected)
})

test.each([
  ['its title', `![](${url} "A cat at rest")`, ['[A cat at rest]', 'A cat at rest'], 0],
  ['the line in italics below it', `![](${url})\n*A cat at rest*`, ['[A cat at rest]', 'A cat at rest'], 0],
  ['the paragraph in italics below it', `![](${url})\n\n*A cat at rest*`, ['[A cat at rest]', 'A cat at rest'], 0],
  ['the figure’s number and words', `![](${url})\n\nFigure 2: a cat`, ['[Figure 2: a cat]', 'Figure 2: a cat'], 0],
  ['the title of its section', `![](${url})\n\nA cat sat.`, ['[Title]', 'A cat sat.'], 1],
])('without an alternative text it is described by %s', (_, body, expected, warnings) => {
  expect(shown(body).map((line) => line.replace(` ${url}`, ''))).toEqual(expected)
  expect(remarks(readBody(body))).toEqual(Array(warnings).fill('9:1 warning image-without-alt'))
})

test('in a text without a title it is described by the name of its file', () => {
  const { digest } = read(
    `---\nlanguage: en\n---\n\n![](https://example.org/a%20cat.png)\n\n## Featured\n\n### 01 A\n\nText.\n`,
  )
  expect(outlineOf(digest?.prose[0]?.blocks ?? [])).toEqual(['[a cat.png] https://example.org/a%20cat.png'])
})

test('a description too long for a platform is a text as well', () => {
  const words = 'cat '.repeat(200).trim()
  const [image, text] = blocksOf(`![${words}](${url})`)
  expect(image?.type === 'image' && image.alt.length).toBeLessThanOrEqual(500)
  expect(text && blocksText([text])).toBe(words)
})

test.each([
  ['in paragraphs of their own', `![](${url})\n\n![](${other})\n\n*Of B*`, 'Title'],
  [
    'in figures',
    `<figure><img src="${url}"></figure>\n<figure><img src="${other}"><figcaption>Of B</figcaption></figure>`,
    'Title',
  ],
  ['on one line', `![](${url}) ![](${other})\n*Of B*`, 'Of B'],
  ['on two lines', `![](${url})\n![](${other})\n\n*Of B*`, 'Of B'],
  ['in one figure', `<figure><img src="${url}"><img src="${other}"><figcaption>Of B</figcaption></figure>`, 'Of B'],
])('of two images %s, the first is described by its own caption only', (_, body, first) => {
  expect(outlineOf(blocksOf(body))).toEqual([`[${first}] ${url}`, `[Of B] ${other}`, 'Of B'])
})

test.each(['\n\n', '\n'])(
  'a line in italics below an image names the source of the image, not of the section',
  (gap) => {
    const section = (end: string) => readBody(`![](${url})${gap}*Source: Ida*\n\nText.${end}`).digest?.sections[0]
    expect(section('')?.source).toBeUndefined()
    expect(outlineOf(section('')?.body ?? [])).toEqual([`[Source: Ida] ${url}`, 'Source: Ida', 'Text.'])
    expect(section('\n\nSource: [A](https://e.org/a)')?.source).toMatchObject([{ url: 'https://e.org/a' }])
  },
)

test('the caption of a figure in HTML describes an image without words of its own', () => {
  const figure = (alt: string, caption: string) =>
    `<figure><img src="https://e.org/a.png"${alt}><figcaption>${caption}</figcaption></figure>`
  const blocks = blocksOf(`<div>\n  ${figure('', 'The crane')}\n  ${figure(' alt="Boats"', 'Before the fog')}\n</div>`)
  expect(blocks).toMatchObject([
    { type: 'image', alt: 'The crane' },
    { type: 'paragraph', children: [{ type: 'emphasis', children: [{ value: 'The crane' }] }] },
    { type: 'image', alt: 'Boats' },
    { type: 'paragraph', children: [{ type: 'emphasis', children: [{ value: 'Before the fog' }] }] },
  ])
})

test('a picture in the title is no word of it', () => {
  const heading =
    '<h1 align="center">\n  <img src="https://e.org/logo.png" alt="logo"><br>\n  Awesome\n  Queues\n</h1>\n\n'
  expect(read(`${heading}## One\n\nText.\n\n## Two\n\nText.\n`).digest?.title).toBe('Awesome Queues')
  expect(read('# ![A harbour](https://e.org/a.png)\n\n## One\n\nText.\n\n## Two\n\nText.\n').digest?.title).toBe(
    'A harbour',
  )
})
