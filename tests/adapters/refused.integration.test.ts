import { describe, expect, onTestFinished, test } from 'vitest'
import { createDiscord } from '../../src/adapters/discord/discord.ts'
import { createSlack } from '../../src/adapters/slack/slack.ts'
import { runDelivery } from '../../src/delivery/run-delivery.ts'
import type { Clock } from '../../src/domain/clock.ts'
import type { DeliveryId } from '../../src/domain/delivery.ts'
import type { Destination, PlatformName } from '../../src/domain/destination.ts'
import { digestId } from '../../src/domain/digest.ts'
import type { Platform } from '../../src/domain/platform.ts'
import { Scheduler } from '../../src/scheduler/scheduler.ts'
import { startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import type { Faults } from '../../src/simulator/faults.ts'
import { startSlackSimulator } from '../../src/simulator/slack/server.ts'
import { openLedgerFile } from '../../src/storage/sqlite/open-ledger-file.ts'
import { channelType } from '../../src/validators/discord/limits.ts'
import { aDelivery, aDestination, libraryOf, partKey } from '../builders.ts'
import { hurriedClock, memoryLog, onlyThese } from '../contracts/adapter-fixture.ts'
import { aDigest, vocabulary } from '../contracts/digest.ts'

const count = 120
const channelOf = (platform: PlatformName, at: number) =>
  platform === 'slack' ? `C0TEAM${String(at).padStart(5, '0')}` : String(1_300_000_000_000_000_000n + BigInt(at))

/** A platform with many channels, and ours in it. */
interface Stage {
  readonly platform: Platform
  readonly faults: Faults
  /** Makes a channel refuse every message. */
  refuse(channel: string): void
  /** Makes the token invalid. */
  revoke(): void
}

type Log = ReturnType<typeof memoryLog>

async function slackStage(log: Log, clock: Clock | undefined): Promise<Stage> {
  const tokens = { bot: 'xoxb-granted', app: 'xapp-granted' }
  const simulator = await startSlackSimulator({ rateLimits: 'off', tokens })
  onTestFinished(() => simulator.close())
  const { state, apiUrl, faults } = simulator
  for (let at = 0; at < count; at += 1) {
    const id = channelOf('slack', at)
    const members = new Set([state.bot.id])
    state.channels.set(id, { id, name: `team-${at}`, topic: '', isPrivate: false, isArchived: false, members })
  }
  const given = { botToken: tokens.bot, appToken: tokens.app, apiUrl, log, vocabulary, handler: onlyThese({}) }
  return {
    platform: createSlack({ ...given, ...(clock && { clock }) }),
    faults,
    refuse: (channel) => {
      const found = state.channels.get(channel)
      if (found) found.isArchived = true
    },
    revoke: () => {
      tokens.bot = 'xoxb-another'
    },
  }
}

async function discordStage(log: Log, clock: Clock | undefined): Promise<Stage> {
  const simulator = await startDiscordSimulator({ rateLimits: 'off' })
  onTestFinished(() => simulator.close())
  const { state, apiUrl, token, faults } = simulator
  for (let at = 0; at < count; at += 1) {
    const id = channelOf('discord', at)
    state.channels.set(id, { id, name: `team-${at}`, type: channelType.text })
  }
  const kind = { type: 'error', status: 401, when: 'before' } as const
  return {
    platform: createDiscord({ token, apiUrl, log, vocabulary, handler: onlyThese({}), ...(clock && { clock }) }),
    faults,
    refuse: (channel) => void state.forbidden.set(channel, new Set(['view', 'send', 'history'])),
    revoke: () => faults.inject({ matches: () => true, kind, times: Number.POSITIVE_INFINITY }),
  }
}

/** The scheduler over a ledger on disk, with as many destinations as there are channels. */
async function fixture(name: PlatformName, pace?: Clock) {
  const log = memoryLog()
  const stage = await (name === 'slack' ? slackStage(log, pace) : discordStage(log, pace))
  const { platform, faults } = stage
  const ledger = openLedgerFile(':memory:').ledger
  onTestFinished(() => ledger.close())
  const clock = { ...hurriedClock, time: Date.parse('2026-03-12T09:00:00Z'), now: (): number => clock.time }
  const tools = { platform, ledger, clock, log, signal: new AbortController().signal }
  const destinations: Destination[] = Array.from({ length: count }, (_, at) =>
    aDestination({ name: `team-${at}`, platform: name, channel: channelOf(name, at), at: '06:00' }),
  )
  const halted = new Set<PlatformName>()
  let isHalted = false
  const scheduler = new Scheduler({
    ...tools,
    repository: libraryOf(aDigest),
    destinations: () => destinations,
    delayReason: () => (isHalted ? 'unreachable' : undefined),
    deliver: async (delivery, destination, digest) => {
      const outcome = await runDelivery(delivery, destination, digest, { ...tools, halted })
      if (outcome === 'halt') isHalted = true
      return outcome
    },
  })
  const calls: string[] = []
  const matches = (call: string, body: { readonly channel?: unknown }) => {
    calls.push(`${call} ${body.channel ?? ''}`)
    return false
  }
  faults.inject({ matches, kind: { type: 'busy', retryAfterMs: 0 }, times: 1 })
  const tickAfter = async (ms: number) => {
    clock.time += ms
    await scheduler.tick()
    await scheduler.idle()
  }
  return { ...stage, ledger, log, calls, tickAfter, channel: (at: number) => channelOf(name, at) }
}

const minute = 60_000

describe.each(['slack', 'discord'] as const)('%s', (name) => {
  test('a channel that refuses is asked once, and again an hour later', async () => {
    const { refuse, calls, tickAfter, channel } = await fixture(name, hurriedClock)
    refuse(channel(7))
    const asked = () => calls.filter((call) => call.includes(channel(7))).length
    await tickAfter(0)
    const once = asked()
    expect(once).toBeGreaterThan(0)
    expect(once).toBeLessThanOrEqual(2)
    for (const minutes of [1, 1, 27, 30]) await tickAfter(minutes * minute)
    expect(asked()).toBe(once)
    await tickAfter(minute)
    expect(asked()).toBe(2 * once)
    expect(calls.filter((call) => call.includes(channel(8))).length).toBeGreaterThan(1)
  })

  test('a channel that may not be looked into is not asked every minute what arrived there', async () => {
    const { refuse, calls, tickAfter, channel, ledger } = await fixture(name, hurriedClock)
    refuse(channel(7))
    const id = 'team-7@main/2026-03-12' as DeliveryId
    await ledger.addDelivery({
      ...aDelivery({ id, destination: 'team-7', platform: name, channel: channel(7) }),
      digest: digestId(aDigest),
    })
    await ledger.recordIntent(id, partKey('overview'), Date.parse('2026-03-12T08:00:00Z'))
    const asked = () => calls.filter((call) => call.includes(channel(7))).length
    for (let minutes = 0; minutes < 5; minutes += 1) await tickAfter(minute)
    expect(asked()).toBeGreaterThan(0)
    expect(asked()).toBeLessThanOrEqual(2)
  })

  test('a token that is refused while hundreds wait stops them all, and is said once', async () => {
    const { revoke, calls, tickAfter, log } = await fixture(name)
    const posts = () => calls.filter((call) => /postMessage|POST .*messages/.test(call)).length
    const stop = setInterval(() => {
      if (posts() < 5) return
      clearInterval(stop)
      revoke()
    })
    await tickAfter(0)
    const before = calls.length
    await tickAfter(minute)
    expect(calls.length).toBe(before)
    // The runs that were active at the refusal, and none after it.
    expect(posts()).toBeLessThanOrEqual(60)
    const errors = log.lines.filter(({ level }) => level === 'error')
    expect(errors).toEqual([
      expect.objectContaining({ fields: expect.objectContaining({ platform: name, reason: expect.any(String) }) }),
    ])
    expect(log.lines.filter(({ level }) => level === 'warn')).toEqual([])
  })
})
