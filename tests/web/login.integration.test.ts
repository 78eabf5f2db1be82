import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WebServerOptions } from '../../src/web/options.ts'
import { startWebServer } from '../../src/web/server.ts'
import { libraryOf } from '../builders.ts'
import { vocabulary } from '../contracts/digest.ts'
import { type DashboardFixture, openDashboardFixture } from './dashboard-fixture.ts'
import { digest } from './digest.ts'
import { type Answer, ask, type Question } from './raw-request.ts'

const password = 'correct horse battery staple'

let dashboard: DashboardFixture
let page: Awaited<ReturnType<typeof startWebServer>>

async function open(options: Partial<WebServerOptions> = {}) {
  await page?.close()
  page = await startWebServer({ port: 0, dashboard, repository: libraryOf(digest), vocabulary, password, ...options })
}

beforeEach(async () => {
  dashboard = await openDashboardFixture()
  await open()
})

afterEach(async () => {
  await page.close()
  await dashboard.close()
})

const cookieOf = ({ headers }: Answer) => headers['set-cookie']?.[0]?.split(';')[0] ?? ''
const tokenIn = ({ body }: Answer) => /name="form-token" value="([^"]+)"/.exec(body)?.[1] ?? ''

/** A browser with one cookie. */
function aVisitor(more: Question['headers'] = {}) {
  let cookie = ''
  const request = async (path: string, question: Question = {}) => {
    const headers = { accept: 'text/html', ...more, ...(cookie && { cookie }), ...question.headers }
    const answer = await ask(page.url, path, { ...question, headers })
    cookie = cookieOf(answer) || cookie
    return answer
  }
  const submit = (path: string, fields: Record<string, string>, headers: Question['headers'] = {}) =>
    request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: page.url, ...headers },
      body: new URLSearchParams(fields).toString(),
    })
  const logIn = async (given = password, headers: Question['headers'] = {}) => {
    const token = tokenIn(await request('/login'))
    return submit('/login', { password: given, 'form-token': token }, headers)
  }
  return { request, submit, logIn, cookie: () => cookie }
}

test.each(['/deliveries', '/preview', '/preview/2026-03-12?layout=thread', '/nowhere'])(
  'a stranger who asks for %s is asked for the password first, and gets there afterwards',
  async (path) => {
    const { request, submit } = aVisitor()
    const away = await request(path)
    expect(away).toMatchObject({ status: 303, body: '' })
    const form = await request(String(away.headers.location))
    expect(form.body).not.toContain('href="/deliveries"')
    const action = /action="(\/login[^"]*)"/.exec(form.body)?.[1] ?? ''
    const inside = await submit(action, { password, 'form-token': tokenIn(form) })
    expect(inside).toMatchObject({ status: 303, headers: { location: path } })
  },
)

test.each(['/deliveries/events', '/metrics', '/readyz'])('%s is refused without a login', async (path) => {
  expect((await ask(page.url, path)).status).toBe(401)
})

test('the cookie is for this site and no script, and changes at the login and the logout', async () => {
  const visitor = aVisitor()
  const form = await visitor.request('/login')
  expect(form.headers['set-cookie']).toEqual([
    expect.stringMatching(/^session=[\w-]{32}; Path=\/; HttpOnly; SameSite=Strict$/),
  ])
  const before = visitor.cookie()
  expect((await visitor.logIn()).headers['set-cookie']).toEqual([expect.stringMatching(/HttpOnly; SameSite=Strict$/)])
  const inside = visitor.cookie()
  expect(inside).not.toBe(before)
  const shown = await visitor.request('/deliveries')
  expect(shown.status).toBe(200)
  await visitor.submit('/logout', { 'form-token': tokenIn(shown) })
  expect(visitor.cookie()).not.toBe(inside)
  expect((await ask(page.url, '/deliveries', { headers: { cookie: inside } })).status).toBe(303)
  expect((await ask(page.url, '/deliveries', { headers: { cookie: before } })).status).toBe(303)
})

