import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { countRequests } from '../../../src/adapters/discord/rate-limit-headers.ts'
import { DiscordRateLimits } from '../../../src/adapters/discord/rate-limits.ts'
import { RateLimitedQueue } from '../../../src/adapters/rate-limit/rate-limited-queue.ts'

test('what the SDK asks by itself waits like everything else once fifty calls are under way', async () => {
  const never = new Promise<never>(() => {})
  const clock = { now: () => 0, wait: () => never }
  const limits = new DiscordRateLimits(new RateLimitedQueue({ platform: 'discord', clock }))
  const made: string[] = []
  const make = countRequests((url) => Promise.resolve(made.push(url)).then(() => never), '/api/v10', limits)
  void make('http://127.0.0.1/api/v10/gateway/bot', {})
  await setImmediate()
  expect(made).toHaveLength(1)
  for (let channel = 0; channel < 49; channel += 1) {
    const path = `/channels/${1_100_000_000_000_000_000n + BigInt(channel)}/messages`
    void limits.run({ verb: 'POST', path }, 'post', () => never)
  }
  void make('http://127.0.0.1/api/v10/users/@me', {})
  await setImmediate()
  expect(made).toHaveLength(1)
})
