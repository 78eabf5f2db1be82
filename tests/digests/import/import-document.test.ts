import { expect, test } from 'vitest'
import { importDocument } from '../../../src/digests/import/import-document.ts'
import { type FeedItem, importEntries } from '../../../src/digests/import/import-entries.ts'
import type { Import } from '../../../src/digests/import/import-page.ts'
import { pageKind } from '../../../src/digests/import/page-kind.ts'
import { blocksText, firstLink, plainText } from '../../../src/domain/text.ts'
import { describeProblem } from '../../../src/i18n/problems.ts'
import { day, fixture, vocabulary } from './pages.ts'

const options = { date: day, publication: 'main', vocabulary, file: 'page' }
const read = (page: string) => importDocument(page, options)

/** `Title: text` for each section. */
const sectionsOf = ({ digest }: Import) =>
  digest?.sections.map(({ title, body }) => `${plainText(title)}: ${blocksText(body)}`)
const errorsOf = ({ problems, digest }: Import) => {
  expect(digest).toBeUndefined()
  return problems.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)
}

const sentence = (words: string) =>
  `${words} is worth a sentence that is long enough to be read as a text by its readers, and then some more of it.`
const story = (title: string) => `<h2>${title}</h2><p>${sentence(title)}</p>`
const site = (content: string, more = '') => `<!doctype html><html lang="en"><head>
  <title>Issue 12 | Some Weekly</title><meta property="og:site_name" content="Some Weekly">
  <link rel="canonical" href="https://example.org/12"></head><body>
  <div class="menu"><ul><li><a href="/">Home</a></li><li><a href="/about">About</a></li></ul></div>
  <div class="post">${content}</div>${more}
  <div class="sidebar"><h3>Recent</h3><ul><li><a href="/11">Issue 11</a></li></ul></div>
  <footer><p>Copyright by Some Weekly.</p></footer></body></html>`

test.each([
  ['feed', '<?xml version="1.0"?>\n<!-- x -->\n<rss version="2.0"></rss>'],
  ['feed', '<rdf:RDF xmlns:rdf="x"></rdf:RDF>'],
  ['feed', '{"version": "https://jsonfeed.org/version/1.1", "items": []}'],
  ['html', '\uFEFF <!DOCTYPE html><p>x'],
  ['html', '<table><tr><td>x</table>'],
  ['markdown', '---\ntitle: A\n---\n\nText'],
  ['markdown', '+++\ntitle = "A"\n+++\n'],
  ['markdown', 'Text\n\n## A heading\n'],
  ['markdown', '- [A title](https://example.org): words'],
  ['text', 'Featured\n01 Agent A title\n'],
  ['text', '{"version": 1}'],
])('a document is recognized as %s: %j', (kind, page) => {
  expect(pageKind(page)).toBe(kind)
})

test('the sections of any page are cut at its headings, without what belongs to the site', async () => {
  const result = await read(
    site(`<h1>Issue 12</h1><p>Welcome to the issue.</p>${['Bridges', 'Boats', 'Birds'].map(story).join('')}`),
  )
  expect(sectionsOf(result)).toEqual(['Bridges', 'Boats', 'Birds'].map((title) => `${title}: ${sentence(title)}`))
  expect(result.digest).toMatchObject({ title: 'Issue 12', url: 'https://example.org/12', language: 'en' })
  expect(JSON.stringify(result.digest)).toContain('Welcome to the issue.')
  for (const word of ['Recent', 'Copyright', 'About']) expect(JSON.stringify(result.digest)).not.toContain(word)
})

test('an e-mail laid out in tables is read whole, its images shown and its links completed', async () => {
  const row = (content: string) => `<tr><td><table><tr><td>${content}</td></tr></table></td></tr>`
  const image = '<img src="https://example.org/a.png" alt="A chart">'
  const page = `<html><body><table>${row(`<h1>Issue 12</h1>`)}${row(`${story('Bridges')}${image}`)}${row(story('Boats'))}</table></body></html>`
  const result = await read(page)
  expect(sectionsOf(result)).toEqual([`Bridges: ${sentence('Bridges')}\nA chart`, `Boats: ${sentence('Boats')}`])
  expect(result.digest?.sections[0]?.body.at(-1)).toMatchObject({ type: 'image', url: 'https://example.org/a.png' })
})

