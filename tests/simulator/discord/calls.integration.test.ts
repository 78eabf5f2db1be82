import { expect, test } from 'vitest'
import { RateLimits } from '../../../src/simulator/discord/rate-limits.ts'
import type { FaultKind } from '../../../src/simulator/faults.ts'
import { aChannel, call, morningPost, nextChange, openSimulator } from './client.ts'

const messages = `/channels/${morningPost}/messages`
const one = { content: 'One' }

test('the sixth message within five seconds must wait', async () => {
  const simulator = await openSimulator({ rateLimits: 'real' })
  const answers = []
  for (let count = 0; count < 6; count += 1) answers.push(await call(simulator, 'POST', messages, one))
  const headers = answers.map((answer) => answer.headers)
  expect(headers.slice(0, 5).map((it) => it.get('X-RateLimit-Remaining'))).toEqual(['4', '3', '2', '1', '0'])
  expect(headers[0]?.get('X-RateLimit-Limit')).toBe('5')
  expect(Number(headers[0]?.get('X-RateLimit-Reset'))).toBeGreaterThan(Date.now() / 1000 - 60)
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
  expect(headers[5]?.get('X-RateLimit-Scope')).toBe('user')
  expect(Number(headers[5]?.get('Retry-After'))).toBeGreaterThan(0)
  expect(await answers[5]?.json()).toMatchObject({ global: false, retry_after: expect.any(Number) })
  expect(simulator.state.messages(morningPost)).toHaveLength(5)
})

test('each channel has a limit of its own, under one name', async () => {
  const simulator = await openSimulator({ rateLimits: 'real' })
  const thread = simulator.state.openThread(
    simulator.state.post({ channelId: morningPost, author: simulator.state.bot, content: 'One' }),
    'Talk',
    1440,
  )
  const here = await call(simulator, 'POST', messages, one)
  const there = await call(simulator, 'POST', `/channels/${thread.id}/messages`, one)
  expect(there.headers.get('X-RateLimit-Remaining')).toBe('4')
  expect(there.headers.get('X-RateLimit-Bucket')).toBe(here.headers.get('X-RateLimit-Bucket'))
})

test('a bot makes fifty calls a second and no more, except to answer', () => {
  const limits = new RateLimits()
  const permits = Array.from({ length: 51 }, (_, index) => limits.take('GET', `/channels/${index}`))
  expect(permits.map(({ blocked }) => blocked?.global).lastIndexOf(undefined)).toBe(49)
  expect(permits[50]?.blocked?.global).toBe(true)
  expect(limits.take('POST', '/interactions/1/token/callback').blocked).toBeUndefined()
})

test('the responses to one interaction have a limit of their own after the first', () => {
  const limits = new RateLimits()
  const followUps = (token: string) =>
    Array.from({ length: 6 }, () => limits.take('POST', `/webhooks/1100000000000000040/${token}`))
  const permits = followUps('one')
  expect(permits.map(({ blocked }) => blocked !== undefined)).toEqual([false, false, false, false, false, true])
  expect(permits[0]?.headers).toMatchObject({ 'X-RateLimit-Limit': '5', 'X-RateLimit-Remaining': '4' })
  expect(permits[5]?.blocked).toMatchObject({ global: false, retryAfterMs: expect.any(Number) })
  expect(followUps('two')[0]?.blocked).toBeUndefined()
})

test('who tries while blocked does not wait longer for it', () => {
  const limits = new RateLimits()
  const permits = Array.from({ length: 9 }, () => limits.take('POST', '/channels/1/messages'))
  const resets = new Set(permits.map(({ headers }) => headers['X-RateLimit-Reset']))
  expect(permits.filter(({ blocked }) => blocked)).toHaveLength(4)
  expect(resets.size).toBe(1)
  expect(permits.at(-1)?.headers['X-RateLimit-Remaining']).toBe('0')
})

