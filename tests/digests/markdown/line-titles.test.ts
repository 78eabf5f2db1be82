import { expect, test } from 'vitest'
import { readDigest } from '../../../src/digests/markdown/read-digest.ts'
import { blocksText, plainText } from '../../../src/domain/text.ts'
import { vocabulary } from '../import/pages.ts'

function read(text: string) {
  const file = { file: '2026-03-12.md', publication: 'main', bytes: new TextEncoder().encode(text) }
  const { digest } = readDigest(file, vocabulary)
  if (!digest) throw new Error('nothing was read')
  return digest
}

test.each([
  ['Paper 01: [Training] First', 'Paper 02: Second'],
  ['一、First', '二、Second'],
  ['1\\. First', '2\\. Second'],
  ['(1) First', '(2) Second'],
  ['① First', '② Second'],
  ['01 First', '02 Second'],
])('lines that count from one on are titles: %s', (first, second) => {
  const forms = [`${first}\n\nText.\n\n${second}\n\nMore.\n`, `${first}\nText.\n\n${second}\nMore.\n`]
  for (const form of forms) {
    const { sections } = read(form)
    expect(sections.map(({ number, title, body }) => [Number(number), plainText(title), blocksText(body)])).toEqual([
      [1, 'First', 'Text.'],
      [2, 'Second', 'More.'],
    ])
  }
})

test.each([
  ['■ First', '■ Second'],
  ['◆First', '◆Second'],
  ['【First】', '【Second】'],
])('lines behind the same mark are titles: %s', (first, second) => {
  const { sections, prose } = read(`Hello.\n\n${first}\nText.\n\n${second}\nMore.\n`)
  expect(sections.map(({ title, body }) => [plainText(title), blocksText(body)])).toEqual([
    ['First', 'Text.'],
    ['Second', 'More.'],
  ])
  expect(prose.flatMap(({ blocks }) => blocksText(blocks))).toEqual(['Hello.'])
})

test.each([
  ['lists behind a mark', '● one\n● two\n\nText.\n\n● three\n● four\n\nMore.\n'],
  ['lines that do not begin at one', '2\\. First\n\nText.\n\n3\\. Second\n\nMore.\n'],
  ['sentences', '1\\. A sentence ends here.\n\nText.\n\n2\\. Another one does.\n\nMore.\n'],
  ['a single line', '1\\. First\n\nText.\n\nMore.\n'],
  ['lines without a text', 'Text.\n\n1\\. First\n\n2\\. Second\n'],
  ['cities of two ranks', '一、二线城市\n\nText.\n\n三、四线城市\n\nMore.\n'],
])('%s are no titles', (_, text) => {
  expect(read(text).sections).toEqual([])
})

test('a first heading with a date above chapters of its own level is the title', () => {
  const { title, sections } = read(
    '# The Brief, 12 March 2026\n\n*Edited by Ada*\n\n# Politics\n\n## Vote\n\nPassed.\n\n# Business\n\n## Plant\n\nLate.\n',
  )
  expect(title).toBe('The Brief, 12 March 2026')
  expect(sections.map(({ title: words, chapter }) => [plainText(chapter ?? []), plainText(words)])).toEqual([
    ['Politics', 'Vote'],
    ['Business', 'Plant'],
  ])
})

test.each([
  ['## Branches {#branch .wide}', 'Branches', 'Text.'],
  ['## Branches', 'Branches', '::: {.note}\nText.\n:::'],
  ['## Branches', 'Branches', 'Text.\n{: .lead}'],
  ['## Branches', 'Branches', '[Text](https://e.example/){:target="_blank" rel="x"}.'],
])('attributes and fences of other programs are no text: %s', (heading, title, body) => {
  const { sections } = read(`${heading}\n\n${body}\n\n## Other\n\nMore.\n`)
  expect(plainText(sections[0]?.title ?? [])).toBe(title)
  expect(blocksText(sections[0]?.body ?? [])).toBe('Text.')
})

test.each([
  [':::warning Attention\n\nText.\n\n:::', 'warning: Attention\nText.'],
  [':::note[Read this]\nText.\n:::', 'Read this: Text.'],
  ['::: details Show more\n\nText.\n:::', 'Show more\nText.'],
  ['::: {.callout-tip title="A trick"}\nText.\n:::', 'A trick: Text.'],
  [':::{danger}\nText.\n:::', 'danger: Text.'],
  ['::::{grid} 2\nText.\n::::', 'Text.'],
])('of a fence the title is kept, and that it warns: %s', (body, text) => {
  const { sections } = read(`## One\n\n${body}\n\n## Other\n\nMore.\n`)
  expect(blocksText(sections[0]?.body ?? [])).toBe(text)
})