test('a page whose text is in two places is not decided, unless one of them holds comments', async () => {
  const stories = (...titles: string[]) =>
    titles.map((title) => `<h2>${title}</h2>${`<p>${sentence(title)}</p>`.repeat(4)}`).join('')
  const [shown, left] = [stories('A', 'B', 'C'), stories('D', 'E')]
  expect(errorsOf(await read(site(shown, `<div class="extra">${left}</div>`)))).toEqual(['undecided'])
  const { digest } = await read(site(shown, `<div class="comments">${left}</div>`))
  expect(digest?.sections).toHaveLength(3)
})

test.each([['a few words', '<p>Nothing here.</p>']])('a page with %s is not decided', async (_, content) => {
  expect(errorsOf(await read(site(content)))).toEqual(['undecided'])
})

test('lines in bold are headings where a page has no others', async () => {
  const content = ['A', 'B', 'C'].map((title) => `<p><b>${title}</b></p><p>${sentence(title)}</p>`).join('')
  expect(sectionsOf(await read(site(content)))).toEqual(['A', 'B', 'C'].map((title) => `${title}: ${sentence(title)}`))
})

test('a page with the headings of the vocabulary is read as before', async () => {
  const result = await read(fixture('page.html'))
  expect(result.digest?.sections.map(({ number }) => number)).toEqual(['01', '02'])
})

test('Markdown of any form is read, and an essay is one text', async () => {
  expect(sectionsOf(await read('# Issue\n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n'))).toEqual([
    'One: First.',
    'Two: Second.',
  ])
  const essay = await read(`---\ntitle: An essay\n---\n\n${sentence('This')} ${sentence('That')}\n`)
  expect(essay.digest).toMatchObject({ title: 'An essay', sections: [] })
  expect(blocksText(essay.digest?.prose[0]?.blocks ?? [])).toContain('This is worth')
})

test.each([
  [
    'lines with addresses',
    'Morning links\n\nA bridge sings https://example.org/1\nA boat sinks: https://example.org/2 (again)\n',
  ],
  [
    'paragraphs with addresses',
    'Morning links\n\nA bridge sings\nhttps://example.org/1\n\nA boat sinks: https://example.org/2 (again)\n',
  ],
])('plain notes as %s are notes with a link each', async (_, text) => {
  const { digest } = await read(text)
  expect(digest?.title).toBe('Morning links')
  expect(digest?.notes?.map(({ title }) => [plainText(title), firstLink(title)])).toEqual([
    ['A bridge sings', 'https://example.org/1'],
    ['A boat sinks', 'https://example.org/2'],
  ])
  expect(JSON.stringify(digest)).toContain('(again)')
})

test('links with a line of text each are notes, with a reminder between them', async () => {
  const lines = 'Today\n\na bridge sings https://example.org/1\na boat sinks https://example.org/2\n\nask Ada\n'
  const { digest } = await read(lines)
  expect(digest?.notes?.map(({ title }) => plainText(title))).toEqual(['a bridge sings', 'a boat sinks', 'ask Ada'])
  const letter = `${sentence('One')}\n${sentence('Two')}\n${sentence('Three')}\n`
  expect(errorsOf(await read(`Today\n\nsee https://example.org/1\n\n${letter}`))).not.toEqual([])
})

test('a page that a browser saved has the address of its links', async () => {
  const page =
    '<html><body><main><h1>A</h1><h2>B</h2><p>See <a href="/x">this</a> now.</p><h2>C</h2><p>c</p></main></body></html>'
  const saved = await importDocument(page, { ...options, url: 'https://example.org/12' })
  expect(JSON.stringify(saved.digest?.sections[0]?.body)).toContain('https://example.org/x')
  expect(saved.digest?.url).toBe('https://example.org/12')
})

test('plain notes with bullets are notes', async () => {
  const { digest } = await read('Today\n\n• A bridge sings.\n• A boat sinks.\n')
  expect(digest?.title).toBe('Today')
  expect(digest?.notes?.map(({ title }) => plainText(title))).toEqual(['A bridge sings.', 'A boat sinks.'])
})

