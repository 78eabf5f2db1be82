import { spawnSync } from 'node:child_process'
import { request } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { ConfigurationError } from '../../src/domain/errors.ts'
import type { HealthChecks } from '../../src/observability/health.ts'
import { startHealthServer } from '../../src/web/health-routes.ts'

let reasons: string[] = []
const verdict = () => ({ ok: reasons.length === 0, reasons })
const health: HealthChecks = {
  live: verdict,
  ready: async () => verdict(),
  metrics: async () => 'up 1\n',
  metricsType: 'text/plain; version=0.0.4; charset=utf-8',
}

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  reasons = []
  for (const close of closing.splice(0)) await close()
})

async function start(host: string): Promise<number> {
  const { url, close } = await startHealthServer(health, host, 0)
  closing.push(close)
  return Number(new URL(url).port)
}

/** Plain HTTP: `fetch` does not allow a Host of one's own. */
function ask(port: number, path: string, headers: Record<string, string> = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; type: string; text: string }>()
  const asked = request({ host: '127.0.0.1', port, path, headers }, (answer) => {
    let text = ''
    answer.setEncoding('utf8').on('data', (more: string) => {
      text += more
    })
    answer.on('end', () =>
      resolve({ status: answer.statusCode ?? 0, type: String(answer.headers['content-type']), text }),
    )
  })
  asked.on('error', reject)
  asked.end()
  return promise
}

test('the health routes report the state of the bot', async () => {
  const port = await start('127.0.0.1')
  expect(await ask(port, '/healthz')).toMatchObject({ status: 200, text: '{"status":"ok","reasons":[]}' })
  expect(await ask(port, '/readyz')).toMatchObject({ status: 200 })
  expect(await ask(port, '/metrics')).toEqual({ status: 200, type: health.metricsType, text: 'up 1\n' })
  reasons = ['Slack is not connected.']
  const said = '{"status":"unavailable","reasons":["Slack is not connected."]}'
  expect(await ask(port, '/readyz')).toMatchObject({ status: 503, text: said })
  expect(await ask(port, '/healthz')).toMatchObject({ status: 503, text: said })
})

test('nothing else is served there', async () => {
  const port = await start('127.0.0.1')
  for (const path of ['/', '/preview', '/deliveries', '/metrics/x']) expect((await ask(port, path)).status).toBe(404)
})

test('under a foreign host name that resolves to this machine, nothing is answered', async () => {
  const port = await start('127.0.0.1')
  for (const host of ['evil.example', `evil.example:${port}`, '10.0.0.5', '0.0.0.0']) {
    expect((await ask(port, '/metrics', { host })).status).toBe(403)
  }
  expect((await ask(port, '/metrics', { host: `localhost:${port}` })).status).toBe(200)
})

test('on every address, any address and local name will do and still no foreign name', async () => {
  const port = await start('0.0.0.0')
  expect((await ask(port, '/metrics', { host: `10.0.0.5:${port}` })).status).toBe(200)
  for (const host of [
    '[fd00::5]',
    'morning-post',
    'nas.local',
    'morning-post.default.svc.cluster.local',
    'post.default.svc',
  ])
    expect((await ask(port, '/metrics', { host: `${host}:${port}` })).status).toBe(200)
  expect((await ask(port, '/metrics', { host: 'evil.example' })).text).toMatch(
    /^This page answers to localhost, IP addresses and local names only\. docs\/operators\.md says/,
  )
  for (const host of [
    'evil.example',
    '10.0.0.5.evil.example',
    'local.evil.example',
    'evil.local.example',
    'evil.example.',
  ]) {
    expect((await ask(port, '/metrics', { host })).status).toBe(403)
  }
})

test('a page of another site gets no answer', async () => {
  const port = await start('127.0.0.1')
  for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
    expect((await ask(port, '/metrics', headers)).status).toBe(403)
  }
})

test('a port that is taken is named with the variable that chooses it', async () => {
  const port = await start('127.0.0.1')
  const second = startHealthServer(health, '127.0.0.1', port)
  await expect(second).rejects.toThrow(ConfigurationError)
  await expect(second).rejects.toThrow(/METRICS_PORT/)
})

test.each(['192.0.2.1', 'host.invalid'])(
  '%s is no address of this machine, and its variable is named',
  async (host) => {
    const started = startHealthServer(health, host, 0)
    await expect(started).rejects.toThrow(ConfigurationError)
    await expect(started).rejects.toThrow(
      new RegExp(`^${host} is no address of this machine \\(E\\w+\\); set METRICS_HOST to one`),
    )
  },
)

const withoutFiles = `
  import { openSync } from 'node:fs'
  import { listen } from ${JSON.stringify(new URL('../../src/web/listen.ts', import.meta.url).href)}
  try {
    for (;;) openSync('/dev/null', 'r')
  } catch {}
  await listen(async () => {}, '127.0.0.1', 0).catch(({ message }) => process.stdout.write(message))
`

test('that too many files are open is not taken for a wrong address', () => {
  const program = ['-c', 'ulimit -n 64; exec "$@"', 'sh', process.execPath, '--input-type=module-typescript', '-e']
  const { stdout } = spawnSync('sh', [...program, withoutFiles], { encoding: 'utf8' })
  expect(stdout).toMatch(/^Nothing can listen on port 0, because the bot has too many files open \(EMFILE\); raise/)
})
