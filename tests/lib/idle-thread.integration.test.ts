import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { IdleThread } from '../../src/lib/idle-thread.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => {
  vi.advanceTimersByTime(60_000)
  vi.useRealTimers()
})

test('a thread is not idle while anybody waits for an answer', async () => {
  const thread = new IdleThread<number, number>('./doubling-worker', import.meta.url)
  const [first, second] = [thread.ask(1), thread.ask(5)]
  expect(await first).toBe(2)
  vi.advanceTimersByTime(60_000)
  expect(await second).toBe(10)
  vi.advanceTimersByTime(60_000)
  expect(await thread.ask(4)).toBe(8)
})