test.each<[FaultKind, number]>([
  [{ type: 'error', status: 500, when: 'before' }, 0],
  [{ type: 'error', status: 502, when: 'after' }, 1],
  [{ type: 'busy', retryAfterMs: 1500 }, 0],
])('a call that meets %j leaves %i messages', async (kind, count) => {
  const simulator = await openSimulator()
  simulator.faults.inject({
    matches: (name, body) => name === `POST ${messages}` && body.content === 'One',
    kind,
    times: 1,
  })
  const answer = await call(simulator, 'POST', messages, one)
  expect(answer.status).toBe('status' in kind ? kind.status : 429)
  if (kind.type === 'busy') expect(answer.headers.get('Retry-After')).toBe('2')
  expect(simulator.state.messages(morningPost)).toHaveLength(count)
  expect((await call(simulator, 'POST', messages, one)).status).toBe(200)
})

test.each([
  ['before', 0],
  ['after', 1],
] as const)('a connection cut %s the work leaves %i messages', async (when, count) => {
  const simulator = await openSimulator()
  simulator.faults.inject({ matches: () => true, kind: { type: 'reset', when }, times: 1 })
  await expect(call(simulator, 'POST', messages, one)).rejects.toThrow()
  expect(simulator.state.messages(morningPost)).toHaveLength(count)
})

test('a call that hangs after the work has done it', async () => {
  const simulator = await openSimulator()
  simulator.faults.inject({ matches: () => true, kind: { type: 'hang', when: 'after' }, times: 1 })
  const posted = nextChange(simulator, 'posted')
  const outcome = call(simulator, 'POST', messages, one).catch(() => 'cut off')
  await posted
  await simulator.close()
  expect(await outcome).toBe('cut off')
})

test('the library waits as long as the response says and then continues', async () => {
  const { simulator, client, state } = await aChannel()
  simulator.faults.inject({
    matches: (name) => name.startsWith('POST'),
    kind: { type: 'busy', retryAfterMs: 1 },
    times: 1,
  })
  client.rest.options.retries = 1
  const channel = await client.channels.fetch(morningPost)
  if (channel?.isSendable()) await channel.send('One')
  expect(state.messages(morningPost)).toHaveLength(1)
})

test('a wrong token is refused', async () => {
  const simulator = await openSimulator()
  const answer = await call(simulator, 'GET', '/users/@me', undefined, { Authorization: 'Bot wrong' })
  expect([answer.status, await answer.json()]).toEqual([401, { code: 0, message: '401: Unauthorized' }])
})

test('a caller who does not say what it is gets nowhere', async () => {
  const answer = await call(await openSimulator(), 'GET', '/users/@me', undefined, { 'User-Agent': 'curl/8' })
  expect([answer.status, await answer.json()]).toMatchObject([403, { code: 40333 }])
})

test('what is not JSON is refused', async () => {
  const simulator = await openSimulator()
  const init = {
    method: 'POST',
    body: '{',
    headers: { 'User-Agent': 'DiscordBot (x, 1)', Authorization: `Bot ${simulator.token}` },
  }
  const send = (type: string) =>
    fetch(`${simulator.apiUrl}/v10${messages}`, { ...init, headers: { ...init.headers, 'Content-Type': type } })
  expect(await (await send('application/json')).json()).toMatchObject({ code: 50109 })
  expect((await send('multipart/form-data')).status).toBe(415)
  expect(simulator.protocolErrors).toHaveLength(1)
})

test.each(['/v10/channels/1/typing', '/v9/users/@me', '/oauth2/token'])(
  '%s is not known, and loudly so',
  async (path) => {
    const simulator = await openSimulator()
    const { token, protocolErrors } = simulator
    const headers = { 'User-Agent': 'DiscordBot (x, 1)', Authorization: `Bot ${token}` }
    expect((await fetch(`${simulator.apiUrl}${path}`, { method: 'POST', headers })).status).toBe(404)
    expect(protocolErrors).toEqual([`POST /api${path} is not known here`])
  },
)

test('an ordinary morning gives no reason to complain', async () => {
  const { simulator, channel } = await aChannel()
  const message = await channel.send('One')
  await message.edit('Two')
  await (await message.startThread({ name: 'Talk' })).send('Three')
  expect(simulator.protocolErrors).toEqual([])
})
