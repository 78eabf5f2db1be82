import { describe, expect, test } from 'vitest'
import { RetryWindow } from '../../../src/adapters/shared/retry-window.ts'
import { LedgerUnusable, MessageRefused, PlatformBusy, RefusedForNow } from '../../../src/domain/errors.ts'
import type { RefusedRequests } from '../../../src/domain/refused-request.ts'
import { SqlRefusedRequests } from '../../../src/storage/ledger/refused-requests.ts'
import { openLedgerFile } from '../../../src/storage/sqlite/open-ledger-file.ts'

const minute = 60_000
const hour = 60 * minute
const refusal = new RefusedForNow('Slack', 'a_code_of_next_year')
const request = ['chat.postMessage', { channel: 'C1', text: 'Hello' }]

/** A bot that can be restarted, and the machine's clock. */
function aBot() {
  const time = { now: Date.parse('2026-01-05T09:00:00Z') }
  const { queries } = openLedgerFile(':memory:')
  const start = () => new RetryWindow(() => 0, new SqlRefusedRequests(queries, () => time.now))
  let retries = start()
  return {
    time,
    restart: () => {
      retries = start()
    },
    isGivenUp: async (...what: readonly unknown[]) =>
      (await retries.check(refusal, ...(what.length > 0 ? what : request))) instanceof MessageRefused,
  }
}

describe('a request that is refused for an unknown reason', () => {
  test.each([5_000, minute, 7 * minute])('is given up after an hour by a bot that crashes every %d ms', async (ms) => {
    const { time, restart, isGivenUp } = aBot()
    const began = time.now
    while (!(await isGivenUp())) {
      time.now += ms
      restart()
    }
    expect(time.now - began).toBeGreaterThanOrEqual(hour)
    expect(time.now - began).toBeLessThan(hour + ms)
  })

  test('is tried for most of the hour although the bot was off, or the clock was set, in between', async () => {
    const { time, restart, isGivenUp } = aBot()
    expect(await isGivenUp()).toBe(false)
    restart()
    for (const ms of [5 * hour, -20 * hour, 14 * hour, 14 * hour, 20 * minute]) {
      time.now += ms
      expect(await isGivenUp()).toBe(false)
    }
    time.now += 30 * minute
    expect(await isGivenUp()).toBe(false)
  })

  test('is tried again when it was not refused for a day', async () => {
    const { time, isGivenUp } = aBot()
    for (let tries = 0; !(await isGivenUp()); tries += 1) {
      expect(tries).toBeLessThan(100)
      time.now += minute
    }
    time.now += 23 * hour
    expect(await isGivenUp()).toBe(true)
    time.now += 25 * hour
    expect(await isGivenUp()).toBe(false)
  })

  test('ends no other one', async () => {
    const { time, isGivenUp } = aBot()
    while (!(await isGivenUp())) time.now += minute
    expect(await isGivenUp('chat.postMessage', { channel: 'C2', text: 'Hello' })).toBe(false)
  })

  test('is given up after an hour also where the record cannot be written', async () => {
    let now = 0
    const record: RefusedRequests = { note: async () => Promise.reject(new LedgerUnusable('the disk is full')) }
    const retries = new RetryWindow(() => now, record)
    while ((await retries.check(refusal, ...request)) === refusal) now += minute
    expect(now).toBe(hour)
  })
})

test('other errors are not counted', async () => {
  const record: RefusedRequests = { note: async () => Number.POSITIVE_INFINITY }
  const busy = new PlatformBusy('Slack', 1_000)
  expect(await new RetryWindow(() => 0, record).check(busy, ...request)).toBe(busy)
})
