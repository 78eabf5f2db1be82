import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { GatewayInformation } from '../../../src/adapters/discord/gateway-information.ts'
import { LoginBudget } from '../../../src/adapters/discord/login-budget.ts'
import { MemoryLogins } from '../../../src/lib/memory-logins.ts'
import { memoryLog } from '../../contracts/adapter-fixture.ts'

const hour = 3_600_000
const noon = Date.parse('2026-01-05T12:00:00Z')

beforeEach(() => void vi.useFakeTimers({ now: noon }))
afterEach(() => void vi.useRealTimers())

function budgetOf(times: number[], remaining: () => number = () => 1_000, total = 1_000) {
  const limit = () => ({ total, remaining: remaining(), reset_after: 2 * hour, max_concurrency: 1 })
  const get = async (): Promise<GatewayInformation> => ({ url: '', shards: 1, session_start_limit: limit() })
  return new LoginBudget({ get }, memoryLog(), new MemoryLogins(times))
}

/** How long a login has to wait, in milliseconds. */
async function waitOf(budget: LoginBudget): Promise<number> {
  const began = Date.now()
  const waited = budget.wait(new AbortController().signal).then(() => Date.now() - began)
  await vi.runAllTimersAsync()
  return waited
}

test('a login does not wait while there were few', async () => {
  const budget = budgetOf(Array.from({ length: 499 }, (_, at) => noon - at))
  expect(await waitOf(budget)).toBe(0)
})

test('after 500 logins in 24 hours, the next waits until the first of them is a day old', async () => {
  const times = Array.from({ length: 500 }, (_, at) => noon - 20 * hour + at)
  expect(await waitOf(budgetOf(times))).toBe(4 * hour)
})

test('logins of the last process count, and so do new ones', async () => {
  const times = Array.from({ length: 499 }, (_, at) => noon - 20 * hour + at)
  const budget = budgetOf(times)
  await budget.take(0, new AbortController().signal)
  expect(await waitOf(budget)).toBe(4 * hour)
})

test('shards that log in at the same time get no more logins than are left', async () => {
  const times = Array.from({ length: 495 }, (_, at) => noon - 20 * hour + at)
  const budget = budgetOf(times)
  const { signal } = new AbortController()
  const taken: number[] = []
  const all = Array.from({ length: 20 }, () => budget.take(0, signal).then(() => taken.push(Date.now())))
  await vi.advanceTimersByTimeAsync(3 * hour)
  expect(taken).toHaveLength(5)
  await vi.runAllTimersAsync()
  await Promise.all(all)
})

test('shards of one turn log in one after the other, those of another beside them', async () => {
  const budget = budgetOf([])
  const { signal } = new AbortController()
  const taken: (readonly [number, number])[] = []
  const all = [0, 1, 0, 0].map((turn) => budget.take(turn, signal).then(() => taken.push([turn, Date.now() - noon])))
  await vi.runAllTimersAsync()
  await Promise.all(all)
  expect(taken).toEqual([
    [0, 0],
    [1, 0],
    [0, 5_500],
    [0, 11_000],
  ])
})

test('while the record cannot be reached, a shard waits for one turn and logs in', async () => {
  const broken = async () => Promise.reject(new Error('no connection'))
  const limit = { total: 1_000, remaining: 1_000, reset_after: hour, max_concurrency: 1 }
  const get = async (): Promise<GatewayInformation> => ({ url: '', shards: 1, session_start_limit: limit })
  const budget = new LoginBudget({ get }, memoryLog(), { ages: broken, add: broken, takeTurn: broken })
  const done = budget.take(0, new AbortController().signal).then(() => Date.now() - noon)
  await vi.runAllTimersAsync()
  expect(await done).toBe(5_500)
})

test('a bot that may log in more often has a larger budget', async () => {
  const times = Array.from({ length: 500 }, (_, at) => noon - 20 * hour + at)
  expect(await waitOf(budgetOf(times, () => 2_000, 2_000))).toBe(0)
})

test('a login waits while Discord says that none is left', async () => {
  let remaining = 0
  setTimeout(() => {
    remaining = 1_000
  }, 2 * hour)
  expect(await waitOf(budgetOf([], () => remaining))).toBe(2 * hour)
})

test('a bot that stops does not wait', async () => {
  const stopping = new AbortController()
  const waited = budgetOf([], () => 0).wait(stopping.signal)
  await vi.advanceTimersByTimeAsync(1_000)
  stopping.abort()
  await waited
})
