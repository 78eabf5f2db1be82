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

test.each([
  ['English', 'Read more: https://e.org/2\n\nSee you on Friday!\n\nBest,\nHenrik'],
  ['Danish', 'Læs mere: https://e.org/2\n\nHav en god weekend!'],
  ['Swedish, right below a text', 'Kort.\nLäs mer: [DN](https://e.org/2)\n\nTrevlig helg!\n/Anna'],
  ['Portuguese, behind a sentence', 'Mais. [Leia mais](https://e.org/2)\n\nAté amanhã,\na equipa'],
])('a greeting without a rule closes the digest, and the last section keeps its source: %s', (_, end) => {
  const { digest } = read(`## One\n\nText.\n\nSource: [A](https://e.org/1)\n\n## Two\n\nText.\n\n${end}\n`)
  expect(digest?.sections[1]?.body).toHaveLength(end.startsWith('K') || end.startsWith('M') ? 2 : 1)
  expect(JSON.stringify(digest?.sections[1]?.source)).toContain('https://e.org/2')
  expect(digest?.prose.map(({ before }) => before)).toEqual(['end'])
})

test.each([
  [
    'other sections go on behind their source',
    'Source: [A](https://e.org/1)\n\nMore.',
    'Source: [B](https://e.org/2)\n\nMore.',
  ],
  ['no other section has a source', 'More.', 'Source: [B](https://e.org/2)\n\nMore.'],
  ['it has a link', 'Source: [A](https://e.org/1)', 'Source: [B](https://e.org/2)\n\nMore [there](https://e.org/3).'],
  ['it is a takeaway', 'Source: [A](https://e.org/1)', 'Source: [B](https://e.org/2)\n\nTL;DR: More.'],
  [
    'it is a remark',
    'Source: [A](https://e.org/1)',
    'Source: [B](https://e.org/2)\n\nCorrection (13 March): not Graz.',
  ],
  ['it is long', 'Source: [A](https://e.org/1)', `Source: [B](https://e.org/2)\n\n${'Word '.repeat(80)}`],
])('a text behind the source belongs to the last section if %s', (_, first, last) => {
  expect(outline(`## One\n\nText.\n\n${first}\n\n## Two\n\nText.\n\n${last}\n`).closing).toEqual([])
})

test.each([
  ['a label', 'Source: [B](https://e.org/2)'],
  ['a link only', '[B](https://e.org/2)'],
])('in the format, a greeting behind %s closes the digest', (_, source) => {
  const first = '## Featured\n\n### 01 One\n\nText.\n\nKey takeaways:\n\n- A\n\n[A](https://e.org/1)\n\n'
  const last = `### 02 Two\n\nText.\n\nKey takeaways:\n\n- B\n\n${source}\n\nSee you tomorrow,\nMaren\n`
  const { digest, problems } = read(`---\nlanguage: en\n---\n\n${first}${last}`)
  expect(digest?.sections.map((section) => section.source)).toMatchObject([
    [{ url: 'https://e.org/1' }],
    [{ url: 'https://e.org/2' }],
  ])
  expect(outline(`${first}${last}`).closing).toEqual(['See you tomorrow, Maren'])
  expect(problems).toEqual([])
  expect(outline(`${first}${last}\n## Also Worth Noting\n\n- A note\n`).closing).toEqual([])
})

test('below a subtitle, a line in bold below a rule is no title like it', () => {
  const contents = '---\n\n**In this issue**\n\n1. First\n2. Second\n\n---\n\n'
  const stories = '#### First\n\nText.\n\n#### Second\n\nText.\n'
  expect(outline(`# Weekly\n\n### A subtitle\n\nHello.\n\n${contents}${stories}`).titles).toEqual([
    'A subtitle > First',
    'A subtitle > Second',
  ])
})

test('a line in capitals between a source and a title belongs to the title', () => {
  const { digest } = read(
    '## One\n\nText.\n\n[Read more](https://e.org/1)\n\n**TOGETHER WITH NORDA**\n\n## Two\n\nText.\n',
  )
  expect(digest?.sections.map(({ source, chapter }) => [source?.length, chapter && plainText(chapter)])).toEqual([
    [1, undefined],
    [undefined, 'TOGETHER WITH NORDA'],
  ])
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
