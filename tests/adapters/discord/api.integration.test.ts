import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { type DiscordApi, type DiscordSession, openSession } from '../../../src/adapters/discord/api.ts'
import type { Clock } from '../../../src/domain/clock.ts'
import {
  Ambiguous,
  DestinationRefused,
  MessageRefused,
  PlatformBusy,
  PlatformUnreachable,
  RefusedForNow,
  TokenRefused,
} from '../../../src/domain/errors.ts'
import { steadyClock } from '../../../src/lib/clock.ts'
import { hurriedClock, memoryLog } from '../../contracts/adapter-fixture.ts'

/** A server that gives every request the same answer, and counts the requests. */
async function withDiscord(
  answer: RequestListener,
  use: (api: DiscordApi, requests: () => number, address: string, session: DiscordSession) => Promise<void>,
  clock: Clock = steadyClock,
): Promise<void> {
  let requests = 0
  const server = createServer((request, response) => {
    requests += 1
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`
  const session = openSession({ token: 'some.token', apiUrl: address, log: memoryLog(), clock })
  try {
    await use(session.api, () => requests, address, session)
  } finally {
    session.close()
    server.closeAllConnections()
    server.close()
  }
}

const send = (api: DiscordApi) => api.call('POST', '/channels/111222333444555666/messages', { body: { content: 'hi' } })
const json =
  (status: number, body: object, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))

test('after a token was refused, Discord is not asked again', async () => {
  await withDiscord(json(401, { code: 0, message: '401: Unauthorized' }), async (api, requests) => {
    await expect(send(api)).rejects.toThrow(TokenRefused)
    await expect(send(api)).rejects.toThrow(TokenRefused)
    // The message, and the request that checks the token.
    expect(requests()).toBe(2)
  })
})

test('a 401 for one channel, while the token is accepted, stops no call in another', async () => {
  const refused = json(401, { code: 0, message: '401: Unauthorized' })
  const answer: RequestListener = (request, response) =>
    (request.url?.includes('/channels/999') ? refused : json(200, { id: '1' }))(request, response)
  let now = 0
  const clock = { ...hurriedClock, now: () => now }
  const use = async (api: DiscordApi, requests: () => number) => {
    const sendThere = () => api.call('POST', '/channels/999222333444555666/messages', { body: { content: 'hi' } })
    await expect(sendThere()).rejects.toThrow(RefusedForNow)
    // Five attempts to send the message, each followed by a check of the token.
    expect(requests()).toBe(10)
    for (; now < 3_600_000; now += 600_000) await expect(sendThere()).rejects.toThrow(RefusedForNow)
    await expect(sendThere()).rejects.toThrow(DestinationRefused)
    expect(await send(api)).toEqual({ id: '1' })
  }
  await withDiscord(answer, use, clock)
})

test('a 401 that comes while Discord is asked about the token takes it from no other call', async () => {
  const refused = json(401, { code: 0, message: '401: Unauthorized' })
  const [asked, last] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const answer: RequestListener = (request, response) => {
    if (request.headers.authorization !== 'Bot some.token') return refused(request, response)
    if (request.url?.endsWith('/users/@me')) asked.resolve()
    if (request.url?.includes('/channels/998')) return void asked.promise.then(() => refused(request, response))
    if (request.url?.includes('/channels/999')) return refused(request, response)
    return void last.promise.then(() => json(200, { id: '1' })(request, response))
  }
  await withDiscord(answer, async (api) => {
    const sendTo = (channel: string) => api.as('edit').call('POST', `/channels/${channel}222333444555666/messages`)
    const both = [sendTo('999'), sendTo('998').finally(last.resolve)]
    await asked.promise
    setTimeout(last.resolve, 200)
    expect(await Promise.allSettled(both)).toMatchObject([
      { reason: expect.any(RefusedForNow) },
      { reason: expect.any(RefusedForNow) },
    ])
    expect(await send(api)).toEqual({ id: '1' })
  })
})

test('a long rate limit is handed on at once, with its length', async () => {
  const busy = json(429, { retry_after: 40, message: 'slow down', global: false }, { 'Retry-After': '40' })
  await withDiscord(busy, async (api, requests) => {
    const error = await send(api).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(PlatformBusy)
    expect((error as PlatformBusy).retryAfterMs).toBeGreaterThanOrEqual(40_000)
    expect(requests()).toBe(1)
  })
})

test('a rate limit of unknown length is not met with many requests', async () => {
  await withDiscord(json(429, { message: 'slow down' }), async (api, requests) => {
    await expect(send(api)).rejects.toThrow(PlatformBusy)
    expect(requests()).toBe(1)
  })
})

test('an answer that is not Discord’s leaves it open whether the message is there', async () => {
  const broken: RequestListener = (_, response) =>
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"id":')
  await withDiscord(broken, async (api, requests) => {
    await expect(send(api)).rejects.toThrow(Ambiguous)
    expect(requests()).toBe(1)
  })
})

test('no server is listening: nothing was sent', async () => {
  let gone = ''
  await withDiscord(json(200, {}), async (_, __, address) => {
    gone = address
  })
  const session = openSession({ token: 'some.token', apiUrl: gone, log: memoryLog() })
  await expect(send(session.api)).rejects.toThrow(PlatformUnreachable)
  session.close()
})

test('an answer that comes too late says nothing about the bot’s own token', async () => {
  const late: RequestListener = (request, response) => {
    if (request.url?.includes('/webhooks/'))
      return json(401, { code: 50027, message: 'Invalid Webhook Token' })(request, response)
    const known = request.headers.authorization === 'Bot some.token'
    return json(known ? 200 : 401, known ? { id: '1' } : { code: 0, message: '401: Unauthorized' })(request, response)
  }
  await withDiscord(late, async (api) => {
    const answer = api.call('POST', '/webhooks/1/expired', { body: { content: 'hi' }, isAnonymous: true })
    await expect(answer).rejects.toThrow(MessageRefused)
    expect(await send(api)).toEqual({ id: '1' })
  })
})

test('a token that is accepted again ends the refusal', async () => {
  let isRefused = true
  const answer: RequestListener = (request, response) =>
    json(isRefused ? 401 : 200, isRefused ? { code: 0, message: '401: Unauthorized' } : { id: '1' })(request, response)
  await withDiscord(answer, async (api, _, __, session) => {
    await expect(send(api)).rejects.toThrow(TokenRefused)
    await expect(session.checkToken()).rejects.toThrow(TokenRefused)
    isRefused = false
    await expect(send(api)).rejects.toThrow(TokenRefused)
    await session.checkToken()
    expect(await send(api)).toEqual({ id: '1' })
  })
})

test.each([
  ['without a code', { message: 'Bad Request' }],
  ['with an unknown code', { code: 999_999, message: 'Something new' }],
])('a refusal %s is tried again for an hour, then final with its text', async (_, body) => {
  let now = 0
  const clock = { ...hurriedClock, now: () => now }
  await withDiscord(
    json(400, body),
    async (api) => {
      for (const minutes of [0, 10, 10, 10, 10, 10, 9]) {
        now += minutes * 60_000
        await expect(send(api)).rejects.toThrow(RefusedForNow)
      }
      now += 60_000
      const final = send(api)
      await expect(final).rejects.toThrow(MessageRefused)
      await expect(final).rejects.toThrow(body.message)
    },
    clock,
  )
})

test('an answer to a reader waits for the rate limit of its interaction', async () => {
  let requests = 0
  const answer: RequestListener = (request, response) => {
    requests += 1
    if (requests === 1) json(429, { retry_after: 0.02, message: 'slow down', global: false })(request, response)
    else json(200, { id: '1' })(request, response)
  }
  await withDiscord(answer, async (api) => {
    const body = { content: 'hi' }
    expect(await api.call('POST', '/webhooks/1/token', { body, isAnonymous: true })).toEqual({ id: '1' })
    expect(requests).toBe(2)
  })
})
