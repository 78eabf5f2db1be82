import { expect, test } from 'vitest'
import { lintDigest } from '../../../src/digests/lint/lint-digest.ts'
import { plainText } from '../../../src/domain/text.ts'
import { text } from '../../builders.ts'
import { chineseDigest, goodDigest, read, remarks, vocabulary } from './digest-fixture.ts'

test('a digest is read into its parts', () => {
  const { digest } = read(goodDigest)
  expect(digest).toMatchObject({
    publication: 'main',
    date: '2026-03-12',
    title: 'Small models, long memories',
    language: 'en',
    url: 'https://example.org/daily/2026-03-12.html',
    overview: [
      { headline: [text('Small models can plan.')], text: [text('They need a map first.')] },
      { headline: [text('Memory is a budget.')], text: [text('Spending it late pays off.')] },
    ],
    observation: [{ type: 'paragraph', children: [text('Two papers, one thought: wait.')] }],
    prose: [{ before: 'end', title: [text('Thanks')], blocks: [{ type: 'paragraph' }] }],
  })
  expect(digest?.notes).toEqual([
    {
      number: '03',
      tag: 'Safety',
      title: [text('A lock for tools.')],
      text: [
        text('It asks before it opens. '),
        { type: 'link', url: 'https://example.org/lock', children: [text('Paper')] },
      ],
    },
  ])
})

test('a section is read into title, body, takeaways and source', () => {
  expect(read(goodDigest).digest?.sections[0]).toEqual({
    number: '01',
    tag: 'Training',
    title: [text('How small can a planner be?')],
    body: [
      {
        type: 'paragraph',
        children: [
          text('A team trained planners of '),
          { type: 'emphasis', children: [text('four')] },
          text(' sizes.'),
        ],
      },
      { type: 'paragraph', children: [text('The smallest was '), { type: 'code', value: 'tiny' }, text('.')] },
    ],
    takeaways: [[text('Size matters less than the map')], [text('The map must be drawn first')]],
    source: [{ type: 'link', url: 'https://example.org/planner', children: [text('How Small Can a Planner Be?')] }],
  })
})

test('a good digest gives no remarks, in English and in Chinese', () => {
  for (const markdown of [goodDigest, chineseDigest]) {
    const reading = read(markdown)
    expect([...reading.problems, ...lintDigest(reading, vocabulary, [])]).toEqual([])
  }
})

test('a Chinese digest is known by its own headings', () => {
  const { digest } = read(chineseDigest)
  expect(digest?.overview).toEqual([{ headline: [text('小模型也能规划。')], text: [text('前提是先画地图。')] }])
  expect(digest?.sections[0]).toMatchObject({
    tag: '训练优化',
    takeaways: [[text('地图比尺寸重要')], [text('先画地图')]],
    source: [{ type: 'link', url: 'https://example.org/planner' }],
  })
  expect(digest?.notes?.[0]).toMatchObject({ number: '02', tag: '智能体', title: [text('工具锁。')] })
  expect(digest?.observation).toHaveLength(1)
})

test('lines are joined by a blank, but not between Chinese characters', () => {
  const { digest } = read(`${chineseDigest}\n## More\n\nOne\ntwo。\n三\nfour\n`)
  const [body] = digest?.sections[0]?.body ?? []
  expect(body?.type === 'paragraph' && plainText(body.children)).toBe('研究者训练了四种尺寸的规划器，结果出人意料。')
  const [more] = digest?.prose[0]?.blocks ?? []
  expect(more?.type === 'paragraph' && plainText(more.children)).toBe('One two。三 four')
})

test('a byte order mark and the line ends of Windows change nothing', () => {
  const { digest, problems } = read(`\ufeff${goodDigest.replaceAll('\n', '\r\n')}`)
  expect(problems).toEqual([])
  expect(digest).toEqual(read(goodDigest).digest)
})

test('other chapters stand before the chapter that follows them', () => {
  const sponsor = '## Sponsor\n\nA word from nobody.\n\n'
  const places = ["## Today's Overview", '## Featured', '## Also Worth Noting', "## Today's Observation", '## Thanks']
  const befores = places.map((heading) => read(goodDigest.replace(heading, sponsor + heading)).digest?.prose[0]?.before)
  expect(befores).toEqual(['overview', 'featured', 'notes', 'observation', 'end'])
})

test('a chapter without anything in it differs from a chapter that is not there', () => {
  const empty = goodDigest.replace(/- 03 .*\n/, '')
  expect(read(empty).digest?.notes).toEqual([])
  expect(read(empty.replace('## Also Worth Noting', '')).digest).not.toHaveProperty('notes')
})

test('the first heading is the title when the front matter has none, or repeats it', () => {
  const untitled = goodDigest.replace(/title: .*\n/, '').replace('## Today', '# A *title*\n\n## Today')
  expect(read(untitled).digest).toMatchObject({ title: 'A title', prose: [{ before: 'end' }] })
  const repeated = goodDigest.replace('## Today', '# Small Models, Long Memories\n\n## Today')
  expect(read(repeated)).toMatchObject({ digest: { prose: [{ before: 'end' }] }, problems: [] })
})

test('where no language is given, the script of the text says which', () => {
  const languages = [goodDigest, chineseDigest].map((markdown) => read(markdown.replace(/language: .*\n/, '')))
  expect(languages.map(({ digest }) => digest?.language)).toEqual(['en', 'zh'])
  expect(languages.flatMap(({ problems }) => problems.map(({ rule }) => rule))).toEqual([
    'missing-language',
    'missing-language',
  ])
})

test.each([
  ['= Title\n\n== One\n\nSee https://example.org[the paper].\n\n== Two\n\nText.\n', true],
  ['Title\n=====\n\n.. note:: Careful.\n\nOne\n---\n\nText.\n', true],
  ['#+TITLE: Lab\n\n* One\n  Text.\n* Two\n  Text.\n', true],
  ['## One\n\n```\n#+title: Lab\n.. note:: x\n```\n\n## Two\n\nText.\n', false],
])('check says of %j whether it is in another markup', (text, isOther) => {
  expect(remarks(read(text)).includes('1:1 warning other-markup')).toBe(isOther)
})
