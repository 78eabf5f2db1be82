import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ConfigurationError } from '../../src/domain/errors.ts'
import { mountSimulator } from '../../src/simulator/web/routes.ts'
import { startWebServer } from '../../src/web/server.ts'
import { libraryOf } from '../builders.ts'
import { vocabulary } from '../contracts/digest.ts'
import { openDashboardFixture } from './dashboard-fixture.ts'
import { digest } from './digest.ts'
import { openPageFixture, type PageFixture } from './page-fixture.ts'

let fixture: PageFixture

beforeAll(async () => {
  fixture = await openPageFixture()
  await fixture.post('slack', digest)
})

afterAll(() => fixture?.close())

/** Plain HTTP: `fetch` does not allow a Host of one's own. */
function ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; headers: Record<string, unknown> }>()
  const asked = request(
    fixture.url + path,
    { method: options.method ?? 'GET', headers: options.headers ?? {} },
    (answer) => {
      answer.resume()
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }))
    },
  )
  asked.on('error', reject)
  asked.end(options.body)
  return promise
}

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const said = { method: 'POST', body: 'channel=C0MORNING01&text=Hello' }
const texts = () => fixture.slack.state.messages('C0MORNING01').map(({ text }) => text)

test.each(['evil.example', 'morning-post.evil.example:3000', 'localhost.evil.example', '192.168.0.7'])(
  'the page does not answer to the host "%s"',
  async (host) => {
    expect((await ask('/', { headers: { host } })).status).toBe(403)
  },
)

test('the page answers to localhost and to 127.0.0.1', async () => {
  const { port } = new URL(fixture.url)
  expect((await ask('/', { headers: { host: `localhost:${port}` } })).status).toBe(200)
  expect((await ask('/', { headers: { host: `127.0.0.1:${port}` } })).status).toBe(200)
})

test('a form that another site sends changes nothing', async () => {
  for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }]) {
    expect(
      (await ask('/slack/say', { ...said, headers: { ...form, ...headers } as Record<string, string> })).status,
    ).toBe(403)
  }
  expect(texts()).not.toContain('Hello')
})

test('a form of the page itself is taken', async () => {
  const answer = await ask('/slack/say?slack=C0MORNING01', { ...said, headers: { ...form, origin: fixture.url } })
  expect(answer.status).toBe(303)
  expect(answer.headers.location).toMatch(/^\/\?/)
  expect(texts()).toContain('Hello')
})

test.each([
  ['nothing', 'channel=C0MORNING01&text=+++'],
  ['words in a channel that is not there', 'channel=C0NOWHERE99&text=Hi'],
  ['more than fits', `channel=C0MORNING01&text=${'x'.repeat(4001)}`],
])('the message box does not send %s', async (_, body) => {
  const before = texts().length
  const headers = { ...form, origin: fixture.url }
  expect((await ask('/slack/say', { method: 'POST', body, headers })).status).toBe(422)
  expect(texts()).toHaveLength(before)
})

test('no page may load anything from elsewhere', async () => {
  for (const path of ['/', '/preview', '/preview/2026-03-12', '/nowhere', '/assets/page.js']) {
    const policy = String((await ask(path)).headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  }
})

test.each([
  '/nowhere',
  '/preview/2026-02-30',
  '/preview/2020-01-01',
  '/preview/nobody/2026-03-12',
  '/assets/..%2fpage.ts',
])('%s is a page that says where to go instead', async (path) => {
  const answer = await fetch(fixture.url + path)
  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain('href="/preview"')
})

test('a port that is taken is named, with what to do', async () => {
  const port = Number(new URL(fixture.url).port)
  const library = libraryOf(digest)
  const second = startWebServer({ port, dashboard: await openDashboardFixture(), repository: library, vocabulary })
  await expect(second).rejects.toThrow(ConfigurationError)
  await expect(second).rejects.toThrow(new RegExp(`Port ${port} .* PORT`))
})

test('closing ends the streams of open pages', async () => {
  const library = libraryOf(digest)
  const page = await startWebServer({
    port: 0,
    dashboard: await openDashboardFixture(),
    mountChannels: (app) => mountSimulator(app, { slack: fixture.slack }),
    repository: library,
    vocabulary,
  })
  const events = await fetch(`${page.url}/events`)
  const read = events.text().catch(() => 'cut')
  await page.close()
  expect(await read).toBeDefined()
  await expect(fetch(page.url)).rejects.toThrow()
})

test('without simulated platforms the page begins with the deliveries, and leads nowhere else', async () => {
  const library = libraryOf(digest)
  const page = await startWebServer({
    port: 0,
    dashboard: await openDashboardFixture(),
    repository: library,
    vocabulary,
  })
  const start = await fetch(page.url)
  expect(new URL(start.url).pathname).toBe('/deliveries')
  expect(await start.text()).not.toContain('>Channels<')
  await page.close()
})
