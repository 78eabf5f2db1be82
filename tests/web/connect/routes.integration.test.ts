import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type ConnectFixture, openConnectFixture } from './connect-fixture.ts'

async function open(): Promise<ConnectFixture> {
  const fixture = await openConnectFixture()
  onTestFinished(() => fixture.close())
  return fixture
}

async function tokenOf({ url }: ConnectFixture): Promise<string> {
  const page = await (await fetch(`${url}/connect`)).text()
  return /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
}

function send({ url }: ConnectFixture, path: string, fields: Readonly<Record<string, string>>, origin = url) {
  const body = new URLSearchParams(fields)
  return fetch(`${url}/connect${path}`, { method: 'POST', body, headers: { origin }, redirect: 'manual' })
}

async function connectSlack(fixture: ConnectFixture): Promise<string> {
  const token = await tokenOf(fixture)
  const { botToken, appToken } = fixture.slack
  const { status } = await send(fixture, '/tokens', { token, SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken })
  expect(status).toBe(303)
  return token
}

test('the Slack app is created from the manifest, by a link that its page takes', async () => {
  const page = await (await fetch(`${(await open()).url}/connect`)).text()
  const href = /href="(https:\/\/api\.slack\.com\/apps\?[^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const query = new URL(href).searchParams
  expect(query.get('new_app')).toBe('1')
  expect(JSON.parse(query.get('manifest_json') ?? '')).toMatchObject({ settings: { socket_mode_enabled: true } })
})

test('nothing of the page is kept by a browser', async () => {
  const { headers } = await fetch(`${(await open()).url}/connect`)
  expect(headers.get('cache-control')).toBe('no-store')
})

test.each(['/tokens', '/check', '/forget', '/save', '/start'])('%s takes forms of this page only', async (path) => {
  const fixture = await open()
  expect((await send(fixture, path, {})).status).toBe(403)
  expect((await send(fixture, path, { token: 'x'.repeat(32) })).status).toBe(403)
  const token = await tokenOf(fixture)
  expect((await send(fixture, path, { token }, 'https://evil.example')).status).toBe(403)
  expect(fixture.starts).toBe(0)
})

test('where other machines reach the page, no workspace can be connected', async () => {
  const fixture = await openConnectFixture({ host: '0.0.0.0' })
  onTestFinished(() => fixture.close())
  const { port } = new URL(fixture.url)
  expect((await fetch(`http://127.0.0.1:${port}/connect`)).status).toBe(404)
  expect(await (await fetch(`http://127.0.0.1:${port}/preview`)).text()).not.toContain('href="/connect"')
})

test('nothing starts before something was saved', async () => {
  const fixture = await open()
  const token = await connectSlack(fixture)
  expect((await send(fixture, '/start', { token })).headers.get('location')).toBe('/connect')
  expect(fixture.starts).toBe(0)
})

test('what is chosen is written, and no answer holds a token', async () => {
  const fixture = await open()
  const token = await connectSlack(fixture)
  const fields = { token, at: '09:05', timezone: 'Europe/Berlin', language: 'zh', 'channel-slack': 'C0READING01' }
  expect((await send(fixture, '/save', { ...fields, after: 'save' })).status).toBe(303)
  const config = await readFile(join(fixture.home, 'config/morning-post.yaml'), 'utf8')
  expect(config).toContain('channel: "C0READING01"')
  expect(config).toContain('at: "09:05"')
  expect(await readFile(join(fixture.home, '.env'), 'utf8')).toContain(`SLACK_BOT_TOKEN=${fixture.slack.botToken}\n`)
  expect(fixture.slack.state.messages('C0READING01')).toEqual([])
  const page = await (await fetch(`${fixture.url}/connect`)).text()
  for (const secret of [fixture.slack.botToken, fixture.slack.appToken]) expect(page).not.toContain(secret)
})

test.each([
  [{ at: '25:00' }, 'The time must be a time of day such as &quot;08:30&quot;.'],
  [
    { timezone: 'Europe/Berlln' },
    'The time zone must be an IANA time zone such as Europe/Berlin. Did you mean Europe/Berlin?',
  ],
  [{ 'channel-slack': '' }, 'Choose a channel first.'],
])('%o is refused with a sentence, and nothing is written', async (change, sentence) => {
  const fixture = await open()
  const token = await connectSlack(fixture)
  const fields = { token, at: '08:30', timezone: 'UTC', 'channel-slack': 'C0MORNING01', after: 'test', ...change }
  const response = await send(fixture, '/save', fields)
  expect(response.status).toBe(422)
  expect(await response.text()).toContain(sentence)
  expect(existsSync(join(fixture.home, '.env'))).toBe(false)
  expect(fixture.slack.state.messages('C0MORNING01')).toEqual([])
})

test('tokens can be taken back before they are written', async () => {
  const fixture = await open()
  const token = await connectSlack(fixture)
  await send(fixture, '/forget', { token, platform: 'slack' })
  const page = await (await fetch(`${fixture.url}/connect`)).text()
  expect(page).toContain('Create the Slack app')
  expect(page).not.toContain('Accepted')
})

test('the channels need their scopes; without them, an id can be typed', async () => {
  const fixture = await open()
  fixture.slack.scopes.delete('groups:read')
  await connectSlack(fixture)
  const page = await (await fetch(`${fixture.url}/connect`)).text()
  expect(page).toContain('groups:read')
  expect(page).toContain('<input id="channel-slack"')
})