test('every form that changes something has the token, and without it nothing happens', async () => {
  const visitor = aVisitor()
  await visitor.logIn()
  const { body } = await visitor.request('/deliveries')
  const forms = body.match(/<form\b[^>]*method="post"[^>]*>\s*<input type="hidden" name="form-token"/g) ?? []
  expect(forms.length).toBe(body.match(/method="post"/g)?.length)
  expect(forms.length).toBeGreaterThan(1)
  for (const token of [undefined, '', 'x', tokenIn(await aVisitor().request('/login'))]) {
    const answer = await visitor.submit('/logout', token === undefined ? {} : { 'form-token': token })
    expect(answer.status).toBe(403)
  }
  expect((await visitor.request('/deliveries')).status).toBe(200)
  const ofPage = tokenIn(await visitor.request('/deliveries'))
  expect((await visitor.submit('/logout', { 'form-token': ofPage }, { origin: 'https://evil.example' })).status).toBe(
    403,
  )
  expect((await visitor.submit('/theme', { theme: 'dark' }, { 'x-form-token': ofPage })).status).toBe(303)
})

test('a wrong password says so; the sixth attempt from an address has to wait, also with the right one', async () => {
  const visitor = aVisitor()
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const answer = await visitor.logIn(`wrong ${attempt}`)
    expect(answer.status).toBe(401)
    expect(answer.body).toContain('That is not the password.')
  }
  const answer = await visitor.logIn()
  expect(answer.status).toBe(429)
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(800)
  expect((await visitor.request('/deliveries')).status).toBe(303)
})

test('a login from an address forgets the attempts that were mistyped', async () => {
  for (let round = 0; round < 3; round += 1) {
    for (let attempt = 0; attempt < 4; attempt += 1) await aVisitor().logIn('wrong')
    expect((await aVisitor().logIn()).status).toBe(303)
  }
})

test.each(['//evil.example', '/\\evil.example', 'https://evil.example/', '/x/..//evil.example', 'javascript:alert(1)'])(
  'the login leads to no other site: %s',
  async (to) => {
    const visitor = aVisitor()
    await visitor.logIn()
    const { headers } = await visitor.request(`/login?to=${encodeURIComponent(to)}`)
    expect(new URL(String(headers.location), page.url).host).toBe(new URL(page.url).host)
  },
)

const forwarded = {
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-host': 'digest.example.org',
  'x-forwarded-proto': 'https',
}

test('behind a trusted proxy the page has the public name, and its cookie is for HTTPS only', async () => {
  await open({ trustedProxies: ['10.0.0.0/8', '127.0.0.0/8'] })
  const visitor = aVisitor(forwarded)
  const inside = await visitor.logIn(password, { origin: 'https://digest.example.org' })
  expect(inside.status).toBe(303)
  expect(inside.headers['set-cookie']).toEqual([
    expect.stringMatching(/^__Host-session=[\w-]{32}; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
  ])
  expect((await visitor.request('/deliveries')).status).toBe(200)
  expect((await visitor.logIn(password, { origin: 'https://evil.example' })).status).toBe(403)
})

test('attempts through a proxy count for the address that the proxy names, not for one that the visitor made up', async () => {
  await open({ trustedProxies: ['127.0.0.1'] })
  const origin = { origin: 'https://digest.example.org' }
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const made = aVisitor({
      ...forwarded,
      'x-forwarded-for': `198.51.100.${attempt}, 203.0.113.9${attempt % 2 === 0 ? '' : ':50412'}`,
    })
    expect((await made.logIn('wrong', origin)).status).toBe(401)
  }
  expect((await aVisitor(forwarded).logIn(password, origin)).status).toBe(429)
  const other = aVisitor({ ...forwarded, 'x-forwarded-for': '203.0.113.10' })
  expect((await other.logIn(password, origin)).status).toBe(303)
})

test('without a trusted proxy, what claims to be forwarded is not believed', async () => {
  for (const trustedProxies of [[], ['10.0.0.0/8', '::1']]) {
    await open({ trustedProxies })
    const { headers } = await aVisitor(forwarded).request('/login')
    expect(headers['set-cookie']).toEqual([expect.stringMatching(/^session=.*(?<!Secure.*)$/)])
    const { port } = new URL(page.url)
    expect(
      (await ask(page.url, '/login', { headers: { ...forwarded, host: `digest.example.org:${port}` } })).status,
    ).toBe(403)
  }
})

test('without a password there is no login', async () => {
  await open({ password: undefined })
  expect((await ask(page.url, '/login')).status).toBe(404)
  expect((await ask(page.url, '/deliveries')).body).not.toContain('form-token')
})
