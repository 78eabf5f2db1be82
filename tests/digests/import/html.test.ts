import { expect, test } from 'vitest'
import { plainText } from '../../../src/domain/text.ts'
import { fixture, places, read, wordsOf } from './pages.ts'

const { digest, problems } = read(fixture('page.html'))
const text = (value: string) => ({ type: 'text', value })

test('the parts of an HTML page are known by its headings', () => {
  expect(digest).toMatchObject({
    title: 'What Agents Check',
    language: 'en',
    url: 'https://example.org/daily/2026-03-12.html',
  })
  expect(digest.overview?.map(({ headline }) => plainText(headline))).toEqual([
    'Agents double-check less than they claim.',
    'Long runs hide it.',
  ])
  expect(digest.overview?.[1]?.text).toEqual([text('Nobody reads page 40 & beyond.')])
  expect(digest.sections.map(({ number, tag }) => [number, tag])).toEqual([
    ['01', 'Agent'],
    ['02', 'Training'],
  ])
  expect(digest.observation).toEqual([
    { type: 'paragraph', children: [text('Two groups looked at checking.')] },
    {
      type: 'paragraph',
      children: [text('Neither looked at the '), { type: 'emphasis', children: [text('same')] }, text(' layer.')],
    },
  ])
})

test('styles, code and links survive, and relative addresses become whole', () => {
  const [first] = digest.sections
  expect(first?.title).toEqual([
    text('Do agents check '),
    { type: 'emphasis', children: [text('their own')] },
    text(' work?'),
  ])
  expect(first?.body[0]).toEqual({
    type: 'paragraph',
    children: [
      text('Most agents say they '),
      { type: 'code', value: 'verify()' },
      text('. See '),
      { type: 'link', url: 'https://example.org/logs?run=1&full=1', children: [text('the logs')] },
      text(' or '),
      { type: 'link', url: 'https://example.org/data', children: [{ type: 'strong', children: [text('the data')] }] },
      text('.'),
    ],
  })
  expect(first?.takeaways[0]).toEqual([
    text('A check that cannot fail is '),
    { type: 'strong', children: [text('decoration')] },
  ])
  expect(first?.source).toEqual([
    { type: 'link', url: 'https://example.org/paper', children: [text('Trust, but Verify: What Do Agents Check?')] },
  ])
})

test('lists in lists, listings, quotes and tables stay what they are', () => {
  const item = (value: string, ...inner: object[]) => ({
    children: [{ type: 'paragraph', children: [text(value)] }, ...inner],
  })
  const list = (...items: object[]) => ({ type: 'list', ordered: false, start: 1, items })
  expect(digest.sections[0]?.body.slice(1)).toEqual([
    list(item('Runs', list(item('short'), item('long'))), item('Checks')),
    { type: 'code', language: 'python', value: 'if ok < 1:\n    retry()' },
  ])
  expect(digest.sections[1]?.body).toEqual([
    { type: 'quote', children: [{ type: 'paragraph', children: [text('It fits, if you wait.')] }] },
    {
      type: 'table',
      align: ['left', 'left'],
      header: [[text('Size')], [text('Hours')]],
      rows: [[[text('120 B')], [text('900')]]],
    },
  ])
})

test('notes keep their number, tag, title and link', () => {
  expect(digest.notes).toEqual([
    {
      number: '03',
      tag: 'Training',
      title: [{ type: 'link', url: 'https://example.org/warm', children: [text('Where warm-up goes wrong')] }],
      text: [text('Short schedules over-fit.')],
    },
    { number: '04', tag: 'Retrieval', title: [text('What a re-ranker forgets')], text: [text('Dates, mostly.')] },
  ])
})

test('scripts, styles and the navigation of the site are left out', () => {
  expect(digest.prose).toEqual([])
  expect(wordsOf(digest)).not.toEqual(expect.arrayContaining(['alert']))
  expect(wordsOf(digest)).not.toEqual(expect.arrayContaining(['Archive']))
})

