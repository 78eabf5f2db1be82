import { expect, test } from 'vitest'
import type { Block, Inline } from '../../../src/domain/digest.ts'
import { blocksOf, read } from './digest-fixture.ts'

/** The words of blocks, with the address of a link behind its words: `Title <https://…> | text`. */
function shown(markdown: string): string {
  return blocksOf(markdown).map(wordsOf).join(' | ')
}

function wordsOf(block: Block): string {
  if (block.type === 'image') return `image ${block.url}`
  return block.type === 'paragraph' || block.type === 'heading' ? block.children.map(styled).join('') : block.type
}

function styled(node: Inline): string {
  if (node.type === 'link') return `${node.children.map(styled).join('')} <${node.url}>`
  if ('children' in node) return node.children.map(styled).join('')
  return node.type === 'break' ? ' / ' : 'value' in node ? node.value : ''
}

const page = 'https://e.org/a'
const icon = '![](https://e.org/icon.png)'

test.each([
  [`[\n\n${icon}\n\nA title\n\nA text.\n\n](${page})`, `A title <${page}> | A text.`],
  [`[\n\n#### A title\n\nA text.\n\n](${page})`, `A title <${page}> | A text.`],
  [`[#### A title\n\nA text.](${page} "A title")`, `A title <${page}> | A text.`],
  [`[A title\n\nA text.](${page})\n\nMore.`, `A title <${page}> | A text. | More.`],
  [`[\n\n![A chart](https://e.org/c.png)\n\n](https://e.org/c.png)`, 'image https://e.org/c.png'],
  [`[${icon}A title${icon}Anna](${page})`, `A title Anna <${page}>`],
  [`<p><a href="${page}"><div>A title</div><div>A text.</div></a></p>`, `A title <${page}> | A text.`],
  [
    `<figure><a href="${page}"><div>A title</div><div><img src="https://e.org/i.png">Anna</div></a></figure>`,
    `A title <${page}> | Anna`,
  ],
  [`<div><a href="${page}"><h4>A title</h4><p>A text.</p></a></div>`, `A title <${page}> | A text.`],
  [`<iframe src="${page}" title="A talk"></iframe>`, `A talk <${page}>`],
  ['[\n\nA stray bracket.\n\nMore.', '[ | A stray bracket. | More.'],
  [`[a note]\n\nOther](${page})`, `[a note] | Other](${page} <${page}>)`],
])('a link around blocks is a link of their title: %j', (markdown, expected) => {
  expect(shown(markdown)).toBe(expected)
})

test('a list of posts whose titles are inside of links is a digest of sections with sources', () => {
  const post = (title: string, url: string) => `[\n\n## ${title}\n\nAbout ${title}.\n\n](${url})\n\n`
  const reading = read(post('One', 'https://e.org/1') + post('Two', '/2'))
  expect(reading.digest?.sections.map(({ source }) => source?.map(styled).join(''))).toEqual([
    'One <https://e.org/1>',
    undefined,
  ])
})
