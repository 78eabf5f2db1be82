import { expect, test } from 'vitest'
import type { Log } from '../../src/domain/log.ts'
import type { HealthStatus } from '../../src/observability/health.ts'
import { HeartbeatUrl } from '../../src/observability/heartbeat-url.ts'

const url = 'https://alarm.example.org/ping/s3cr3t'
const healthy = { ok: true, reasons: [] }

interface Changes {
  readonly address?: string
  readonly ready?: () => HealthStatus
  readonly fetch?: typeof globalThis.fetch
}

/** A heartbeat whose calls and log entries are kept. */
function aHeartbeat({ address = url, ready = () => healthy, fetch = async () => new Response('OK') }: Changes = {}) {
  const calls: string[] = []
  const logged: string[] = []
  const note = (level: string) => (fields: object, message: string) =>
    void logged.push(`${level} ${message} ${JSON.stringify(fields)}`)
  const log: Log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') }
  const clock = { now: 0 }
  const stopping = new AbortController()
  const heartbeat = new HeartbeatUrl({
    url: address,
    ready: async () => ready(),
    log,
    signal: stopping.signal,
    steady: () => clock.now,
    fetch: (address, init) => {
      calls.push(String(address))
      return fetch(address, init)
    },
  })
  const tick = async () => {
    clock.now += 60_000
    heartbeat.tickSucceeded()
    await new Promise(setImmediate)
  }
  return { calls, logged, heartbeat, clock, stopping, tick }
}

test('each healthy tick calls the URL once', async () => {
  const { calls, logged, tick } = aHeartbeat()
  await tick()
  await tick()
  expect(calls).toEqual([url, url])
  expect(logged).toEqual([])
})

test('a name and a password in the address are sent in a header', async () => {
  const sent: unknown[] = []
  const fetch: typeof globalThis.fetch = async (_, init) => {
    sent.push(new Headers(init?.headers).get('authorization'))
    return new Response('OK')
  }
  const { calls, tick } = aHeartbeat({ address: 'https://ops:p%40ss@alarm.example.org/ping', fetch })
  await tick()
  expect([calls, sent]).toEqual([['https://alarm.example.org/ping'], [`Basic ${btoa('ops:p@ss')}`]])
})

test('an unhealthy bot does not call it, and calls it again once it is healthy', async () => {
  let ok = false
  const { calls, tick } = aHeartbeat({ ready: () => ({ ok, reasons: [] }) })
  await tick()
  expect(calls).toEqual([])
  ok = true
  await tick()
  expect(calls).toEqual([url])
})

test('ticks in quick succession cause one call', async () => {
  const { calls, heartbeat, clock, tick } = aHeartbeat()
  await tick()
  clock.now += 9_999
  heartbeat.tickSucceeded()
  await new Promise(setImmediate)
  expect(calls).toHaveLength(1)
})

test('while a call is in flight there is no other, and stopping ends it without a word', async () => {
  const { calls, logged, stopping, tick } = aHeartbeat({
    fetch: (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
      }),
  })
  await tick()
  await tick()
  expect(calls).toHaveLength(1)
  stopping.abort()
  await tick()
  expect({ calls: calls.length, logged }).toEqual({ calls: 1, logged: [] })
})

test('failures are logged once as a warning, then at debug, and never with the address', async () => {
  const failures = [
    async () => new Response('no such check: s3cr3t', { status: 404 }),
    () =>
      Promise.reject(
        new TypeError(`fetch failed: ${url}`, { cause: Object.assign(new Error(url), { code: 'ENOTFOUND' }) }),
      ),
    () => Promise.reject(new DOMException(url, 'TimeoutError')),
    async () => new Response('OK'),
    () => Promise.reject(new TypeError(url)),
  ]
  const { logged, tick } = aHeartbeat({ fetch: () => failures.shift()?.() ?? Promise.reject(new Error(url)) })
  for (let count = 0; count < 5; count += 1) await tick()
  const failed = 'the heartbeat URL could not be called; posting goes on'
  expect(logged).toEqual([
    `warn ${failed} {"reason":"it answered 404"}`,
    `debug ${failed} {"reason":"ENOTFOUND"}`,
    `debug ${failed} {"reason":"no answer within 10 s"}`,
    'info the heartbeat URL can be called again {}',
    `warn ${failed} {"reason":"TypeError"}`,
  ])
})