test('what HTML leaves open is reported, with its place', () => {
  expect(problems.map(({ line, column, rule }) => `${line}:${column} ${rule}`)).toEqual(['33:9 undecided-tag'])
})

const item = '<h3>01 Agent Who Asks?</h3><p>Text.</p>'

test('a page without any class is read by its headings and words', () => {
  const page = read(
    `<h2>Featured</h2>${item}<p>Key takeaways:<br>- One<br>- Two</p><p>Source:<br><a href="https://example.org/">S</a></p>`,
  )
  expect(page.digest.sections).toMatchObject([
    { number: '01', tag: 'Agent', takeaways: [[text('One')], [text('Two')]] },
  ])
  expect(page.digest.sections[0]?.source).toEqual([
    { type: 'link', url: 'https://example.org/', children: [text('S')] },
  ])
  expect(page.problems).toEqual([])
})

test('headings that are in no vocabulary open a text of their own', () => {
  const page = read(
    `<h2>Featured</h2>${item}<h2>Jobs</h2><p>We hire.</p><h2>Today's Observation</h2><p>Done.</p><h2>Imprint</h2><p>Us.</p>`,
  )
  expect(page.digest.prose).toEqual([
    { before: 'observation', title: [text('Jobs')], blocks: [{ type: 'paragraph', children: [text('We hire.')] }] },
    { before: 'end', title: [text('Imprint')], blocks: [{ type: 'paragraph', children: [text('Us.')] }] },
  ])
})

test('a table among the notes is kept behind them, with a warning', () => {
  const page = read(
    `<h2>Featured</h2>${item}<h2>Also Worth Noting</h2><ul><li>02 Code What For? Fun.</li></ul><table><tr><td>lost?</td></tr></table>`,
  )
  expect(page.digest.notes).toHaveLength(1)
  expect(page.digest.prose).toMatchObject([{ before: 'end', title: [], blocks: [{ type: 'table' }] }])
  expect(places(page)).toEqual(['1:123 carried-as-prose'])
})

test('an address that leads nowhere is reported, and its text kept', () => {
  const page = read(
    `<h2>Featured</h2>${item}<p>See <a href="/x">this</a>, <a href="#top">that</a> and <a href="javascript:go()">those</a>.</p>`,
  )
  expect(page.digest.sections[0]?.body[1]).toEqual({ type: 'paragraph', children: [text('See this, that and those.')] })
  expect(places(page)).toEqual(['1:64 unusable-link', '1:115 unusable-link'])
})

test('formulas come as their source, images as links', () => {
  const formula =
    '<span class="katex"><math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></semantics></math><span aria-hidden="true">x2</span></span>'
  const page = read(
    `<h2>Featured</h2>${item}<p>Take ${formula}.</p><p><img src="https://example.org/a.png" alt="A curve"><img src="https://example.org/dot.gif"></p>`,
  )
  expect(page.digest.sections[0]?.body.slice(1)).toEqual([
    { type: 'paragraph', children: [text('Take '), { type: 'math', value: 'x^2' }, text('.')] },
    { type: 'paragraph', children: [{ type: 'link', url: 'https://example.org/a.png', children: [text('A curve')] }] },
  ])
})

test('a page whose only article is one of its items is read as a whole', () => {
  const page = `<body><section><h2>Today's Overview</h2><ul><li>Locks hold. They do.</li></ul></section>
    <section><h2>Featured</h2><article><h3>01 Agent Locks hold</h3><p>Text.</p></article></section>
    <section><h2>Today's Observation</h2><p>Nobody looked.</p></section></body>`
  const { digest } = read(page)
  expect([digest.overview?.length, digest.sections.length, digest.observation?.length]).toEqual([1, 1, 1])
})

test('blocks inside a cell keep their words', () => {
  const table = '<table><tr><th>Name</th></tr><tr><td><h4>Kept</h4><p>words</p></td></tr></table>'
  const page = read(`<h2>Featured</h2>${item}${table}`)
  expect(wordsOf(page.digest).join(' ')).toMatch(/Kept\s+words/)
})
