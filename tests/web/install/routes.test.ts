import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { Ambiguous, CodeUsed, LedgerUnusable, TokenRefused } from '../../../src/domain/errors.ts'
import { InstallLinks } from '../../../src/installations/install-links.ts'
import { deriveKey, parseEncryptionKey } from '../../../src/installations/token-cipher.ts'
import { addInstall } from '../../../src/web/install/routes.ts'
import { anInstallation } from '../../builders.ts'
import { memoryLog } from '../../contracts/adapter-fixture.ts'
import { MemoryInstallations } from '../../installations/memory-installations.ts'

const key = deriveKey(parseEncryptionKey('a1'.repeat(32), 'MORNING_POST_KEY'), 'install links')

/** The two addresses, with a platform that accepts the code `good`. */
function opened() {
  const clock = { now: 1_000_000, address: '203.0.113.7' }
  const log = memoryLog()
  const links = new InstallLinks({ key, store: new MemoryInstallations(), now: () => clock.now })
  const installed: [string, boolean][] = []
  const granted: { missing: readonly string[] } = { missing: [] }
  const app = new Hono()
  const install = async (code: string, isOurs: boolean) => {
    if (code === 'used') throw new CodeUsed('Slack does not accept the code (code_already_used).')
    if (code === 'lost') throw new LedgerUnusable('The PostgreSQL database at db.internal cannot be reached.')
    if (code === 'silent') throw new Ambiguous('Slack', 'no answer')
    if (code !== 'good') throw new TokenRefused('Slack does not accept the code (invalid_code): install the app again.')
    installed.push([code, isOurs])
    return anInstallation({ name: 'Team <One>' })
  }
  const options = {
    title: 'Slack',
    publicHost: 'post.example.org',
    authorizeUrl: () => `https://slack.com/oauth/v2/authorize?state=${links.create()}`,
    useState: (state: string) => links.use(state),
    install,
    nextStep: () => ({
      url: 'https://slack.com/app_redirect?app=A1&team=T1',
      addsWorkspaces: false,
      missingScopes: granted.missing,
    }),
  }
  const readClient = () => ({ address: clock.address, host: 'post.example.org', isSecure: true, isForwarded: true })
  addInstall(app, options, { readClient, log })
  const newState = async () => {
    const { headers } = await app.request('/slack/install')
    return new URL(headers.get('location') ?? '').searchParams.get('state') ?? ''
  }
  const finish = async (query: Record<string, string>) => {
    const answer = await app.request(`/slack/oauth_redirect?${new URLSearchParams(query)}`)
    return { status: answer.status, text: await answer.text() }
  }
  return { app, clock, log, installed, granted, newState, finish }
}

test('the link leads to the platform, and back to a page that says what to do next', async () => {
  const { newState, finish, installed } = opened()
  const { status, text } = await finish({ code: 'good', state: await newState() })
  expect(status).toBe(200)
  expect(text).toContain('Morning Post is installed in <bdi>Team &lt;One&gt;</bdi>')
  expect(text).not.toContain('did not grant')
  expect(text).toContain('href="https://slack.com/app_redirect?app=A1&amp;team=T1"')
  expect(installed).toEqual([['good', true]])
})

test('what was not granted is said, with a link that asks for it', async () => {
  const { newState, finish, granted } = opened()
  granted.missing = ['chat:write', 'commands']
  const { status, text } = await finish({ code: 'good', state: await newState() })
  expect(status).toBe(200)
  expect(text).toContain('(chat:write, commands)')
  expect(text).toContain('<a href="/slack/install">Install it with everything</a>')
})

test('a page that is loaded again does not say that nothing was installed', async () => {
  const { newState, finish } = opened()
  const state = await newState()
  await finish({ code: 'good', state })
  for (const again of [{ code: 'good', state }, { code: 'used' }]) {
    const { status, text } = await finish(again)
    expect(status).toBe(400)
    expect(text).toContain('What was installed with this one stays installed')
    expect(text).not.toContain('was not installed')
  }
})

