import { expect, test } from 'vitest'
import { createGlobalLimit, type GlobalLimit } from '../../../src/adapters/rate-limit/keyed-queue.ts'
import { type Rate, rateLimit, unlimited } from '../../../src/adapters/rate-limit/rate-limit.ts'
import { RateLimitedQueue } from '../../../src/adapters/rate-limit/rate-limited-queue.ts'
import type { Priority } from '../../../src/domain/platform.ts'
import { fakeClock } from '../fake-clock.ts'

const silentMeter = { posted() {}, edited() {}, waited() {}, answered() {} }

const aSecondApart: Rate = { most: 1, withinMs: 1_000, isEven: true, lateMs: 9_000 }

/** A queue whose lanes allow one call a second, and a record of when each call starts. */
function fixture(globalLimit: GlobalLimit = createGlobalLimit(unlimited)) {
  const clock = fakeClock()
  const queue = new RateLimitedQueue({ platform: 'slack', clock })
  const begun: [string, number][] = []
  const call = (lane: string, name: string, priority: Priority = 'post', answer = Promise.resolve()) =>
    queue.run({ lane, priority, limit: () => rateLimit(aSecondApart), globalLimit }, async () => {
      begun.push([name, clock.time])
      await answer
      return name
    })
  return { clock, pace: queue, begun, call, names: () => begun.map(([name]) => name) }
}

test('a channel gets its messages in order, a second apart', async () => {
  const { begun, call } = fixture()
  await Promise.all(['overview', 'section-01', 'section-02'].map((name) => call('C1', name)))
  expect(begun).toEqual([
    ['overview', 0],
    ['section-01', 1_000],
    ['section-02', 2_000],
  ])
})

test('a channel that had nothing for a while does not wait', async () => {
  const { clock, begun, call } = fixture()
  await call('C1', 'overview')
  clock.time += 60_000
  await call('C1', 'section-01')
  expect(begun.at(-1)).toEqual(['section-01', 60_000])
})

test('a permit keeps the next call waiting until it is released', async () => {
  const clock = fakeClock()
  const queue = new RateLimitedQueue({ platform: 'slack', clock })
  const two: Rate = { most: 2, withinMs: 1_000, lateMs: 9_000 }
  const globalLimit = createGlobalLimit(unlimited)
  const acquire = () => queue.acquire({ lane: 'C1', priority: 'post', limit: () => rateLimit(two), globalLimit })
  const first = await acquire()
  await acquire()
  first.release()
  await acquire()
  expect(clock.time).toBe(1_000)
  await acquire()
  expect(clock.time).toBe(9_000)
})

test('a message that fails does not stop those behind it', async () => {
  const { call } = fixture()
  const failing = call('C1', 'overview', 'post', Promise.reject(new Error('refused')))
  const next = call('C1', 'section-01')
  await expect(failing).rejects.toThrow('refused')
  await expect(next).resolves.toBe('section-01')
})

/** Five a second over all lanes, none of which has to wait for its own limit. */
const fiveASecond: Rate = { most: 5, withinMs: 1_000, isEven: true, lateMs: 9_000 }

test('all channels together get no more than the workspace allows, evenly spread', async () => {
  const { begun, call } = fixture(createGlobalLimit(rateLimit(fiveASecond)))
  await Promise.all(Array.from({ length: 50 }, (_, at) => call(`C${at}`, `${at}`)))
  expect(begun.map(([, at]) => at)).toEqual(Array.from({ length: 50 }, (_, at) => at * 200))
})

test('answers go first and edits last, in any order of arrival', async () => {
  const { call, names } = fixture(createGlobalLimit(rateLimit(fiveASecond)))
  const calls = [
    call('C0', 'first'),
    call('C1', 'edit', 'edit'),
    call('C2', 'post'),
    call('C3', 'another post'),
    call('C4', 'answer', 'answer'),
  ]
  await Promise.all(calls)
  expect(names()).toEqual(['first', 'answer', 'post', 'another post', 'edit'])
})

test('an answer goes before what waits in the same channel', async () => {
  const { call, names } = fixture()
  await Promise.all([call('C1', 'overview'), call('C1', 'section-01'), call('C1', 'answer', 'answer')])
  expect(names()).toEqual(['overview', 'answer', 'section-01'])
})

test('an edit waits for nine more urgent calls, not for ever', async () => {
  const { call, names } = fixture(createGlobalLimit(rateLimit(fiveASecond)))
  const edit = call('E', 'edit', 'edit')
  const posts = Array.from({ length: 40 }, (_, at) => call(`C${at}`, `${at}`))
  await Promise.all([edit, ...posts])
  // The first call went at once.
  expect(names().indexOf('edit')).toBe(0)
  const late = [call('E', 'late edit', 'edit'), ...Array.from({ length: 40 }, (_, at) => call(`D${at}`, `more ${at}`))]
  const others = Array.from({ length: 5 }, (_, at) => call(`F${at}`, `answer ${at}`, 'answer'))
  await Promise.all([...late, ...others])
  expect(names().indexOf('late edit') - 41).toBeLessThanOrEqual(10)
})

