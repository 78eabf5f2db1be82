import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseAtomFeed, parseJsonFeed } from 'feedsmith'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Visibility } from '../../../src/domain/destination.ts'
import type { Digest } from '../../../src/domain/digest.ts'
import { FeedRecordFile } from '../../../src/storage/feed-record-file.ts'
import type { WebServerOptions } from '../../../src/web/options.ts'
import { startWebServer } from '../../../src/web/server.ts'
import { aDestination, aDigest, day, libraryOf, text } from '../../builders.ts'
import { vocabulary } from '../../digests/markdown/digest-fixture.ts'
import { type DashboardFixture, openDashboardFixture } from '../dashboard-fixture.ts'
import { ask } from '../raw-request.ts'

let dashboard: DashboardFixture
let page: Awaited<ReturnType<typeof startWebServer>> | undefined
let digests: Digest[]
let now: number
const file = join(mkdtempSync(join(tmpdir(), 'feeds-')), 'feeds.json')

const visibility = new Map<string, Visibility>([['board', 'where-posted']])

async function get(path: string, options: Partial<WebServerOptions> = {}, headers = {}) {
  await page?.close()
  const repository = libraryOf(...digests)
  page = await startWebServer({
    port: 0,
    dashboard,
    repository,
    vocabulary,
    feeds: {
      repository,
      publications: () => repository.publications(),
      destinations: () => [aDestination({ publication: 'main', at: '08:30', timezone: 'Europe/Berlin' })],
      visibility: (publication) => visibility.get(publication) ?? 'everyone',
      records: new FeedRecordFile(file),
      token: 'feed-secret',
      now: () => now,
    },
    ...options,
  })
  return ask(page.url, path, { headers })
}

beforeEach(async () => {
  dashboard = await openDashboardFixture()
  digests = [
    { ...aDigest('Old <news> & "more"'), title: 'One', date: day('2026-05-04'), url: 'https://example.org/1' },
    { ...aDigest('New'), title: 'Two \u0007 & <b>', date: day('2026-05-05') },
    { ...aDigest('Elsewhere'), publication: 'zh', language: 'zh', date: day('2026-05-04') },
    { ...aDigest('Secret'), publication: 'board', date: day('2026-05-04') },
  ]
  now = Date.parse('2026-05-05T09:00:00Z')
})

afterEach(async () => {
  await page?.close()
  await dashboard.close()
})

test('each publication has an Atom and a JSON feed with the full text', async () => {
  const answer = await get('/feed.xml')
  expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/atom+xml; charset=utf-8' } })
  const { title, entries = [] } = parseAtomFeed(answer.body)
  expect(title?.value).toBe('Morning Post')
  expect(entries.map((entry) => entry.title?.value)).toEqual(['Two  & <b>', 'One'])
  expect(entries[1]).toMatchObject({
    published: '2026-05-04T06:30:00.000Z',
    updated: '2026-05-04T06:30:00.000Z',
    links: [{ href: 'https://example.org/1' }],
    content: { type: 'html', value: expect.stringContaining('Old &lt;news&gt; &amp; &quot;more&quot;') },
  })
  const json = parseJsonFeed((await get('/feed.json')).body)
  expect(json.items?.map(({ id, content_html }) => [id, content_html])).toEqual(
    entries.map(({ id, content }) => [id, content?.value]),
  )
  expect(parseAtomFeed((await get('/zh/feed.xml')).body).entries?.[0]?.title?.value).toBe('Monday')
})

test('a digest appears when its first destination is due', async () => {
  now = Date.parse('2026-05-05T06:29:00Z')
  expect(parseAtomFeed((await get('/feed.xml')).body).entries).toHaveLength(1)
})

test('a correction keeps the id and has a new time, over a restart too', async () => {
  const [before] = parseAtomFeed((await get('/feed.xml')).body).entries ?? []
  digests[1] = { ...aDigest('New, corrected'), title: 'Two', date: day('2026-05-05') }
  now += 60_000
  const [after, other] = parseAtomFeed((await get('/feed.xml')).body).entries ?? []
  expect(after?.id).toBe(before?.id)
  expect(after?.updated).toBe('2026-05-05T09:01:00.000Z')
  now += 60_000
  const later = parseAtomFeed((await get('/feed.xml')).body)
  expect(later.entries).toMatchObject([{ updated: after?.updated }, { updated: other?.updated }])
  expect(later.updated).toBe(after?.updated)
  expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')))).toContain('main/2026-05-05')
})

test('what was withdrawn says so, unless it was never there', async () => {
  await get('/feed.json')
  digests[0] = { ...(digests[0] as Digest), withdrawn: 'The figures were <wrong>.' }
  digests.push({ ...aDigest('Never'), date: day('2026-05-01'), withdrawn: 'A mistake.' })
  const { items = [] } = parseJsonFeed((await get('/feed.json')).body)
  expect(items).toHaveLength(2)
  expect(items[1]?.title).toBe('One (Withdrawn)')
  expect(items[1]?.content_html).toBe(
    '<p><strong>Withdrawn by its author</strong>: The figures were &lt;wrong&gt;.</p>',
  )
})

test('a feed that did not change is not sent again', async () => {
  const { etag } = (await get('/feed.xml')).headers
  expect(await get('/feed.xml', {}, { 'if-none-match': etag })).toMatchObject({ status: 304, body: '' })
})

test('a publication for members, and one that does not exist, have no feed', async () => {
  for (const path of ['/board/feed.xml', '/none/feed.json', '/Main/feed.xml'])
    expect((await get(path)).status, path).toBe(404)
})

test('where the page has a password, a feed needs its token', async () => {
  const options = { password: 'of the page' }
  expect((await get('/feed.xml', options)).status).toBe(401)
  expect((await get('/feed.xml?token=wrong', options)).status).toBe(401)
  expect((await get('/feed.xml?token=feed-secret', options)).status).toBe(200)
  expect((await get('/zh/feed.json?token=feed-secret', options)).status).toBe(200)
  expect((await get('/board/feed.json?token=feed-secret', options)).status).toBe(404)
  expect((await get('/deliveries?token=feed-secret', options)).status).toBe(303)
})

test('a body in the digest is text, never markup', async () => {
  const section = {
    ...(digests[1] as Digest).sections[0],
    body: [{ type: 'paragraph', children: [text('<script>alert(1)</script>')] }],
  }
  digests[1] = { ...(digests[1] as Digest), sections: [section as Digest['sections'][number]] }
  const { body } = await get('/feed.json')
  expect(JSON.parse(body).items[0].content_html).toContain('&lt;script&gt;')
  expect(body).not.toContain('<script>')
})
