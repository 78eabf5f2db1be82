import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Clock } from '../../src/domain/clock.ts'
import { dayMs, hourMs, minuteMs } from '../../src/domain/duration.ts'
import { collectDue } from '../../src/sources/collector.ts'
import { createSources } from '../../src/sources/kinds/index.ts'
import type { SourceSettings } from '../../src/sources/settings.ts'
import type { Store } from '../../src/storage/database.ts'
import { openStore } from '../../src/storage/sqlite/store.ts'
import { silentLog } from '../builders.ts'
import { answer, rss, type SourceServer, startSourceServer } from './source-server.ts'

let server: SourceServer
let store: Store
let now: number
let waits: number[]

beforeEach(async () => {
  server = await startSourceServer()
  store = await openStore(':memory:')
  now = Date.parse('2026-01-05T06:00:00Z')
  waits = []
})

afterEach(async () => {
  await store.close()
  await server[Symbol.asyncDispose]()
})

const clock: Clock = { now: () => now, wait: async (ms) => void waits.push(ms) }
const feed = (path: string, name = 'a'): SourceSettings => ({
  kind: 'feed',
  url: `${server.url}${path}`,
  name,
  every: 30,
  most: 3,
})

/** Fetches what is due. Returns the number of new candidates. */
const collect = (settings: readonly SourceSettings[] = [feed('/feed')], publication = 'main') =>
  collectDue(new Map([[publication, settings.flatMap(createSources)]]), {
    candidates: store.candidates,
    states: store.sourceStates,
    fetch: { allow: [server.host] },
    clock,
    log: silentLog,
  })

const titles = async () => (await store.candidates.list('main', 0)).map(({ title }) => title).sort()
const state = async () => (await store.sourceStates.all())[0]

/** A date of RSS, so long before now. */
const ago = (ms: number) => new Date(now - ms).toUTCString()

test('an entry becomes a candidate with its text, and its link loses what tracks readers', async () => {
  const item = {
    title: 'A &amp;lt; B &lt;b&gt;bold&lt;/b&gt;',
    link: 'https://example.org/a?utm_source=rss&amp;id=7',
    date: ago(hourMs),
    text: '&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;&lt;ul&gt;&lt;li&gt;12&amp;nbsp;%&lt;/li&gt;&lt;/ul&gt;',
  }
  server.on('/feed', answer(rss([item])))
  expect(await collect()).toBe(1)
  expect(await store.candidates.list('main', 0)).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      publication: 'main',
      source: 'feed:a',
      url: 'https://example.org/a?id=7',
      title: 'A < B bold',
      text: 'One & two.\n\n12 %',
      authors: [],
      tags: [],
      publishedAt: now - hourMs,
      firstSeenAt: now,
      signal: 0.5,
      state: 'new',
    },
  ])
})

test('a source is asked again only after its time, with what it said about its version', async () => {
  server.on('/feed', (request, response) => {
    if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end()
    else response.writeHead(200, { etag: '"1"', 'last-modified': 'Mon, 05 Jan 2026 05:00:00 GMT' }).end(rss([]))
  })
  await collect()
  now += 29 * minuteMs
  await collect()
  expect(server.requests).toHaveLength(1)
  now += minuteMs
  await collect()
  now += 30 * minuteMs
  await collect()
  const headers = { 'if-none-match': '"1"', 'if-modified-since': 'Mon, 05 Jan 2026 05:00:00 GMT' }
  expect(server.requests.map((request) => request.headers)).toEqual([
    expect.not.objectContaining({ 'if-none-match': expect.anything() }),
    expect.objectContaining(headers),
    expect.objectContaining(headers),
  ])
  expect(server.requests[0]?.headers['user-agent']).toMatch(/^MorningPost\/\d/)
  // Another address is another source.
  server.on('/other', answer(rss([])))
  await collect([feed('/other')])
  expect(server.paths).toEqual(['/feed', '/feed', '/feed', '/other'])
  expect(server.requests[3]?.headers['if-none-match']).toBeUndefined()
})

test('a new source brings what is recent, not its archive', async () => {
  const dated = Array.from({ length: 60 }, (_, days) => ({
    title: `Day ${days}`,
    link: `https://example.org/${days}`,
    date: ago(days * dayMs + hourMs),
  }))
  const undated = Array.from({ length: 40 }, (_, index) => ({
    title: `Undated ${index}`,
    link: `https://example.org/undated/${index}`,
  }))
  server.on('/feed', answer(rss([...dated, ...undated])))
  expect(await collect()).toBe(7 + 10)
  now += hourMs
  server.on(
    '/feed',
    answer(rss([{ title: 'Late', link: 'https://example.org/late' }, ...dated, ...undated.slice(0, 10)])),
  )
  expect(await collect()).toBe(1)
})