test('a digest that was begun in a channel is complete before another begins', async () => {
  const { call, names } = fixture(createGlobalLimit(rateLimit(fiveASecond)))
  const deliver = async (channel: string) => {
    for (const part of ['overview', 'section-01', 'section-02']) await call(channel, `${channel} ${part}`)
  }
  await Promise.all(Array.from({ length: 30 }, (_, at) => deliver(`C${at}`)))
  // A channel takes a message a second and all of them five: a handful of channels is under way at any time.
  const open = names().map((_, at) => {
    const seen = names().slice(0, at + 1)
    const begun = seen.filter((name) => name.endsWith('overview')).length
    return begun - seen.filter((name) => name.endsWith('section-02')).length
  })
  expect(Math.max(...open)).toBeLessThanOrEqual(10)
})

test('a channel that does not answer keeps no other waiting', async () => {
  const { clock, begun, call } = fixture(createGlobalLimit(rateLimit(fiveASecond)))
  const answer = Promise.withResolvers<void>()
  const hanging = call('dead', 'hanging', 'post', answer.promise)
  await Promise.all(Array.from({ length: 20 }, (_, at) => call(`C${at}`, `${at}`)))
  // Its slot is missed once.
  expect(begun.at(-1)?.[1]).toBeLessThanOrEqual(4_200)
  clock.time = 60_000
  answer.resolve()
  await hanging
})

test('under a strict limit no stretch sees one call more, however late calls arrive', async () => {
  const strict: Rate = { most: 5, withinMs: 1_000, isStrict: true, lateMs: 2_000 }
  const globalLimit = createGlobalLimit(rateLimit(strict))
  const clock = fakeClock()
  const queue = new RateLimitedQueue({ platform: 'discord', clock })
  const arrivals: number[] = []
  const send = (at: number) =>
    queue.run({ lane: `C${at}`, priority: 'post', limit: () => unlimited, globalLimit }, async () => {
      // Each call takes a different time of up to a second, there and back.
      await clock.wait((at * 397) % 500)
      arrivals.push(clock.time)
      await clock.wait((at * 211) % 500)
    })
  await Promise.all(Array.from({ length: 60 }, (_, at) => send(at)))
  const inOrder = arrivals.toSorted((one, other) => one - other)
  const tooClose = inOrder.filter((at, nth) => nth >= 5 && at - (inOrder[nth - 5] ?? 0) < 1_000)
  expect(tooClose).toEqual([])
})

test('a channel that has to wait waits alone, and its calls then go one by one', async () => {
  const { pace: queue, begun, call } = fixture(createGlobalLimit(rateLimit(fiveASecond)))
  await call('C1', 'overview')
  const lane = queue.lane('C1')
  if (!lane) throw new Error('the channel was forgotten at once')
  queue.pauseFor(lane, 30_000)
  await Promise.all([call('C1', 'section-01'), call('C1', 'section-02'), call('C2', 'elsewhere')])
  expect(begun).toEqual([
    ['overview', 0],
    ['elsewhere', 200],
    ['section-01', 30_000],
    ['section-02', 31_000],
  ])
})

test('after a global limit nothing begins, and there is no burst afterwards', async () => {
  const globalLimit = createGlobalLimit(rateLimit({ most: 5, withinMs: 1_000, isStrict: true, lateMs: 2_000 }))
  const { pace: queue, begun, call } = fixture(globalLimit)
  queue.pauseFor(globalLimit, 10_000)
  await Promise.all(Array.from({ length: 6 }, (_, at) => call(`C${at}`, `${at}`)))
  expect(begun.map(([, at]) => at)).toEqual([10_000, 10_200, 10_400, 10_600, 10_800, 11_005])
})

test('how long calls waited is counted, and why', async () => {
  const waits: [string, number][] = []
  const meter = { ...silentMeter, waited: (_: string, why: string, ms: number) => void waits.push([why, ms]) }
  const queue = new RateLimitedQueue({ platform: 'slack', clock: fakeClock(), metrics: meter })
  const globalLimit = createGlobalLimit(unlimited)
  const call = (lane: string) =>
    queue.run({ lane, priority: 'post', limit: () => rateLimit(aSecondApart), globalLimit }, async () => {})
  await Promise.all([call('C1'), call('C1')])
  const lane = queue.lane('C1')
  if (lane) queue.pauseFor(lane, 5_000)
  await call('C1')
  expect(waits).toEqual([
    ['pacing', 1_000],
    ['retry_after', 5_000],
  ])
})

test('channels that have had nothing for a while are forgotten', async () => {
  const { clock, pace: queue, call } = fixture()
  for (let day = 0; day < 20; day += 1) {
    clock.time += 86_400_000
    await Promise.all(Array.from({ length: 200 }, (_, at) => call(`day ${day}, channel ${at}`, 'overview')))
  }
  expect(queue.lanes).toBeLessThan(1_000)
})
