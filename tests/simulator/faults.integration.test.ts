import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import type { Faults } from '../../src/simulator/faults.ts'
import { startSlackSimulator } from '../../src/simulator/slack/server.ts'

interface Side {
  readonly faults: Faults
  /** A post on one connection that stays open; resolves when its headers are there. */
  post(agent?: Agent): Promise<IncomingMessage>
  posted(): number
}

const sides = [
  ['Slack', slackSide],
  ['Discord', discordSide],
] as const

async function slackSide(): Promise<Side> {
  const { state, faults, apiUrl, botToken, close } = await startSlackSimulator({ rateLimits: 'off' })
  onTestFinished(close)
  const headers = { authorization: `Bearer ${botToken}`, 'content-type': 'application/json' }
  const body = { channel: 'C0MORNING01', text: 'Hello' }
  return {
    faults,
    post: (agent) => send(`${apiUrl}chat.postMessage`, headers, body, agent),
    posted: () => state.messages('C0MORNING01').length,
  }
}

async function discordSide(): Promise<Side> {
  const { state, faults, apiUrl, token, close } = await startDiscordSimulator({ rateLimits: 'off' })
  onTestFinished(close)
  const headers = {
    authorization: `Bot ${token}`,
    'user-agent': 'DiscordBot (https://example.org, 1.0)',
    'content-type': 'application/json',
  }
  const channel = '1100000000000000010'
  return {
    faults,
    post: (agent) => send(`${apiUrl}/v10/channels/${channel}/messages`, headers, { content: 'Hello' }, agent),
    posted: () => state.messages(channel).length,
  }
}

async function send(
  url: string,
  headers: Record<string, string>,
  body: object,
  agent?: Agent,
): Promise<IncomingMessage> {
  const call = request(url, { method: 'POST', headers, ...(agent && { agent }) })
  call.end(JSON.stringify(body))
  const [answer] = await once(call, 'response')
  return answer
}

test.for(sides)('on %s, a slow answer is whole in the end', async ([, open]) => {
  const side = await open()
  const whole = await text(await side.post())
  side.faults.inject({ matches: () => true, kind: { type: 'slow', ms: 80 }, times: 1 })
  const answer = await side.post()
  expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'transfer-encoding': 'chunked' })
  expect(Object.keys(JSON.parse(await text(answer)))).toEqual(Object.keys(JSON.parse(whole)))
})

test.for(sides)('on %s, nothing more is heard on a half-open connection, and all on another', async ([, open]) => {
  const side = await open()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  side.faults.inject({ matches: () => true, kind: { type: 'silent' }, times: 1 })
  await text(await side.post(agent))
  let answered = false
  const unheard = side.post(agent).then(
    () => (answered = true),
    () => {},
  )
  await text(await side.post())
  expect(side.posted()).toBe(2)
  expect(answered).toBe(false)
  agent.destroy()
  await unheard
})

test.for(sides)('on %s, a call may be acted upon after its caller has given up', async ([, open]) => {
  const side = await open()
  side.faults.inject({ matches: () => true, kind: { type: 'reset', when: { lateMs: 50 } }, times: 1 })
  await expect(side.post()).rejects.toThrow()
  expect(side.posted()).toBe(0)
  await vi.waitUntil(() => side.posted() === 1)
})

test.for(sides)('on %s, a call may be acted upon once something else has happened', async ([, open]) => {
  const side = await open()
  const { promise: until, resolve } = Promise.withResolvers<void>()
  side.faults.inject({ matches: () => true, kind: { type: 'error', status: 503, when: { until } }, times: 1 })
  expect((await side.post()).statusCode).toBe(503)
  expect(side.posted()).toBe(0)
  resolve()
  await vi.waitUntil(() => side.posted() === 1)
})

test.for(sides)('on %s, the wall in front may answer 429 without saying for how long', async ([, open]) => {
  const side = await open()
  side.faults.inject({ matches: () => true, kind: { type: 'busy', retryAfterMs: 0, bare: true }, times: 1 })
  const { statusCode, headers } = await side.post()
  expect(statusCode).toBe(429)
  expect(headers).not.toHaveProperty('retry-after')
  expect(side.posted()).toBe(0)
})

test.for(sides)('on %s, the fault policy decides about calls that no injected fault is meant for', async ([, open]) => {
  const side = await open()
  side.faults.policy = () => ({ type: 'error', status: 504, when: 'before' })
  side.faults.inject({ matches: () => true, kind: { type: 'error', status: 502, when: 'before' }, times: 1 })
  expect([(await side.post()).statusCode, (await side.post()).statusCode]).toEqual([502, 504])
  side.faults.clear()
  expect((await side.post()).statusCode).toBe(200)
})

test('Discord says whose limit was reached', async () => {
  const side = await discordSide()
  for (const scope of ['user', 'shared', 'global'] as const) {
    side.faults.inject({ matches: () => true, kind: { type: 'busy', retryAfterMs: 1_500, scope }, times: 1 })
    const answer = await side.post()
    expect(answer.headers).toMatchObject({ 'retry-after': '2', 'x-ratelimit-scope': scope })
    expect(JSON.parse(await text(answer))).toMatchObject({ retry_after: 1.5, global: scope === 'global' })
  }
})
