import { expect, test } from 'vitest'
import { FetchFailed } from '../../src/sources/fetch/fetch-failed.ts'
import { readPage } from '../../src/sources/read-page.ts'

const read = (html: string, contentType = 'text/html; charset=utf-8') =>
  readPage({ body: Buffer.from(html), contentType, url: 'https://example.org/a' })
const words = 'A paragraph that is long enough to be one of the text.'

test('a paper is read from what it says about itself', () => {
  const html = `<html><head><title>[2601.00001] Other</title><meta name="citation_title" content="On $k$-NN and \\%">
    <meta name="citation_author" content="Müller, Ann"><meta name="citation_author" content="Li, Bo">
    <meta name="citation_date" content="2026/01/05"><meta name="citation_abstract" content="It is 12\\% faster."></head>
    <body><p>${words}</p></body></html>`
  expect(read(html)).toEqual({
    title: 'On $k$-NN and %',
    text: 'It is 12% faster.',
    authors: ['Müller, Ann', 'Li, Bo'],
    publishedAt: Date.parse('2026/01/05'),
  })
})

test('an article is read without what is around it', () => {
  const html = `<html><head><title>A title | Site</title><meta property="og:description" content="Short."></head><body>
    <nav><p>${words} nav</p></nav><main><header><p>${words} head</p></header><article><h2>Part</h2><p>${words}</p><p>Share</p>
    <ul><li>${words} One</li></ul><script>x()</script><aside><p>${words} aside</p></aside></article></main>
    <footer><p>${words} foot</p></footer></body></html>`
  expect(read(html)).toMatchObject({
    title: 'A title',
    text: `Part\n\n${words}\n\n${words} One`.replaceAll('\\\n', '\n'),
  })
})

test('a page without paragraphs has its description, and one without a title is refused', () => {
  const page = read(
    '<meta property="og:title" content="T &amp; U"><meta name="description" content="About it."><div>x</div>',
  )
  expect(page).toEqual({ title: 'T & U', text: 'About it.', authors: [], publishedAt: undefined })
  expect(read('<h1>Only a heading</h1>').title).toBe('Only a heading')
  expect(() => read('<p>nothing</p>')).toThrow(FetchFailed)
})

test('plain text is read, and other files are refused by their type', () => {
  expect(read('A title\n\nA text.'.replaceAll('\\\n', '\n'), 'text/plain')).toMatchObject({ title: 'A title' })
  expect(() => read('%PDF-1.7', 'application/pdf')).toThrow(
    'example.org answered application/pdf: only web pages are read.',
  )
  expect(() => read('', 'text/plain')).toThrow(FetchFailed)
})

test('a page nested without end is refused with a sentence', () => {
  expect(() => read(`<title>Deep</title>${'<div>'.repeat(50_000)}x`)).toThrow(FetchFailed)
})
