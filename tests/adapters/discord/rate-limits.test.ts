import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { observeRateLimits } from '../../../src/adapters/discord/rate-limit-headers.ts'
import { DiscordRateLimits } from '../../../src/adapters/discord/rate-limits.ts'
import { RateLimitedQueue } from '../../../src/adapters/rate-limit/rate-limited-queue.ts'
import { memoryLog } from '../../contracts/adapter-fixture.ts'
import { fakeClock } from '../fake-clock.ts'

/** "10,000 per 10 minutes" */
const tenMinutes = 600_000

test('Discord never gets enough invalid requests to block the bot', async () => {
  const [clock, log] = [fakeClock(), memoryLog()]
  const limits = new DiscordRateLimits(new RateLimitedQueue({ platform: 'discord', clock }))
  const times: number[] = []
  const refuse = async () => {
    times.push(clock.time)
    return new Response('{"code": 50001}', { status: 403 })
  }
  const make = observeRateLimits(refuse as never, '/api/v10', limits, log, clock)
  const ask = (at: number) => {
    const path = `/channels/${1_300_000_000_000_000_000n + BigInt(at)}/messages`
    return limits.run({ verb: 'POST', path }, 'post', () =>
      make(`https://discord.com/api/v10${path}`, { method: 'POST' } as never),
    )
  }
  await Promise.all(Array.from({ length: 12_000 }, (_, at) => ask(at)))
  expect(times).toHaveLength(12_000)
  // None has the one six thousand later within ten minutes of it.
  expect(times.filter((at, nth) => (times[nth + 6_000] ?? Infinity) - at < tenMinutes)).toEqual([])
  expect(log.lines.filter(({ level }) => level === 'error').length).toBeLessThanOrEqual(3)
})

test('a permit that is released twice gives one call its turn, not two', async () => {
  const limits = new DiscordRateLimits(new RateLimitedQueue({ platform: 'discord', clock: fakeClock() }))
  let acquired = 0
  const acquire = async () => {
    const permit = await limits.acquire({ verb: 'POST', path: '/channels/1300000000000000000/messages' }, 'post')
    acquired += 1
    return permit
  }
  const first = await acquire()
  first.release()
  await acquire()
  first.release()
  void acquire()
  await setImmediate()
  expect(acquired).toBe(2)
})

test('a machine sends no more than its part of the limit, and a part that grew counts a second later', async () => {
  const clock = fakeClock()
  let part = 46
  const limits = new DiscordRateLimits(new RateLimitedQueue({ platform: 'discord', clock }), () => part)
  const times: number[] = []
  const run = (from: number, count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, at) => {
        const path = `/channels/${1_300_000_000_000_000_000n + BigInt(from + at)}/messages`
        return limits.run({ verb: 'POST', path }, 'post', async () => void times.push(clock.time))
      }),
    )
  const mostWithinASecond = () => Math.max(...times.map((at) => times.filter((t) => t >= at && t < at + 1_000).length))
  await run(0, 200)
  expect(mostWithinASecond()).toBe(46)
  part = 10
  await clock.wait(2_000)
  times.length = 0
  await run(200, 50)
  expect(mostWithinASecond()).toBe(10)
  part = 50
  await clock.wait(2_000)
  const grownAt = clock.time
  times.length = 0
  await run(250, 100)
  expect(times.filter((at) => at < grownAt + 1_000)).toHaveLength(10)
  expect(mostWithinASecond()).toBe(50)
})
