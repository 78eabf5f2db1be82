import { expect, test } from 'vitest'
import { blocksText, plainText } from '../../../src/domain/text.ts'
import { read } from './digest-fixture.ts'

/** Titles of the sections with their chapters, and the words of the texts before and after them. */
function outline(content: string) {
  const { digest } = read(content)
  const textOf = (before: string) =>
    digest?.prose.filter((prose) => prose.before === before).map(({ blocks }) => blocksText(blocks))
  const titles = digest?.sections.map(({ chapter, title }) =>
    [...(chapter ? [plainText(chapter)] : []), plainText(title)].join(' > '),
  )
  return { titles, opening: textOf('overview'), closing: textOf('end') }
}

const two = '## One\n\nText. [Read more](https://e.org/1)\n\n## Two\n\nText. [Read more](https://e.org/2)\n\n'

test('what is below the last rule closes the digest, and the last section keeps its source', () => {
  expect(outline(`${two}---\n\nSee you on Friday.\n`)).toMatchObject({ closing: ['See you on Friday.'] })
  const { digest } = read(`${two}---\n\nSee you on Friday.\n`)
  expect(digest?.sections[1]).toMatchObject({ source: [{ url: 'https://e.org/2' }] })
})

test.each([
  ['a source', '## One\n\nText.\n\n## Two\n\nText.\n\n---\n\nSource: [A](https://e.org)\n'],
  ['takeaways', '## One\n\nText.\n\n## Two\n\nText.\n\n---\n\n**TL;DR:** It works.\n'],
  ['a text after rules in each section', '## One\n\nA.\n\n---\n\nB.\n\n## Two\n\nA.\n\n---\n\nB.\n'],
  ['a long text', `## One\n\nText.\n\n## Two\n\nText.\n\n---\n\n${'Word '.repeat(200)}\n`],
])('%s below a rule belongs to the section', (_, content) => {
  expect(outline(content)).toEqual({ titles: ['One', 'Two'], opening: [], closing: [] })
})

test('a line in bold below a rule is a title like the headings before it', () => {
  const advert = '---\n\n**SPONSORED**\n\n**A dry lake**\n\nTry it.\n\n---\n\n'
  expect(outline(`## One\n\nText.\n\n${advert}## Two\n\nText.\n\n---\n\n**Elsewhere**\n\n- A\n- B\n`)).toEqual({
    titles: ['One', 'SPONSORED > A dry lake', 'Two', 'Elsewhere'],
    opening: [],
    closing: [],
  })
})

test.each(['**It works.**', '**TL;DR**', '**Bold** and more'])('%s below a rule is no title', (line) => {
  expect(outline(`## One\n\nText.\n\n---\n\n${line}\n\nMore.\n\n## Two\n\nText.\n`).titles).toEqual(['One', 'Two'])
})

test('texts with links that only rules set apart are sections', () => {
  const stories =
    '**A chip**\n\nIt came. [a](https://e.org/a)\n\n---\n\nThe court *reversed* it. Publishers may ask again.\n\nhttps://e.org/b\n\n---\n\n' +
    'Weights are open\nThe licence is odd.\nhttps://e.org/c\n\n---\n\nIt is out at e.g. Norda. More at <https://e.org/d>\n'
  expect(outline(`Good morning.\n\n---\n\n${stories}\n---\n\nThat is it.\n`)).toEqual({
    titles: ['A chip', 'The court reversed it.', 'Weights are open', 'It is out at e.g. Norda.'],
    opening: ['Good morning.'],
    closing: ['That is it.'],
  })
})

test('an essay in parts stays one text', () => {
  const part = 'It was late. Nobody came.\n\nThen it rained.'
  expect(outline(`${part}\n\n***\n\n${part}\n\n***\n\n${part}\n\n***\n\n${part}\n`).titles).toEqual([])
})