test.each([
  ['other ids', (index: number) => ({ link: `https://example.org/${index}`, guid: 'new' })],
  ['tracking parameters', (index: number) => ({ link: `https://example.org/${index}?utm_campaign=b` })],
  ['https and a slash', (index: number) => ({ link: `https://www.example.org/${index}/` })],
  ['other pages', (index: number) => ({ link: `https://blog.example.net/posts/${index}.html` })],
])('a feed that gives its entries %s adds nothing', async (_, changed) => {
  const items = Array.from({ length: 30 }, (__, index) => ({ title: `Entry ${index}`, date: ago(index * hourMs) }))
  server.on(
    '/feed',
    answer(rss(items.map((item, index) => ({ ...item, link: `http://example.org/${index}`, guid: 'old' })))),
  )
  expect(await collect()).toBe(30)
  now += hourMs
  server.on('/feed', answer(rss(items.map((item, index) => ({ ...item, ...changed(index) })))))
  expect(await collect()).toBe(0)
  expect(await titles()).toHaveLength(30)
})

test('entries without an address are known by title and day', async () => {
  const items = [
    { title: 'One', date: ago(hourMs) },
    { title: 'Two', date: ago(hourMs) },
  ]
  server.on('/feed', answer(rss(items).replace('<title>Feed', '<link>https://example.org/</link><title>Feed')))
  expect(await collect()).toBe(2)
  now += hourMs
  expect(await collect()).toBe(0)
  expect((await store.candidates.list('main', 0)).map(({ url }) => url)).toEqual(Array(2).fill('https://example.org/'))
})

test('what a person decided stays when the entry is fetched again', async () => {
  server.on('/feed', answer(rss([{ title: 'One', link: 'https://example.org/1', date: ago(hourMs) }])))
  await collect()
  const [candidate] = await store.candidates.list('main', 0)
  await store.candidates.setState('main', candidate?.id ?? '', 'dropped')
  now += hourMs
  await collect()
  expect(await store.candidates.list('main', 0)).toEqual([{ ...candidate, state: 'dropped' }])
})

test('a failing source is tried less and less often, and what it asks for is obeyed', async () => {
  server.on('/feed', answer('', {}, 500))
  const pauses: number[] = []
  for (let tries = 0; tries < 7; tries += 1) {
    await collect()
    const { nextAt = 0 } = (await state()) ?? {}
    pauses.push((nextAt - now) / minuteMs)
    now = nextAt
  }
  expect(pauses).toEqual([30, 60, 120, 240, 480, 720, 720])
  expect(await state()).toMatchObject({ failures: 7, problem: { text: '127.0.0.1 answered 500.' } })

  server.on('/feed', answer('', { 'retry-after': String(20 * 3600) }, 429))
  await collect()
  expect(((await state())?.nextAt ?? 0) - now).toBe(20 * hourMs)
  now = (await state())?.nextAt ?? 0
  server.on('/feed', answer('', { 'retry-after': new Date(Date.now() + 30 * dayMs).toUTCString() }, 503))
  await collect()
  expect(((await state())?.nextAt ?? 0) - now).toBe(dayMs)

  now += dayMs
  server.on('/feed', answer(rss([])))
  await collect()
  expect(await state()).toEqual({
    publication: 'main',
    source: 'feed:a',
    address: `${server.url}/feed`,
    failures: 0,
    readAt: now,
    nextAt: now + 30 * minuteMs,
  })
})

test('a host is asked in its pace, and a failing source does not hold the others up', async () => {
  server.on('/b', answer(rss([{ title: 'B', link: 'https://example.org/b' }])))
  server.on('/c', answer('<rss', {}))
  await collect([feed('/missing', 'a'), feed('/c', 'c'), feed('/b', 'b')])
  expect(await titles()).toEqual(['B'])
  expect(waits).toEqual([1000, 1000])
})

test('links to pages of others get the texts of these pages; one that cannot be read stays without', async () => {
  const url = (path: string) => `http://pages.example:${server.host.split(':')[1]}${path}`
  const story = (objectID: string, path: string) => ({
    objectID,
    title: `Story ${objectID}`,
    points: 200,
    url: url(path),
    created_at_i: now / 1000 - 60,
  })
  server.on('/api/v1/search_by_date', answer(JSON.stringify({ hits: [story('1', '/page'), story('2', '/missing')] })))
  server.on(
    '/page',
    answer('<title>T</title><p>The text of the page, which is long enough to be one.</p>', {
      'content-type': 'text/html',
    }),
  )
  const settings: SourceSettings = { kind: 'hackernews', base: server.url, points: 100, words: [], every: 30, most: 3 }
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }]
  await collectDue(new Map([['main', createSources(settings)]]), {
    candidates: store.candidates,
    states: store.sourceStates,
    fetch: { allow: [server.host, 'pages.example'], resolve },
    clock,
    log: silentLog,
  })
  const texts = (await store.candidates.list('main', 0)).map(({ title, text }) => [title, text])
  expect(texts.sort()).toEqual([
    ['Story 1', 'The text of the page, which is long enough to be one.'],
    ['Story 2', ''],
  ])
})

test('candidates that are too old are forgotten', async () => {
  server.on('/feed', answer(rss([{ title: 'One', link: 'https://example.org/1', date: ago(hourMs) }])))
  await collect()
  server.on('/feed', answer(rss([])))
  now += 61 * dayMs
  await collect()
  expect(await titles()).toEqual([])
})
