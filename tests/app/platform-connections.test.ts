import { expect, test, vi } from 'vitest'
import { Connections } from '../../src/app/platform-connections.ts'
import { PlatformUnreachable, TokenRefused } from '../../src/domain/errors.ts'
import type { PlatformConnection } from '../../src/domain/platform.ts'
import { silentLog } from '../builders.ts'
import { MemoryPlatform } from '../memory-platform.ts'

/** A platform whose connecting is as scripted: each start takes the next promise. */
function aPlatform(name: 'slack' | 'discord', ...starts: (() => Promise<void>)[]): PlatformConnection {
  const start = () => starts.shift()?.() ?? Promise.resolve()
  return Object.assign(new MemoryPlatform(), { name, start, stop: async () => {} }) as unknown as PlatformConnection
}

const never = () => new Promise<void>(() => {})

test('a platform that does not answer keeps the other waiting for seconds, not for ever', async () => {
  vi.useFakeTimers()
  try {
    const connections = new Connections([aPlatform('slack', never), aPlatform('discord')], silentLog)
    const started = connections.start()
    await vi.advanceTimersByTimeAsync(10_000)
    await started
    expect([connections.isUp('slack'), connections.isUp('discord')]).toEqual([false, true])
  } finally {
    vi.useRealTimers()
  }
})

test('a platform that comes late is told of, so that what is owed there goes out at once', async () => {
  vi.useFakeTimers()
  try {
    const returned = vi.fn()
    const late = new Promise<void>((resolve) => setTimeout(resolve, 7_000))
    const connections = new Connections([aPlatform('slack', () => late)], silentLog, returned)
    const started = connections.start()
    await vi.advanceTimersByTimeAsync(6_000)
    await started
    expect(returned).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(returned).toHaveBeenCalledOnce()
    expect(connections.isUp('slack')).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})

test('a platform that cannot be reached is tried again until it is there', async () => {
  vi.useFakeTimers()
  try {
    const down = () => Promise.reject(new PlatformUnreachable('Slack', 'refused'))
    const connections = new Connections([aPlatform('slack', down, down)], silentLog)
    await connections.start()
    expect(connections.isUp('slack')).toBe(false)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(connections.isUp('slack')).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})

test('a refused token ends the start', async () => {
  const refused = () => Promise.reject(new TokenRefused('SLACK_BOT_TOKEN is refused.'))
  const connections = new Connections([aPlatform('slack', refused), aPlatform('discord', never)], silentLog)
  await expect(connections.start()).rejects.toThrow('SLACK_BOT_TOKEN')
})
