import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addresses, hostile } from '../hostile.ts'
import { digest } from './digest.ts'
import { openPageFixture, type PageFixture } from './page-fixture.ts'
import { ask, type Question, sendRaw } from './raw-request.ts'

let fixture: PageFixture
const bugs: unknown[] = []

beforeAll(async () => {
  const error = (fields: object) => bugs.push(fields)
  fixture = await openPageFixture({ log: { debug() {}, info() {}, warn() {}, error } })
  await fixture.post('slack', digest)
  await fixture.post('discord', digest)
  // Calls of the page to the app get no answer, because only the page is tested.
  await fixture.hangUp()
})

afterAll(() => fixture?.close())

const word = fc.oneof(
  fc.constantFrom(...hostile, ...addresses),
  fc.constantFrom(
    'C0MORNING01',
    '1100000000000000010',
    '1',
    '2026-03-12',
    'simulator@2026-03-12',
    'there',
    'mp:day',
    '/digest',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
const names = fc.constantFrom(
  ...[
    'channel',
    'text',
    'thread',
    'ts',
    'action',
    'value',
    'focused',
    'command',
    'option.about',
    'message',
    'component',
  ],
  ...['delivery', 'key', 'verdict', 'link', 'theme', 'user', 'view', 'block'],
)
const form = fc
  .array(fc.tuple(fc.oneof(names, word), word), { maxLength: 8 })
  .map((fields) => new URLSearchParams(fields.map(([name, value]) => [name, value])).toString())

const queries = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        'from',
        'month',
        'destination',
        'show',
        'open',
        'confirm',
        'slack',
        'discord',
        'thread',
        'side',
        'layout',
        'before',
        'version',
      ),
      fc.oneof(word, fc.constantFrom('0000-01-01', '9999-12-31', '2026-02', 'slack:1', 'trouble', '@', '@2026-03-12')),
    ),
    { maxLength: 5 },
  )
  .map((fields) => new URLSearchParams(fields).toString())

const clients = ['slack', 'discord'].flatMap((name) =>
  ['say', 'act', 'submit', 'close', 'dismiss', 'typing'].map((action) => `/${name}/${action}`),
)
const path = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      '/',
      '/deliveries',
      '/deliveries/resolve',
      '/preview',
      '/preview/2026-03-12',
      '/theme',
      '/assets/page.js',
      ...clients,
    ),
  },
  { weight: 1, arbitrary: word.map((text) => `/${encodeURIComponent(text.toWellFormed())}`) },
  { weight: 1, arbitrary: word.map((text) => `/preview/${encodeURIComponent(text.toWellFormed())}/2026-03-12`) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 30 }).map((text) => `/${text.replace(/\s/g, '')}`),
  },
)
const headers = fc.record(
  {
    'content-type': fc.constantFrom(
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json',
      '',
    ),
    'x-live': fc.constant('1'),
    cookie: fc.string({ unit: 'grapheme-ascii', maxLength: 30 }).map((text) => `theme=${text}`),
    referer: fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
    'if-none-match': fc.constantFrom('*', '""', '"x"'),
    'last-event-id': fc.string({ unit: 'grapheme-ascii', maxLength: 20 }),
    range: fc.constant('bytes=0-'),
  },
  { requiredKeys: [] },
)
const method = fc.oneof(
  { weight: 3, arbitrary: fc.constant('GET') },
  { weight: 5, arbitrary: fc.constant('POST') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND', 'M-SEARCH'),
  },
)

/** The memory that is still in use after a garbage collection. */
function held(): number {
  setFlagsFromString('--expose_gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

test('whatever is asked, the page answers without an error of its own, and keeps nothing of it', async () => {
  const question = fc.record({ method, headers, body: fc.oneof(form, fc.string({ unit: 'binary', maxLength: 300 })) })
  const property = fc.asyncProperty(path, queries, question, async (where, query, asked) => {
    const question: Question = {
      method: asked.method,
      headers: { ...asked.headers, origin: fixture.url },
      ...(asked.method === 'POST' || asked.method === 'PUT' ? { body: asked.body } : {}),
    }
    const { status } = await ask(fixture.url, `${where}?${query}`, question)
    // 504 is an app that hung up.
    expect(status === 504 ? 200 : status).toBeLessThan(500)
  })
  await fc.assert(property, { numRuns: 200 })
  const before = held()
  await fc.assert(property, { numRuns: 600 })
  expect(held() - before).toBeLessThan(30 * 1024 * 1024)
  expect(bugs).toEqual([])
})

test('bytes that are no request at all are refused', async () => {
  const { host } = new URL(fixture.url)
  const begun = fc.constantFrom(
    '',
    'GET / HTTP/1.1\r\n',
    `GET / HTTP/1.1\r\nhost: ${host}\r\n`,
    'POST /theme HTTP/1.1\r\n',
  )
  const property = fc.asyncProperty(begun, fc.uint8Array({ minLength: 1, maxLength: 200 }), async (start, bytes) => {
    const answer = await sendRaw(fixture.url, Buffer.concat([Buffer.from(start), bytes, Buffer.from('\r\n\r\n\r\n')]))
    expect(answer).toMatch(/^(HTTP\/1.1 [1-4]|$)/)
  })
  await fc.assert(property, { numRuns: 60 })
  expect((await ask(fixture.url, '/deliveries')).status).toBe(200)
  expect(bugs).toEqual([])
})
