import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import { expect, test } from 'vitest'
import { sendWebRequest } from '../../../src/adapters/slack/web-request.ts'

interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly text: string
}

/** Sends one request to a server with this answer; returns what the server received, and the result. */
async function send(answer: Answer, body: Readonly<Record<string, unknown>> = {}) {
  let got: { readonly url?: string | undefined; headers: IncomingHttpHeaders; text: string } | undefined
  const server = createServer(async (request, response) => {
    got = { url: request.url, headers: request.headers, text: await text(request) }
    response.writeHead(answer.status ?? 200, answer.headers)
    response.end(answer.text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const dates: (string | null)[] = []
  const [outcome] = await Promise.allSettled([
    sendWebRequest({
      apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
      token: 'xoxb-1',
      method: 'chat.postMessage',
      body,
      timeoutMs: 60_000,
      onHeaders: (headers) => dates.push(headers.get('date')),
    }),
  ])
  server.closeAllConnections()
  server.close()
  const failure: unknown = outcome.status === 'rejected' ? outcome.reason : undefined
  return { got, dates, answer: outcome.status === 'fulfilled' ? outcome.value : undefined, failure }
}

test('objects of a call are JSON within a form, and what is undefined is left out', async () => {
  const blocks = [{ type: 'divider', words: 'a&b=c 日本' }]
  const call = { channel: 'C1', text: 'half \uD83D of a pair', blocks, thread_ts: undefined, unfurl_links: false }
  const { got, answer, dates } = await send({ text: '{"ok":true,"ts":"1.1"}' }, call)
  expect(answer).toEqual({ ok: true, ts: '1.1' })
  expect(dates).toEqual([expect.stringMatching(/GMT$/)])
  expect(got?.url).toBe('/api/chat.postMessage')
  expect(got?.headers).toMatchObject({
    authorization: 'Bearer xoxb-1',
    'content-type': 'application/x-www-form-urlencoded',
  })
  expect(Object.fromEntries(new URLSearchParams(got?.text))).toEqual({
    channel: 'C1',
    text: 'half \uFFFD of a pair',
    blocks: JSON.stringify(blocks),
    unfurl_links: 'false',
  })
})

test('the scopes that a response names stand beside what it says', async () => {
  const text = '{"ok":true,"response_metadata":{"next_cursor":"c"}}'
  const { answer } = await send({ headers: { 'x-oauth-scopes': ' chat:write, commands' }, text })
  expect(answer).toEqual({ ok: true, response_metadata: { next_cursor: 'c', scopes: ['chat:write', 'commands'] } })
})

test.each([
  { what: 'a refusal', answer: { text: '{"ok":false,"error":"is_archived"}' }, kind: WebAPIPlatformError },
  { what: 'no verdict', answer: { text: '{"ts":"1.1"}' }, kind: WebAPIPlatformError },
  { what: 'the page of a proxy', answer: { text: '<html>' }, kind: WebAPIPlatformError },
  { what: 'JSON that is no object', answer: { text: '"ok"' }, kind: WebAPIPlatformError },
  {
    what: 'a rate limit',
    answer: { status: 429, headers: { 'retry-after': '7' }, text: '' },
    kind: WebAPIRateLimitedError,
  },
  { what: 'a rate limit without a time', answer: { status: 429, text: '' }, kind: WebAPIHTTPError },
  { what: 'another address', answer: { status: 302, headers: { location: '/api/' }, text: '' }, kind: WebAPIHTTPError },
  {
    what: 'an answer that is cut',
    answer: { headers: { 'content-length': '9', connection: 'close' }, text: '{' },
    kind: WebAPIRequestError,
  },
])('$what is an error of the SDK', async ({ answer, kind }) => {
  const { failure } = await send(answer)
  expect(failure).toBeInstanceOf(kind)
  if (failure instanceof WebAPIRateLimitedError) expect(failure.retryAfter).toBe(7)
})
