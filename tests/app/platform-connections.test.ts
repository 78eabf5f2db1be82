import { expect, onTestFinished, test, vi } from 'vitest'
import { Connections } from '../../src/app/platform-connections.ts'
import { DestinationRefused, PlatformUnreachable, TokenRefused } from '../../src/domain/errors.ts'
import type { PlatformConnection } from '../../src/domain/platform.ts'
import { aDestination, silentLog } from '../builders.ts'
import { memoryLog } from '../contracts/adapter-fixture.ts'
import { MemoryPlatform } from '../memory-platform.ts'

/** A platform whose connection attempts are scripted: each start takes the next promise. */
function aPlatform(name: 'slack' | 'discord', ...starts: (() => Promise<void>)[]): PlatformConnection {
  const start = () => starts.shift()?.() ?? Promise.resolve()
  return Object.assign(new MemoryPlatform(), { name, start, stop: async () => {} }) as unknown as PlatformConnection
}

const accepted = () => Promise.resolve()
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

test('a start that is ended waits for no platform', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const [ending, log] = [new AbortController(), memoryLog()]
  const started = new Connections([aPlatform('slack', never)], log).start(ending.signal)
  ending.abort()
  await started
  expect(log.lines).toEqual([])
})

test('a platform that connects late wakes the scheduler, so that its due digests are posted at once', async () => {
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

test('a refused token is checked again until it is accepted, and the other platform does not wait', async () => {
  vi.useFakeTimers()
  try {
    const refused = () => Promise.reject(new TokenRefused('SLACK_BOT_TOKEN is refused.'))
    const returned = vi.fn()
    const log = memoryLog()
    const platforms = [aPlatform('slack', refused, refused), aPlatform('discord')]
    const connections = new Connections(platforms, log, returned)
    await connections.start()
    expect([connections.isUp('slack'), connections.isUp('discord')]).toEqual([false, true])
    expect(connections.outages).toMatchObject([
      { platform: 'slack', reason: { text: 'SLACK_BOT_TOKEN is refused.' }, isRefused: true },
    ])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(connections.isUp('slack')).toBe(true)
    expect(connections.outages).toEqual([])
    expect(returned).toHaveBeenCalledOnce()
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1)
    await connections.stop()
  } finally {
    vi.useRealTimers()
  }
})

test('a token that stays refused is logged once, and then once an hour with the number of tries', async () => {
  vi.useFakeTimers()
  try {
    const refused = () => Promise.reject(new TokenRefused('SLACK_BOT_TOKEN is refused.'))
    const log = memoryLog()
    const connections = new Connections([aPlatform('slack', ...Array(500).fill(refused))], log)
    await connections.start()
    await vi.advanceTimersByTimeAsync(2 * 3_600_000)
    const told = log.lines.filter(({ level }) => level !== 'debug')
    expect(told.map(({ level }) => level).slice(0, 2)).toEqual(['error', 'warn'])
    expect(told.length).toBeLessThan(4)
    expect(Reflect.get(told.at(-1)?.fields ?? {}, 'tries')).toBeGreaterThan(50)
    await connections.stop()
  } finally {
    vi.useRealTimers()
  }
})

test('a platform that is halted comes back when its token is accepted', async () => {
  vi.useFakeTimers()
  try {
    const refused = () => Promise.reject(new TokenRefused('SLACK_BOT_TOKEN is refused.'))
    const returned = vi.fn()
    const connections = new Connections([aPlatform('slack', accepted, refused)], silentLog, returned)
    await connections.start()
    connections.halt({ platform: 'slack' }, { text: 'Its token was refused.' })
    expect(connections.isUp('slack')).toBe(false)
    expect(connections.outages).toMatchObject([{ reason: { text: 'Its token was refused.' }, isRefused: true }])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(connections.isUp('slack')).toBe(true)
    expect(connections.outages).toEqual([])
    expect(returned).toHaveBeenCalledOnce()
    await connections.stop()
  } finally {
    vi.useRealTimers()
  }
})

test('a platform that accepts its token but refuses calls stays reported, and is tried ever less often', async () => {
  vi.useFakeTimers()
  try {
    let halts = 0
    const connections = new Connections([aPlatform('slack')], silentLog, () => {
      expect(connections.outages).toHaveLength(1)
      halts += 1
      connections.halt({ platform: 'slack' }, { text: 'Its token was refused.' })
    })
    await connections.start()
    connections.halt({ platform: 'slack' }, { text: 'Its token was refused.' })
    await vi.advanceTimersByTimeAsync(20 * 60_000)
    expect(halts).toBeLessThan(80)
    expect(connections.outages).toHaveLength(1)
    expect(connections.states).toEqual(new Map([['slack', false]]))
    await connections.stop()
  } finally {
    vi.useRealTimers()
  }
})

test('a platform that posts but does not listen is reported', async () => {
  const outage = { reason: { text: 'The gateway cannot be reached.' }, since: 5 }
  const platform = Object.assign(aPlatform('discord'), { listeningOutage: outage })
  const connections = new Connections([platform], silentLog)
  await connections.start()
  expect(connections.isUp('discord')).toBe(true)
  expect(connections.states).toEqual(new Map([['discord', false]]))
  expect(connections.outages).toEqual([{ platform: 'discord', canPost: true, isRefused: false, ...outage }])
})

test('a destination of an installed workspace is posted to with its token, and stops alone', async () => {
  const slack = Object.assign(aPlatform('slack', accepted), {
    workspace: 'slack:T0',
    forWorkspace: (workspace: string) => ({ name: `slack as ${workspace}` }),
  })
  const active = new Set(['slack:T1'])
  const connections = new Connections([slack as unknown as PlatformConnection], silentLog, undefined, {
    isActive: (workspace) => active.has(workspace),
    grantOf: (workspace) => (workspace === 'slack:T2' ? undefined : 'granted'),
    lost: [{ workspace: 'slack:T3', name: 'Team Three', endedAt: 7 }],
  })
  await connections.start()
  const own = [{ platform: 'slack' }, { platform: 'slack', workspace: 'slack:T0' }] as const
  const [installed, removed, lost] = [
    { platform: 'slack', workspace: 'slack:T1' },
    { platform: 'slack', workspace: 'slack:T2' },
    { platform: 'slack', workspace: 'slack:T3' },
  ] as const
  for (const each of own) expect(connections.platformOf(each)).toBe(slack)
  expect(connections.platformOf(installed)?.name).toBe('slack as slack:T1')
  const reasons = () => [...own, installed, removed, lost].map((each) => connections.delayReason(each))
  expect(reasons()).toEqual([undefined, undefined, undefined, 'not-installed', 'no-access'])
  expect(connections.outages).toMatchObject([{ workspace: { id: 'slack:T3', name: 'Team Three' }, since: 7 }])
  expect(connections.states).toEqual(new Map([['slack', true]]))
  connections.halt(installed, { text: 'Its token was refused.' })
  expect(connections.isUp('slack')).toBe(true)
  connections.halt({ platform: 'slack', workspace: 'slack:T0' }, { text: 'Its token was refused.' })
  expect(reasons()).toEqual(['token-refused', 'token-refused', undefined, 'not-installed', 'no-access'])
  await connections.stop()
})

test.each([
  ['is in another server than the destination names', 'discord:2', DestinationRefused],
  ['is where the destination says', 'discord:1', undefined],
  ['is of a destination that names none', undefined, undefined],
] as const)('a channel that %s', async (_, workspace, error) => {
  const platform = { ...aPlatform('discord'), name: 'discord', workspaceOf: async () => 'discord:1' }
  const connections = new Connections([platform as unknown as PlatformConnection], silentLog)
  const checked = connections.checkWorkspace(aDestination({ platform: 'discord', ...(workspace && { workspace }) }))
  if (error) await expect(checked).rejects.toThrow(error)
  else await checked
})

test('a destination of a workspace that the only token is not of is refused with the reason', async () => {
  const platform = { ...aPlatform('slack'), name: 'slack', workspace: 'slack:T1', forWorkspace: () => platform }
  const connections = new Connections([platform as unknown as PlatformConnection], silentLog)
  const checked = connections.checkWorkspace(aDestination({ workspace: 'slack:T2' }))
  await expect(checked).rejects.toThrow('in slack:T1, and the destination names slack:T2')
  await connections.checkWorkspace(aDestination({ workspace: 'slack:T1' }))
})
