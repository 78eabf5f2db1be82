import { expect, test } from 'vitest'
import { FetchFailed } from '../../../src/sources/fetch/fetch-failed.ts'
import { feedSource } from '../../../src/sources/kinds/feed.ts'

const url = 'https://feeds.example/blog/feed.xml'
const read = async (body: string, contentType = 'application/xml') =>
  feedSource(url).read({ body: Buffer.from(body), contentType, url })
const entries = async (body: string) => (await read(body)).entries.map((entry) => ({ ...entry, text: entry.text() }))
const item = (inner: string) => `<item>${inner}</item>`
const rss = (...items: string[]) => `<rss version="2.0"><channel><title>T</title>${items.join('')}</channel></rss>`
const at = Date.parse('2026-01-05T05:00:00Z')

const one = {
  url: 'https://example.org/1',
  hasOwnUrl: true,
  title: 'One & <T> two',
  authors: ['Ann'],
  tags: ['news'],
  publishedAt: at,
  signal: 0.5,
  text: 'First.\n\nSecond.',
}

test.each([
  [
    'RSS',
    rss(
      item(
        '<title>One &amp;amp; &amp;lt;T&amp;gt; &lt;b&gt;two&lt;/b&gt;</title><link>https://example.org/1</link>' +
          '<description><![CDATA[<p>First.</p><p>Second.</p>]]></description><category>news</category>' +
          '<author>ann@example.org (Ann)</author><pubDate>Mon, 05 Jan 2026 05:00:00 GMT</pubDate>',
      ),
    ),
  ],
  [
    'Atom',
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>One &amp; &lt;T&gt; two</title>
     <link rel="self" href="https://example.org/1.atom"/><link href="https://example.org/1"/><id>tag:1</id>
     <published>2026-01-05T05:00:00Z</published><author><name>Ann</name></author><category term="news"/>
     <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First.</p><p>Second.</p></div></content></entry></feed>`,
  ],
  [
    'RDF',
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
     xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>T</title></channel>
     <item rdf:about="https://example.org/1"><title>One &amp; &amp;lt;T&amp;gt; two</title><link>https://example.org/1</link>
     <dc:date>2026-01-05T05:00:00Z</dc:date><dc:creator>Ann</dc:creator><dc:subject>news</dc:subject>
     <description>&lt;p&gt;First.&lt;/p&gt;&lt;p&gt;Second.&lt;/p&gt;</description></item></rdf:RDF>`,
  ],
  [
    'JSON Feed',
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'T',
      items: [
        {
          id: '1',
          url: 'https://example.org/1',
          title: 'One & <T> two',
          content_html: '<p>First.</p><p>Second.</p>',
          date_published: '2026-01-05T05:00:00Z',
          authors: [{ name: 'Ann' }],
          tags: ['news'],
        },
      ],
    }),
  ],
])('an entry of %s is read whole', async (_, body) => expect(await entries(body)).toEqual([one]))

test('an address comes from the link, else from an id that is one; relative links are resolved', async () => {
  const found = await entries(
    rss(
      item('<title>a</title><link>/a</link>'),
      item('<title>b</title><guid>https://example.org/b</guid>'),
      item('<title>c</title><guid isPermaLink="false">https://example.org/c</guid>'),
      item('<title>d</title><guid>4711</guid>'),
      item('<title>e</title><link>javascript:alert(1)</link>'),
    ),
  )
  expect(found.map(({ url: address, hasOwnUrl }) => [address, hasOwnUrl])).toEqual([
    ['https://feeds.example/a', true],
    ['https://example.org/b', true],
    [url, false],
    [url, false],
    [url, false],
  ])
})

test('a post without a title gets its first words', async () => {
  const text = `&lt;p&gt;${'Many words '.repeat(20)}&lt;/p&gt;`
  const [entry] = await entries(rss(item(`<link>https://example.org/1</link><description>${text}</description>`)))
  expect(entry?.title).toBe(`${'Many words '.repeat(7).trim()}…`)
})