test.each([
  ['text without any mark', `${sentence('One')}\n\n${sentence('Two')}\n`],
  ['nothing', '  \n'],
  ['a program', 'const a = 1\nconst b = 2\nexport { a, b }\n'],
])('%s is not decided', async (_, text) => {
  expect(errorsOf(await read(text))).not.toEqual([])
})

const entry = (title: string, publishedAt: string, content: string, more: Partial<FeedItem> = {}): FeedItem => ({
  title,
  url: `https://example.org/${title.toLowerCase()}`,
  content,
  isPlain: false,
  publishedAt: Date.parse(publishedAt),
  ...more,
})

test('the entries of one day of a feed are sections with their sources', async () => {
  const result = await importEntries(
    [
      entry('Old', '2026-03-11T10:00:00Z', '<p>Old.</p>'),
      entry('Bridges', '2026-03-12T10:00:00Z', '<p>They <b>sing</b>.</p><h2>More</h2><p>Loudly.</p>'),
      entry('Boats', '2026-03-12T08:00:00Z', 'They sink.', { isPlain: true }),
    ],
    options,
  )
  expect(sectionsOf(result)).toEqual(['Bridges: They sing.\nMore\nLoudly.', 'Boats: They sink.'])
  expect(result.digest?.sections.map(({ source }) => firstLink(source ?? []))).toEqual([
    'https://example.org/bridges',
    'https://example.org/boats',
  ])
})

test('one entry with a whole issue is read like a page', async () => {
  const issue = ['Bridges', 'Boats', 'Birds']
    .map((title) => story(title).repeat(1))
    .join('')
    .padEnd(1_600)
  const result = await importEntries([entry('Issue', '2026-03-12T10:00:00Z', issue)], options)
  expect(sectionsOf(result)?.map((line) => line.split(':')[0])).toEqual(['Bridges', 'Boats', 'Birds'])
  expect(result.digest).toMatchObject({ title: 'Issue', url: 'https://example.org/issue' })
})

test('the table that an issue is laid out in is no table of data, and one of data stays', async () => {
  const data = '<table><tr><th>Bridge</th><th>Metres</th></tr><tr><td><p>Golden</p></td><td>2737</td></tr></table>'
  const cells = ['Bridges', 'Boats', 'Birds'].map(
    (title) => `<tr><td>${story(title).repeat(1)}${data}</td><td></td></tr>`,
  )
  const issue = `<table>${cells.join('')}</table>`.padEnd(1_600)
  const result = await importEntries([entry('Issue', '2026-03-12T10:00:00Z', issue)], options)
  expect(result.digest?.sections.map(({ title, body }) => [plainText(title), body.map(({ type }) => type)])).toEqual(
    ['Bridges', 'Boats', 'Birds'].map((title) => [title, ['paragraph', 'table']]),
  )
})

test.each([
  ['names its latest days', [entry('Old', '2026-03-10T10:00:00Z', '<p>x</p>')], /2026-03-10/],
  ['says that it has no dates', [{ title: 'A', content: 'x', isPlain: true }], /no dates/],
])('a feed without an entry of the day %s', async (_, entries, message) => {
  const result = await importEntries(entries, options)
  expect(errorsOf(result)).toEqual(['no-entry'])
  expect(result.problems.map((each) => describeProblem(each)).join()).toMatch(message)
})

test.each(['==', '***', '--', '~~~'])('titles between %s begin sections', async (mark) => {
  const title = (words: string) => `${mark} ${words} ${mark}`
  const text = `Hello,\n\n${title('Climate')}\nThe Elbe is low. See https://example.org/elbe\n\n${title('Sport [1]')}\n\nBayern wins.\n`
  const { digest } = await read(text)
  expect(digest?.sections.map(({ title, body }) => [plainText(title), blocksText(body)])).toEqual([
    ['Climate', 'The Elbe is low. See https://example.org/elbe'],
    ['Sport [1]', 'Bayern wins.'],
  ])
})

test('an address within brackets that say more stays where it is', async () => {
  const { digest } = await read(
    '- Ana: ships it (https://example.org/a)\n- Bo: fixes the cache (see https://example.org/b)\n',
  )
  const notes = digest?.notes?.map(({ title, text }) => plainText([...title, ...text]))
  expect(notes).toEqual(['Ana: ships it', 'Bo: fixes the cache (see https://example.org/b)'])
})