test.each(['A set {a, b} is {x}.', 'Write `{.class}` there.', 'It says \\{#id}', 'The ratio 3:::1 is odd.'])(
  'other braces and colons stay: %s',
  (body) => {
    const { sections } = read(`## One\n\n${body}\n\n## Other\n\nMore.\n`)
    expect(blocksText(sections[0]?.body ?? [])).toBe(body.replace(/[`\\]/g, ''))
  },
)

test('two blanks behind the box of a task are one', () => {
  const { sections } = read('## One\n\nText.\n\n- [x]  Done\n\n## Other\n\nMore.\n')
  expect(blocksText(sections[0]?.body ?? [])).toMatch(/(?<! )Done/)
  expect(JSON.stringify(sections[0]?.body)).toContain('"Done"')
})

/** The title of a digest, and its sections with their chapters. */
function titlesOf(markdown: string): (string | undefined)[] {
  const digest = read(markdown)
  const sections = digest.sections.map(({ chapter = [], title }) =>
    [plainText(chapter), plainText(title)].filter(Boolean).join(' > '),
  )
  return [digest.title, ...sections]
}

test.each<[string, string, (string | undefined)[]]>([
  [
    'a title in bold above others',
    '**日报**\n\n**一、模型**\n\n甲。\n\n**二、芯片**\n\n乙。\n',
    ['日报', '一、模型', '二、芯片'],
  ],
  [
    'a title in bold with a date, and a greeting',
    '**早报｜3 月 12 日**\n\n早上好。\n\n**一、模型**\n\n甲。\n\n**二、芯片**\n\n乙。\n',
    ['早报｜3 月 12 日', '一、模型', '二、芯片'],
  ],
  [
    'chapters in bold, with titles in bold below',
    '**一、模型**\n\n**甲发布**\n\n甲。\n\n**乙开源**\n\n乙。\n\n**二、芯片**\n\n**丙上市**\n\n丙。\n',
    [undefined, '一、模型 > 甲发布', '一、模型 > 乙开源', '二、芯片 > 丙上市'],
  ],
  [
    'numbered titles, with lines in bold inside their text',
    '**1. One**\n\na\n\n**Background**\n\nb\n\n**2. Two**\n\nc\n\n**Details**\n\nd\n\n**3. Three**\n\ne\n',
    [undefined, 'One', 'Two', 'Three'],
  ],
  [
    'chapters without numbers',
    '**Models**\n\n**One**\n\na\n\n**Two**\n\nb\n\n**Chips**\n\n**Three**\n\nc\n',
    [undefined, 'Models > One', 'Models > Two', 'Chips > Three'],
  ],
  [
    'chapters right above titles',
    '**一、模型**\n**甲发布**\n甲。\n\n**乙开源**\n乙。\n\n**二、芯片**\n**丙上市**\n丙。\n',
    [undefined, '一、模型 > 甲发布', '一、模型 > 乙开源', '二、芯片 > 丙上市'],
  ],
  ['a farewell in bold', '**One**\n\na\n\n**Two**\n\nb\n\n**Until tomorrow**\n', [undefined, 'One', 'Two']],
  ['frames', '== One ==\n\na\n\n== Two ==\n\nb\n', [undefined, 'One', 'Two']],
  ['capitals', 'THE DAILY\n\nTOP STORY\nIt is out.\n\nIN BRIEF\nIt is not.\n', ['THE DAILY', 'TOP STORY', 'IN BRIEF']],
  [
    'lines in bold that end with a colon, below rules',
    '**One:**\n*…small…*\nText.\n\n***\n\n**Two:**\n*…large…*\nText.\n\n***\n\n**Three:**\nText.\n',
    [undefined, 'One:', 'Two:', 'Three:'],
  ],
  [
    'lines in bold below the only heading',
    '# Letter 12\n\n### Welcome, and subscribe\n\nHello.\n\n**One**\n\na\n\n**Two**\n\nb\n',
    ['Letter 12', 'One', 'Two'],
  ],
  [
    'a first line with a date',
    'The Brief, 12 March 2026\n\n## A\n\na\n\n## B\n\nb\n',
    ['The Brief, 12 March 2026', 'A', 'B'],
  ],
  [
    'a heading with the number of an issue',
    '# Letter #12\n\n*By Ada*\n\n* * *\n\n# A\n\na\n\n# B\n\nb\n',
    ['Letter #12', 'A', 'B'],
  ],
  ['a list with labels in bold', 'Text.\n\n**Pros:**\n\n- a\n\n**Cons:**\n\n- b\n', [undefined]],
  ['a statement in capitals', 'IT IS DONE.\n\nText.\n\nAND SO ON.\n\nText.\n', [undefined]],
  ['a first line that is a sentence', 'In 2026 it was out.\n\n## A\n\na\n\n## B\n\nb\n', [undefined, 'A', 'B']],
  ['a line of a date', 'Thursday, March 12, 2026\n\n## A\n\na\n\n## B\n\nb\n', [undefined, 'A', 'B']],
  [
    'an essay with two lines in bold below its second heading',
    '# Essay\n\n## Before\n\nText.\n\n## After\n\n**One**\n\na\n\n**Two**\n\nb\n',
    ['Essay', 'Before', 'After'],
  ],
])('%s: the title and the sections', (_, markdown, titles) => {
  expect(titlesOf(markdown)).toEqual(titles)
})

test.each(['One\n:   The first.\n\nTwo\n:   The second.\n', 'One\n\n: The first.\n\nTwo\n\n: The second.\n'])(
  'terms with definitions are titles with texts: %j',
  (markdown) => {
    expect(read(markdown).sections.map(({ title, body }) => [plainText(title), blocksText(body)])).toEqual([
      ['One', 'The first.'],
      ['Two', 'The second.'],
    ])
  },
)

test('a term may have several definitions, and a time or a ratio is not one', () => {
  const [one, two] = read('One\n: First.\n: Second.\n\nTwo\n: A ratio of 3 : 4\n').sections
  expect([one, two].map((section) => section && blocksText(section.body))).toEqual([
    'First.\nSecond.',
    'A ratio of 3 : 4',
  ])
  expect(read('At 10 : 30\n:30 is late.\n').sections).toEqual([])
})

test('lines in italics are titles where there are at least three, and no captions or sentences', () => {
  const titles = (markdown: string) => read(markdown).sections.map(({ title }) => plainText(title))
  const lines = ['*One*\n\nFirst.', '*Two*\nSecond.', '*Three*\n\nThird.']
  expect(titles(lines.join('\n\n'))).toEqual(['One', 'Two', 'Three'])
  expect(titles(lines.slice(0, 2).join('\n\n'))).toEqual([])
  expect(titles('*One.*\n\nFirst.\n\n*Two.*\n\nSecond.\n\n*Three.*\n\nThird.')).toEqual([])
  expect(titles(lines.map((line) => `![A](https://e.org/a.png)\n\n${line}`).join('\n\n'))).toEqual([])
})

test.each([
  ['A\n\n**One**\n\nFirst.\n\n---\n\nWITH NIMBUS\n\n**Two**\n\nSecond.\n\nHARBOR\n\n**Three**\n\nThird.'],
  ['# A\n\n## One\n\nFirst.\n\nWITH NIMBUS\n\n## Two\n\nSecond.\n\nHARBOR\n\n## Three\n\nThird.'],
])('lines in capitals right above titles name what is below them, and nothing else: %j', (markdown) => {
  const sections = read(markdown).sections.map(({ chapter = [], title, body }) =>
    [plainText(chapter), plainText(title), blocksText(body)].filter(Boolean).join(' | '),
  )
  expect(sections).toEqual(['One | First.', 'WITH NIMBUS | Two | Second.', 'HARBOR | Three | Third.'])
})

test.each([
  '**One.** First.\n\n**Two.** Second.\n\n**Three.** Third.',
  '**One** First.\n\n---\n\n**Two** Second.\n\n---\n\n**Three** Third.',
  'Hello.\n\n**One:** [First](https://e.org/1)\n\n**Two:** [Second](https://e.org/2)\n\n**Three:** [Third](https://e.org/3)\n\nBye.',
])('paragraphs that begin with a title in bold are notes: %j', (markdown) => {
  expect(read(markdown).notes?.map(({ title }) => plainText(title).replace(/[.:]$/, ''))).toEqual([
    'One',
    'Two',
    'Three',
  ])
})

test.each([
  '**One.** First.\n\n**Two.** Second.',
  '**Problem:** First.\n\n**Method:** Second.\n\n**Result:** Third.',
  '**Q.** First.\n\n**A.** Second.\n\n**Q.** Third.',
  '**One.** First.\n\nMore.\n\n**Two.** Second.\n\n**Three.** Third.',
])('%j is one text with words in bold', (markdown) => {
  const { notes, sections, prose } = read(markdown)
  expect([notes, sections, prose.length]).toEqual([undefined, [], 1])
})
