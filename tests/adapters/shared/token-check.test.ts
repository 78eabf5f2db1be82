import { expect, test } from 'vitest'
import { TokenCheck } from '../../../src/adapters/shared/token-check.ts'
import { Ambiguous, PlatformBusy, PlatformUnreachable, TokenRefused } from '../../../src/domain/errors.ts'

const refusal = new TokenRefused('This token is not valid.')

/** A call whose token is refused, while the check of the token has this result. */
async function callRefused(ask: () => Promise<unknown>) {
  const log: string[] = []
  const check = new TokenCheck('slack', ask, () => log.push('stopped'))
  const call = () => {
    log.push('call')
    return Promise.reject(refusal)
  }
  const repeating = {
    isScheduled: false,
    refusalIn: (error: unknown) => (error === refusal ? refusal : undefined),
    wait: () => Promise.resolve(),
    giveUp: () => Promise.resolve(new PlatformBusy('Slack', 1)),
  }
  const error = await check.attempt(call, repeating).catch((why: unknown) => why)
  return { error, log, check }
}

test('a token that is refused when asked stops all calls', async () => {
  const { error, log, check } = await callRefused(() => Promise.reject(new TokenRefused('It is not valid.')))
  expect(error).toBe(refusal)
  expect(log).toEqual(['call', 'stopped'])
  await expect(check.ready()).rejects.toBe(refusal)
})

test.each([
  ['no answer', new Ambiguous('Slack', 'HTTP 503')],
  ['a rate limit', new PlatformBusy('Slack', 60_000)],
  ['no connection', new PlatformUnreachable('Slack', 'ECONNREFUSED')],
  ['an answer in another form', new Error('invalid identity')],
])('a question about the token that ends with %s stops no other call', async (_, why) => {
  const { error, log, check } = await callRefused(() => Promise.reject(why))
  expect(error).toBeInstanceOf(PlatformUnreachable)
  expect(log).toEqual(['call'])
  await expect(check.ready()).resolves.toBeUndefined()
})

test('a call that is refused for itself alone is tried again, then given up', async () => {
  const { error, log, check } = await callRefused(() => Promise.resolve())
  expect(error).toBeInstanceOf(PlatformBusy)
  expect(log).toEqual(['call', 'call'])
  await expect(check.ready()).resolves.toBeUndefined()
})