test('entities of the document are not expanded, and nothing outside it is loaded', async () => {
  const laughs = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
    .map((name, index, all) => `<!ENTITY ${name} "${index === 0 ? 'ha' : `&${all[index - 1]};`.repeat(10)}">`)
    .join('')
  const body = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/passwd"><!ENTITY x "]>">${laughs}]>
    ${rss(item('<title>T &i; &secret;</title><link>https://example.org/1</link>'))}`
  expect(await entries(body)).toEqual([expect.objectContaining({ title: 'T &i; &secret;' })])
  expect((await read(body)).problem).toBeUndefined()
  const old =
    '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
  expect(await entries(old + rss(item('<title>a</title><link>https://example.org/a</link>')))).toHaveLength(1)
})

const good = (name: string) => item(`<title>${name}</title><link>https://example.org/${name}</link>`)

test.each([
  ['a tag that is closed by another', rss(good('a'), item('<title>b</titel>'), good('c')), 'ac', '1 of its 3'],
  ['its end missing', rss(good('a'), good('b'), good('c')).slice(0, -45), 'ab', '1 of its 3'],
  ['an entry that is never closed', rss(good('a'), '<item><title>b</title>', good('c')), 'ac', '1 of its 3'],
  ['a broken head', rss(good('a')).replace('<title>T</title>', '<title>T</tilte>'), 'a', 'all its 1'],
  [
    'an ampersand in an entry',
    rss(good('a'), item('<title>b & c</title><link>https://example.org/b</link>')),
    'ab',
    '',
  ],
])('of a feed with %s, the other entries are kept, and the problem is said', async (_, body, kept, said) => {
  const { entries: found, problem: { text: problem } = { text: '' } } = await read(body)
  expect(found.map(({ url: address }) => address.at(-1)).join('')).toBe(kept)
  expect(problem).toContain(said)
  expect(problem === '').toBe(said === '')
})

test.each([
  ['', 'The answer is empty.'],
  ['<!doctype html><html><body>Hello</body></html>', 'a web page'],
  ['{"items": []}', 'no JSON Feed'],
  ['{"version": ', 'no JSON Feed'],
  ['<rss version="2.0"><channel>', 'not well-formed'],
  [`<rss>${'<a>'.repeat(100_000)}`, 'not well-formed'],
  ['just words', 'This is no feed.'],
])('%.40j is refused with a sentence', async (body, message) => {
  await expect(read(body)).rejects.toThrow(FetchFailed)
  await expect(read(body)).rejects.toThrow(message)
})

test('of a long feed the first and the last entries are read, and nesting without end ends', async () => {
  const many = Array.from({ length: 30_000 }, (_, index) => good(`n${index}`))
  const found = await read(rss(...many))
  expect(found.entries).toHaveLength(400)
  expect(found.entries.map(({ title }) => title)).toEqual(expect.arrayContaining(['n0', 'n29999']))
  const deep = `<![CDATA[${'<div>'.repeat(50_000)}deep]]>`
  const [entry] = await entries(
    rss(item(`<title>a</title><link>https://example.org/a</link><description>${deep}</description>`)),
  )
  expect(entry?.title).toBe('a')
})

test('tags of entries inside of texts are text', async () => {
  const text = '<![CDATA[Write <item> and <code></item></code>.]]><!-- <item> -->'
  const found = await entries(
    rss(item(`<title>a</title><link>https://example.org/a</link><description>${text}</description>`)),
  )
  expect(found.map(({ title }) => title)).toEqual(['a'])
})

test('a text is cut at the end of a sentence', async () => {
  const [entry] = await entries(
    rss(item(`<title>a</title><description>${'A sentence of words. '.repeat(3_000)}</description>`)),
  )
  expect(entry?.text.length).toBeLessThanOrEqual(20_000)
  expect(entry?.text).toMatch(/words\.$/)
})

test.each([
  ['Mon, 05 Jan 2026 08:00:00 CEST', '2026-01-05T08:00:00Z'],
  ['Mon, 05 Jan 2026 08:00:00 JST', '2026-01-05T08:00:00Z'],
  ['Mon, 05 Jan 26 08:00:00 +0800', '2026-01-05T00:00:00Z'],
  ['05-Jan-2026 08:00:00 GMT', '2026-01-05T08:00:00Z'],
  ['Mon, 01 Jan 0001 00:00:00 +0000', undefined],
  ['Thu, 01 Jan 1970 00:00:00 GMT', undefined],
  ['Post 5', undefined],
])('the date %j is understood, or none', async (date, expected) => {
  const [entry] = await entries(
    rss(item(`<title>a</title><pubDate>${date}</pubDate><link>https://example.org/a</link>`)),
  )
  expect(entry?.publishedAt).toBe(expected && Date.parse(expected))
})

test('podcasts and videos bring their descriptions, and links start from where the feed says', async () => {
  const episode = item('<title>a</title><link>https://example.org/a</link><itunes:summary>Spoken.</itunes:summary>')
  const podcast = rss(episode).replace('<rss ', '<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" ')
  expect((await entries(podcast))[0]?.text).toBe('Spoken.')
  const video = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"
    xml:base="https://example.org/blog/"><entry xml:base="2026/"><title>a</title><link href="one.html"/>
    <media:group><media:description>Shown.</media:description></media:group></entry></feed>`
  const [entry] = await entries(video)
  expect([entry?.url, entry?.text]).toEqual(['https://example.org/blog/2026/one.html', 'Shown.'])
})

test('a tag with more attributes than any feed has is refused, and a long one is read', async () => {
  const entry = (attributes: string) => rss(`<item ${attributes}><title>A</title><link>${one.url}</link></item>`)
  await expect(read(entry('a="1" '.repeat(2_000)))).rejects.toThrow(FetchFailed)
  expect(await entries(entry(`a="${'1'.repeat(20_000)}"`))).toMatchObject([{ title: 'A' }])
})
