import { expect, onTestFinished, test } from 'vitest'
import { Alerts, type AlertsContext } from '../../src/alerts/alerts.ts'
import type { PlatformName } from '../../src/domain/destination.ts'
import { DestinationRefused } from '../../src/domain/errors.ts'
import { type LaneId, LaneLost } from '../../src/domain/lane.ts'
import type { Platform } from '../../src/domain/platform.ts'
import { problemText } from '../../src/i18n/problems.ts'
import { guardPlatform } from '../../src/lanes/guarded-platform.ts'
import type { Store } from '../../src/storage/database.ts'
import { openStore } from '../../src/storage/sqlite/store.ts'
import { aDigest, silentLog } from '../builders.ts'
import { MemoryPlatform } from '../memory-platform.ts'

const [slack, discord] = ['slack:default', 'discord:0'] as const
const minuteMs = 60_000

/** Machines that share a ledger, one problem to alert of, and one channel on each platform. */
async function machines() {
  const store: Store = await openStore(':memory:')
  onTestFinished(() => store.close())
  const platforms = { slack: new MemoryPlatform('slack'), discord: new MemoryPlatform('discord') }
  const up = new Set<PlatformName>(['slack', 'discord'])
  const unknown = new Set<PlatformName>()
  const woken: string[] = []
  let now = Date.parse('2026-03-12T09:00:00Z')
  let problems = 1

  /** `owned` are its lanes; `sent` are the messages that it sent itself. */
  function machine(name: string, ...owned: string[]) {
    const sent: string[] = []
    const laneOf = (platform: PlatformName) => (platform === 'slack' ? slack : discord)
    const hooks = { beforeSend: () => {} }
    const send = async <Result>(lane: LaneId, request: () => Promise<Result>) => {
      hooks.beforeSend()
      if (!owned.includes(lane)) throw new LaneLost(lane)
      sent.push(lane)
      return request()
    }
    const context: AlertsContext = {
      ...store,
      repository: {
        days: () => [],
        problems: () =>
          Array.from({ length: problems }, (_, at) => ({
            file: `digests/${at}.md`,
            line: 1,
            column: 1,
            severity: 'error',
            ...problemText('empty-file'),
          })) as never,
        files: () => new Map(),
        get: async () => aDigest(),
      },
      hasSource: () => false,
      log: silentLog,
      platforms: new Map<PlatformName, Platform>([
        ['slack', platforms.slack],
        ['discord', platforms.discord],
      ]),
      clock: { now: () => now, wait: async () => {} },
      signal: new AbortController().signal,
      settings: () => ({
        to: { platform: 'slack', channel: 'C0OPS' },
        backup: { platform: 'discord', channel: '77' },
        language: 'en',
        lateMinutes: 15,
        daysWithoutDigest: 3,
      }),
      destinations: () => [],
      outages: () => [],
      tokenProblem: () => undefined,
      pullFailure: () => undefined,
      removals: async () => [],
      workspaces: { workspaceOf: ({ workspace }) => workspace },
      isUp: (platform) => up.has(platform),
      isLead: () => owned.includes('app:0'),
      posts: ({ platform }) => owned.includes(laneOf(platform)),
      knows: ({ platform }) => !unknown.has(platform),
      platformFor: (platform) => guardPlatform(platform, laneOf(platform.name), { send }),
      wakeOthers: () => woken.push(name),
    }
    return { alerts: new Alerts(context), owned, sent, hooks }
  }

  return {
    machine,
    platforms,
    up,
    unknown,
    woken,
    addProblem: () => {
      problems += 1
    },
    check: async (...each: ReturnType<typeof machine>[]) => {
      now += minuteMs
      for (const { alerts } of each) await alerts.check()
    },
    get posted() {
      return { slack: platforms.slack.messages.length, discord: platforms.discord.messages.length }
    },
  }
}

test('an alert that one machine finds is sent by the owner of its channel, once', async () => {
  const all = await machines()
  const [lead, owner, other] = [all.machine('a', 'app:0'), all.machine('b', slack), all.machine('c', discord)]
  await all.check(lead, owner, other)
  await all.check(other, lead, owner)
  expect(all.posted).toEqual({ slack: 1, discord: 0 })
  expect([lead.sent, owner.sent, other.sent]).toEqual([[], [slack], []])
  // The others are woken for something new only, or they would wake each other for ever.
  expect(all.woken).toEqual(['a'])
})

test('while the platform of its channel is down, the owner of the other channel sends it', async () => {
  const all = await machines()
  const [lead, owner, other] = [all.machine('a', 'app:0'), all.machine('b', slack), all.machine('c', discord)]
  all.up.delete('slack')
  await all.check(lead, owner, other)
  expect(all.posted).toEqual({ slack: 0, discord: 1 })
  expect(other.sent).toEqual([discord])
})

test('once its channel refuses messages, the owner of the other channel sends it', async () => {
  const all = await machines()
  const [lead, owner, other] = [all.machine('a', 'app:0'), all.machine('b', slack), all.machine('c', discord)]
  all.platforms.slack.script.push(new DestinationRefused('it is archived'))
  await all.check(lead, owner, other)
  await all.check(lead, owner, other)
  expect(all.posted).toEqual({ slack: 0, discord: 1 })
  expect(other.sent).toEqual([discord])
})

test('where it is unknown who posts in the first channel, the owner of the other channel sends it', async () => {
  const all = await machines()
  const [lead, other] = [all.machine('a', 'app:0'), all.machine('c', discord)]
  all.unknown.add('slack')
  await all.check(lead, other)
  expect(all.posted).toEqual({ slack: 0, discord: 1 })
})

test('an owner that loses the lane before it sends leaves the alert to the next one, which sends it at once', async () => {
  const all = await machines()
  const [lead, owner] = [all.machine('a', 'app:0'), all.machine('b', slack)]
  const guarded = all.machine('c', slack)
  guarded.hooks.beforeSend = () => {
    guarded.owned.length = 0
  }
  await all.check(lead, guarded)
  expect(all.posted).toEqual({ slack: 0, discord: 0 })
  await all.check(owner)
  expect(all.posted).toEqual({ slack: 1, discord: 0 })
  // Neither does it take this for a channel that refuses messages.
  all.addProblem()
  guarded.hooks.beforeSend = () => {}
  guarded.owned.push(slack)
  await all.check(lead, guarded)
  expect(all.posted).toEqual({ slack: 2, discord: 0 })
})

test('one process without others looks for alerts and sends them', async () => {
  const all = await machines()
  await all.check(all.machine('only', 'app:0', slack, discord))
  expect(all.posted).toEqual({ slack: 1, discord: 0 })
})
