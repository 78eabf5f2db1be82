import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { digest } from './digest.ts'
import { openPageFixture, type PageFixture } from './page-fixture.ts'
import { ask, sendRaw } from './raw-request.ts'

let fixture: PageFixture

beforeAll(async () => {
  fixture = await openPageFixture({
    health: {
      live: () => ({ ok: true, reasons: [] }),
      ready: async () => ({ ok: true, reasons: [] }),
      metrics: async () => 'up 1\n',
      metricsType: 'text/plain',
    },
  })
  await fixture.post('slack', digest)
})

afterAll(() => fixture?.close())

const shown = [
  ...['/', '/events', '/deliveries', '/deliveries/events', '/preview', '/preview/2026-03-12', '/nowhere'],
  ...['/preview/main/2026-03-12', '/assets/page.js', '/assets/page.css', '/healthz', '/readyz', '/metrics'],
]
const taken = [
  ...['/theme', '/deliveries/resolve', '/slack/say', '/slack/act', '/slack/submit', '/slack/close', '/slack/dismiss'],
  ...['/slack/typing', '/discord/say', '/discord/act', '/discord/submit', '/discord/close', '/discord/typing'],
]

const asSite = (origin: string) => ({ origin, 'content-type': 'application/x-www-form-urlencoded' })