test('a stranger does not learn where the database is, and the log does', async () => {
  const { newState, finish, log } = opened()
  const { status, text } = await finish({ code: 'lost', state: await newState() })
  expect([status, text]).toEqual([503, expect.stringContaining('cannot store it just now')])
  expect(text).not.toContain('db.internal')
  expect(JSON.stringify(log.lines)).toContain('db.internal')
})

test('each link is different', async () => {
  const { newState } = opened()
  expect(await newState()).not.toBe(await newState())
})

test('an installation that began elsewhere is accepted as such', async () => {
  const { finish, installed } = opened()
  expect((await finish({ code: 'good', state: '' })).status).toBe(200)
  expect((await finish({ code: 'good' })).status).toBe(200)
  expect(installed).toEqual([
    ['good', false],
    ['good', false],
  ])
})

test('a state is good once, for a quarter of an hour, and only as it was given out', async () => {
  const { newState, finish, clock, installed } = opened()
  const used = await newState()
  await finish({ code: 'good', state: used })
  const again = await finish({ code: 'good', state: used })
  expect([again.status, again.text]).toEqual([400, expect.stringContaining('This link was used before')])
  const old = await newState()
  clock.now += 15 * 60_000
  const late = await finish({ code: 'good', state: old })
  expect([late.status, late.text]).toEqual([400, expect.stringContaining('longer than a quarter of an hour')])
  const state = await newState()
  const [nonce = '', until = '', signature = ''] = state.split('.')
  const wrong = [
    'x',
    `${nonce}.${Number(until) + 1}.${signature}`,
    `${nonce}x.${until}.${signature}`,
    `${nonce}.${until}.${signature.slice(1)}`,
    `${nonce}.${until}.`,
    `${state}x`,
  ]
  for (const each of wrong) {
    const { status, text } = await finish({ code: 'good', state: each })
    expect([each, status, text]).toEqual([each, 400, expect.stringContaining('or it was changed')])
    expect(text).toContain('href="/slack/install"')
  }
  expect(installed).toEqual([['good', true]])
})

test('what went wrong is said with what to do, and no code is logged', async () => {
  const { newState, finish, installed, log } = opened()
  const cases: [Record<string, string>, number, string][] = [
    [{ error: 'access_denied', state: await newState() }, 400, 'You did not allow it'],
    [{ error: '<script>', state: '' }, 400, 'stopped the installation (&lt;script&gt;)'],
    [{ state: await newState() }, 400, 'Slack sent no code'],
    [{ code: 'bad-code', state: await newState() }, 400, 'install the app again'],
    [{ code: 'silent', state: await newState() }, 503, 'Slack did not confirm it (no answer). Begin again here'],
  ]
  for (const [query, status, words] of cases) {
    const answer = await finish(query)
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(words)])
    expect(answer.text).toContain('Morning Post was not installed')
  }
  expect(installed).toEqual([])
  expect(JSON.stringify(log.lines)).not.toContain('bad-code')
  expect(log.lines).toHaveLength(cases.length)
})

test('a flood of installations is refused without asking the platform, one address at a time, and logged once', async () => {
  const { app, clock, log, installed, newState, finish } = opened()
  const flood = async (count: number) => {
    for (let each = 0; each < count; each += 1) await finish({ code: 'good' })
  }
  await flood(25)
  expect(installed).toHaveLength(10)
  const refused = await app.request('/slack/oauth_redirect?code=good')
  expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([429, expect.any(Number)])
  expect(await refused.text()).toContain('Wait a minute')
  expect(log.lines).toEqual([
    expect.objectContaining({ fields: { path: '/slack/oauth_redirect', reason: '203.0.113.7' } }),
  ])

  clock.address = '203.0.113.8'
  expect((await finish({ code: 'good', state: await newState() })).status).toBe(200)
  for (let each = 10; each < 30; each += 1) {
    clock.address = `198.51.100.${each}`
    await flood(10)
  }
  expect(installed).toHaveLength(100)
})
