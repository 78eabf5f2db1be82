import { expect, test } from 'vitest'
import type { FaultKind } from '../../../src/simulator/faults.ts'
import { RateLimits } from '../../../src/simulator/slack/rate-limits.ts'
import { morningPost as channel, clientFor, openWorkspace, refusalOf } from './client.ts'

const broken: readonly [string, number, FaultKind][] = [
  ['an error before', 0, { type: 'error', status: 503, when: 'before' }],
  ['an error after', 1, { type: 'error', status: 500, when: 'after' }],
  ['a cut connection before', 0, { type: 'reset', when: 'before' }],
  ['a cut connection after', 1, { type: 'reset', when: 'after' }],
]

test.each(broken)('%s the post leaves %i messages, and the next call is whole again', async (_, left, kind) => {
  await using workspace = await openWorkspace()
  workspace.slack.faults.inject({ matches: (call) => call === 'chat.postMessage', kind, times: 1 })
  await expect(workspace.web.chat.postMessage({ channel, text: 'a' })).rejects.toThrow()
  expect(workspace.slack.state.messages(channel)).toHaveLength(left)
  await workspace.web.chat.postMessage({ channel, text: 'b' })
  expect(workspace.slack.state.messages(channel)).toHaveLength(left + 1)
})

test.each([
  ['before', 0],
  ['after', 1],
] as const)('silence %s the post leaves %i messages and an open connection', async (when, left) => {
  await using workspace = await openWorkspace()
  const reached = new Promise<void>((resolve) => {
    const matches = (call: string) => {
      if (call === 'chat.postMessage') resolve()
      return call === 'chat.postMessage'
    }
    workspace.slack.faults.inject({ matches, kind: { type: 'hang', when }, times: 1 })
  })
  const giveUp = new AbortController()
  const post = fetch(`${workspace.slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${workspace.slack.botToken}` },
    body: new URLSearchParams({ channel, text: 'a' }),
    signal: giveUp.signal,
  }).then(
    () => 'answered',
    () => 'gave up',
  )
  await reached
  // A second call goes the same way and back while the first one waits.
  await workspace.web.auth.test()
  giveUp.abort()
  expect(await post).toBe('gave up')
  expect(workspace.slack.state.messages(channel)).toHaveLength(left)
})

test('a fault looks at what is sent, and the arguments come decoded', async () => {
  await using workspace = await openWorkspace()
  const matches = (_: string, body: Readonly<Record<string, unknown>>) => Array.isArray(body.blocks)
  workspace.slack.faults.inject({ matches, kind: { type: 'error', status: 500, when: 'before' }, times: 1 })
  await workspace.web.chat.postMessage({ channel, text: 'a' })
  await expect(workspace.web.chat.postMessage({ channel, text: 'b', blocks: [{ type: 'divider' }] })).rejects.toThrow()
})

test('a busy answer has the seconds to wait, and nothing is done', async () => {
  await using workspace = await openWorkspace()
  workspace.slack.faults.inject({ matches: () => true, kind: { type: 'busy', retryAfterMs: 2500 }, times: 1 })
  await expect(workspace.web.chat.postMessage({ channel, text: 'a' })).rejects.toMatchObject({ retryAfter: 3 })
  expect(workspace.slack.state.messages(channel)).toEqual([])
})

test('too many posts in one channel are refused with the time to wait; another channel is not affected', async () => {
  await using workspace = await openWorkspace({})
  const web = clientFor(workspace.slack, workspace.slack.botToken)
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, () => web.chat.postMessage({ channel, text: 'a' })),
  )
  const refused = results.filter(({ status }) => status === 'rejected')
  expect(refused.length).toBeGreaterThan(0)
  expect(refused[0]).toMatchObject({ reason: { code: 'slack_webapi_rate_limited_error', retryAfter: 1 } })
  expect(
    await refusalOf(
      clientFor(workspace.slack, workspace.slack.botToken).chat.postMessage({ channel: 'C0READING01', text: 'a' }),
    ),
  ).toBe('ok')
})

test('a channel takes a small burst, then one message a second', () => {
  let now = 0
  const limits = new RateLimits(() => now)
  const post = () => limits.take('chat.postMessage', 'C1')
  expect([post(), post(), post()]).toEqual([0, 0, 0])
  expect(post()).toBe(1000)
  now += 400
  expect(post()).toBe(600)
  now += 600
  expect([post(), post()]).toEqual([0, 1000])
})

test('each method has the calls of its tier in a minute', () => {
  let now = 0
  const limits = new RateLimits(() => now)
  const passed = (method: string) =>
    Array.from({ length: 200 }, () => limits.take(method, '')).filter((wait) => wait === 0)
  expect(passed('conversations.history')).toHaveLength(50)
  expect(passed('users.info')).toHaveLength(100)
  expect(passed('auth.test')).toHaveLength(200)
  now += 60_000
  expect(passed('conversations.history')).toHaveLength(50)
})