describe.each([...shown, ...taken])('%s', (path) => {
  const method = taken.includes(path) ? 'POST' : 'GET'
  const status = async (headers: Record<string, string>) => (await ask(fixture.url, path, { method, headers })).status

  test('answers to no name but its own', async () => {
    for (const host of [
      'evil.example',
      'localhost.evil.example:3000',
      '127.0.0.1@evil.example',
      '169.254.169.254',
      '',
    ]) {
      expect(await status({ host, origin: `http://${host}` }), host).toSatisfy((code) => code === 403 || code === 400)
    }
    expect(await sendRaw(fixture.url, `${method} ${path} HTTP/1.1\r\nconnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 400/,
    )
    expect(await sendRaw(fixture.url, `${method} ${path} HTTP/1.0\r\n\r\n`)).toMatch(/^HTTP\/1.1 40[03]/)
  })

  test('answers no other site', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', 'file://', '']) {
      expect(await status(asSite(origin)), origin).toBe(403)
    }
    for (const site of ['cross-site', 'same-site', 'anything']) {
      for (const mode of ['no-cors', 'cors', 'websocket']) {
        expect(await status({ 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': 'image' })).toBe(403)
      }
      const framed = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }
      expect(await status(framed)).toBe(403)
    }
  })

  test('lets nothing run, be framed, be guessed at, or be kept by others', async () => {
    const { headers } = await ask(fixture.url, path, { method, headers: asSite(fixture.url) })
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|data:|\*/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('same-origin')
    expect(headers['cross-origin-resource-policy']).toBe('same-origin')
    expect(headers['access-control-allow-origin']).toBeUndefined()
    // What every Morning Post has alike may be asked for again each time; the rest is kept nowhere.
    expect(headers['cache-control']).toBe(path.startsWith('/assets/') ? 'no-cache' : 'no-store')
  })
})

test('what a page loads is there, with the rules of all its style sheets', async () => {
  const { body: page } = await ask(fixture.url, '/')
  const paths = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path)
  const answers = await Promise.all(paths.map((path) => ask(fixture.url, path)))
  expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200))
  const styles = answers.filter(({ headers }) => headers['content-type']?.startsWith('text/css'))
  for (const selector of ['.brand', '.discord-button', '.composer', '.dialog'])
    expect(styles.map(({ body }) => body).join('')).toContain(selector)
})

test('a form needs to say where it comes from', async () => {
  const body = 'channel=C0MORNING01&text=Anonymous'
  expect((await ask(fixture.url, '/slack/say', { method: 'POST', body })).status).toBe(403)
  expect(fixture.slack.state.messages('C0MORNING01').map(({ text }) => text)).not.toContain('Anonymous')
})

test('a person who follows a link from elsewhere may read the page', async () => {
  const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  expect((await ask(fixture.url, '/deliveries', { headers })).status).toBe(200)
  expect((await ask(fixture.url, '/theme', { method: 'POST', headers })).status).toBe(403)
})

test.each(shown.filter((path) => path !== '/nowhere'))('%s takes GET and HEAD, and says so', async (path) => {
  for (const method of ['PUT', 'DELETE', 'PATCH', 'POST', 'OPTIONS', 'PROPFIND']) {
    const { status, headers } = await ask(fixture.url, path, { method, headers: asSite(fixture.url) })
    expect([method, status, headers.allow]).toEqual([method, 405, 'GET, HEAD'])
  }
  const head = await ask(fixture.url, path, { method: 'HEAD' })
  expect([head.status, head.body]).toEqual([200, ''])
})

test.each(taken)('%s takes POST alone', async (path) => {
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const { status, headers } = await ask(fixture.url, path, { method, headers: asSite(fixture.url) })
    expect([method, status, headers.allow]).toEqual([method, 405, 'POST'])
  }
})

test.each([
  ...['/assets/../page.ts', '/assets/%2e%2e/page.ts', '/assets/..%2fpage.ts', '/assets/..\\page.ts', '/assets/.'],
  ...['/assets/__proto__', '/assets/constructor', '/assets/%00', '/assets/page.js%00', '/../../etc/passwd'],
  ...[
    '//etc/passwd',
    '/preview/..%2f..%2fetc/2026-03-12',
    '/preview/%2e%2e/2026-03-12',
    '/%',
    '/%c0%af',
    '/preview/%ff',
  ],
])('%s leads nowhere', async (path) => {
  const { status, body } = await ask(fixture.url, path)
  expect(status).toSatisfy((code) => code === 404 || code === 400)
  expect(body).not.toMatch(/root:|import /)
})

test('a first line that names another host is not answered', async () => {
  const { host } = new URL(fixture.url)
  const raw = `GET http://evil.example/ HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`
  expect(await sendRaw(fixture.url, raw)).toMatch(/^HTTP\/1.1 40[03]/)
})

test('an address, a header or a form beyond all measure is refused', async () => {
  const { host } = new URL(fixture.url)
  const get = (path: string, header: string) =>
    sendRaw(fixture.url, `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nx: ${header}\r\nconnection: close\r\n\r\n`)
  expect(await get(`/deliveries?from=${'9'.repeat(1e5)}`, '')).toMatch(/^HTTP\/1.1 4/)
  expect(await get('/', 'y'.repeat(1e5))).toMatch(/^HTTP\/1.1 431/)
  const body = `channel=C0MORNING01&text=${'z'.repeat(1e6)}`
  expect((await ask(fixture.url, '/slack/say', { method: 'POST', body, headers: asSite(fixture.url) })).status).toBe(
    413,
  )
  const chunked = { ...asSite(fixture.url), 'transfer-encoding': 'chunked' }
  expect((await ask(fixture.url, '/slack/say', { method: 'POST', body, headers: chunked })).status).toBe(413)
})

describe('who is too slow is hung up on', () => {
  test.concurrent('in the middle of the headers', async ({ expect }) => {
    expect(await sendRaw(fixture.url, 'GET / HTTP/1.1\r\nhost: localhost\r\nx-slow')).toMatch(/^HTTP\/1.1 408/)
  })

  test.concurrent('in the middle of a form', async ({ expect }) => {
    const { host } = new URL(fixture.url)
    const head = `POST /slack/say HTTP/1.1\r\nhost: ${host}\r\norigin: ${fixture.url}\r\ncontent-length: 900\r\n\r\n`
    expect(await sendRaw(fixture.url, `${head}channel=`)).not.toMatch(/^HTTP\/1.1 [235]/)
  })
})

test('uncertain parts are settled from this machine alone', async () => {
  const open = await openPageFixture({ host: '0.0.0.0' })
  const url = `http://127.0.0.1:${new URL(open.url).port}`
  const { status } = await ask(url, '/deliveries/resolve', { method: 'POST', headers: asSite(url) })
  expect(status).toBe(404)
  await open.close()
})
