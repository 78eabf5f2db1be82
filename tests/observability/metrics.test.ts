import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DeliveryId } from '../../src/domain/delivery.ts'
import type { Destination, PlatformName } from '../../src/domain/destination.ts'
import { Health } from '../../src/observability/health.ts'
import { Metrics } from '../../src/observability/metrics.ts'
import type { Store } from '../../src/storage/database.ts'
import { openStore } from '../../src/storage/sqlite/store.ts'
import { aDelivery, aDestination, partKey } from '../builders.ts'

const minuteMs = 60_000
const now = Date.parse('2026-01-05T09:00:00Z')
const destinations = [
  aDestination({ name: 'team' }),
  aDestination({ name: 'club', platform: 'discord', channel: '100' }),
]
let store: Store
let up: Map<PlatformName, boolean>
let metrics: Metrics
let shown: readonly Destination[]

beforeEach(async () => {
  store = await openStore(':memory:')
  shown = destinations
  up = new Map([
    ['slack', true],
    ['discord', false],
  ])
  metrics = new Metrics({
    inspector: store.inspector,
    platforms: () => up,
    destinations: () => shown,
    lateMs: () => 15 * minuteMs,
    now: () => now,
    version: '1.2.3',
  })
})
afterEach(() => store.close())

/** The values of a metric by its labels, as they are written. */
async function values(name: string): Promise<Record<string, number>> {
  const lines = (await metrics.text())
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
  return Object.fromEntries(
    lines.map((line) => [line.slice(name.length, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  )
}

async function addDelivery(name: string, dueAt: number, platform: PlatformName = 'slack') {
  const id = `${name}@main/2026-01-05` as DeliveryId
  await store.ledger.addDelivery(aDelivery({ id, destination: name, platform, createdAt: dueAt, dueAt }), true)
  return id
}

test('sources that cannot be read are counted while they are fetched', async () => {
  const { sourceStates } = store
  const state = { publication: 'main', address: 'https://a.example/feed', problem: { text: 'It answered 500.' } }
  await sourceStates.save({ ...state, source: 'feed:a', failures: 2, nextAt: now + 1 })
  await sourceStates.save({ ...state, source: 'feed:b', failures: 0, nextAt: now + 1 })
  await sourceStates.save({ ...state, source: 'feed:removed', failures: 9, nextAt: now - 2 * 86_400_000 })
  expect(await values('morning_post_sources_failing')).toEqual({ '': 1 })
})

test('pending, late, uncertain and paused deliveries are counted in the ledger at each request', async () => {
  await addDelivery('punctual', now - minuteMs)
  await addDelivery('late', now - 16 * minuteMs)
  const posted = await addDelivery('posted', now - 60 * minuteMs)
  await store.ledger.setState(posted, 'posted', now)
  const doubtful = await addDelivery('doubtful', now - 17 * minuteMs, 'discord')
  await store.ledger.recordIntent(doubtful, partKey('overview'), now)
  await store.ledger.markUncertain(doubtful, partKey('overview'))
  await store.ledger.pause('punctual', { reason: { text: 'refused' }, at: now })
  shown = ['punctual', 'late', 'doubtful'].map((name) => aDestination({ name }))
  expect(await values('morning_post_deliveries_pending')).toEqual({
    '{platform="slack"}': 2,
    '{platform="discord"}': 1,
  })
  expect(await values('morning_post_deliveries_late')).toEqual({ '{platform="slack"}': 1, '{platform="discord"}': 1 })
  expect(await values('morning_post_parts_uncertain')).toEqual({ '{platform="slack"}': 0, '{platform="discord"}': 1 })
  expect(await values('morning_post_destinations_paused')).toEqual({ '': 1 })
  expect(await values('morning_post_deliveries_recent')).toEqual({
    '{platform="slack",state="pending"}': 2,
    '{platform="slack",state="posted"}': 1,
    '{platform="discord",state="pending"}': 1,
  })
  await store.ledger.confirm(doubtful, partKey('overview'), now)
  expect((await values('morning_post_parts_uncertain'))['{platform="discord"}']).toBe(0)
})

test('a removed destination is neither late nor paused', async () => {
  await addDelivery('team', now - 16 * minuteMs)
  await store.ledger.pause('team', { reason: { text: 'refused' }, at: now })
  const counted = async () => [
    (await values('morning_post_deliveries_pending'))['{platform="slack"}'],
    (await values('morning_post_deliveries_late'))['{platform="slack"}'],
    (await values('morning_post_destinations_paused'))[''],
  ]
  expect(await counted()).toEqual([1, 1, 1])
  shown = []
  expect(await counted()).toEqual([0, 0, 0])
})

test('the last whole digest of each destination has a time, before the first that when it was seen, and no name', async () => {
  const name = 'morning_post_destination_last_success_timestamp_seconds'
  for (const each of ['team', 'club', 'ended']) await store.ledger.firstSeen(each, now - 2 * minuteMs)
  await addDelivery('club', now, 'discord')
  for (const [destination, at] of [
    ['team', now - minuteMs],
    ['ended', now],
  ] as const) {
    await store.ledger.setState(await addDelivery(destination, now), 'posted', at)
  }
  // The first twelve digits of `printf %s team | sha256sum`, and of `club`.
  expect(await values(name)).toEqual({
    '{platform="slack",destination="ca8b22d0db83"}': (now - minuteMs) / 1_000,
    '{platform="discord",destination="cc2585df74ec"}': (now - 2 * minuteMs) / 1_000,
  })
  expect(await metrics.text()).not.toMatch(/team|club|ended/)
})

test('what happened is added up, and starts from 0', async () => {
  expect(await values('morning_post_parts_posted_total')).toEqual({
    '{platform="slack"}': 0,
    '{platform="discord"}': 0,
  })
  metrics.posted('slack')
  metrics.posted('slack')
  metrics.edited('discord')
  expect((await values('morning_post_parts_posted_total'))['{platform="slack"}']).toBe(2)
  expect((await values('morning_post_parts_corrected_total'))['{platform="discord"}']).toBe(1)
})

test('waits and answers are timed in seconds', async () => {
  metrics.waited('slack', 'retry_after', 1_500)
  metrics.answered('discord', 30)
  expect(await values('morning_post_rate_limit_wait_seconds_sum')).toEqual({
    '{platform="slack",reason="retry_after"}': 1.5,
  })
  expect(
    (await values('morning_post_rate_limit_wait_seconds_bucket'))['{le="1",platform="slack",reason="retry_after"}'],
  ).toBe(0)
  expect((await values('morning_post_interaction_duration_seconds_bucket'))['{le="0.05",platform="discord"}']).toBe(1)
})

test('what is running says so, and whether each platform is connected', async () => {
  expect(await values('morning_post_build_info')).toEqual({
    [`{version="1.2.3",node="${process.versions.node}"}`]: 1,
  })
  expect(await values('morning_post_platform_up')).toEqual({ '{platform="slack"}': 1, '{platform="discord"}': 0 })
  expect((await values('process_resident_memory_bytes'))['']).toBeGreaterThan(1_000_000)
  expect((await values('process_cpu_seconds_total'))['']).toBeGreaterThan(0)
})

test('what the ledger cannot give is left out, and the rest is there', async () => {
  await values('morning_post_deliveries_pending')
  const gone = () => Promise.reject(new Error('the disk is gone'))
  const broken = { count: gone, checkWritable: gone }
  metrics = new Metrics({
    inspector: broken as never,
    platforms: () => up,
    destinations: () => destinations,
    lateMs: () => 0,
    now: () => now,
    version: '1',
  })
  expect(await values('morning_post_ledger_up')).toEqual({ '': 0 })
  expect(await values('morning_post_deliveries_pending')).toEqual({})
  expect(await values('morning_post_platform_up')).toEqual({ '{platform="slack"}': 1, '{platform="discord"}': 0 })
})

test('a ledger that can be read and not written is down: nothing is posted', async () => {
  expect(await values('morning_post_ledger_up')).toEqual({ '': 1 })
  store.inspector.checkWritable = () => Promise.reject(new Error('the disk is full'))
  expect(await values('morning_post_ledger_up')).toEqual({ '': 0 })
  expect(await values('morning_post_destinations_paused')).toEqual({ '': 0 })
})

test('every metric says what it is, and bears the unit or kind in its name', async () => {
  metrics.waited('slack', 'pacing', 1)
  const text = await metrics.text()
  const kinds = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', kind = '']) => ({ name, kind }))
  expect(kinds.length).toBeGreaterThan(15)
  for (const { name, kind } of kinds) {
    expect(text).toMatch(new RegExp(`^# HELP ${name} [A-Z].{10,}$`, 'm'))
    expect(name.endsWith('_total')).toBe(kind === 'counter')
    if (kind === 'histogram') expect(name).toMatch(/_seconds$/)
  }
})

function health(changes: { steady?: () => number; prove?: () => Promise<void> } = {}): Health {
  const inspection = { checkWritable: changes.prove ?? (async () => {}) } as never
  return new Health({
    inspector: inspection,
    platforms: () => new Map([['Discord', up.get('discord') ?? false]]),
    tokenProblem: () => undefined,
    now: () => now,
    steady: changes.steady ?? (() => 0),
  })
}

test('the bot is alive while the scheduler runs, not only after its first run', () => {
  let at = 0
  const watched = health({ steady: () => at })
  at = 4 * minuteMs
  expect(watched.live()).toEqual({ ok: true, reasons: [] })
  at = 6 * minuteMs
  expect(watched.live()).toEqual({ ok: false, reasons: ['The scheduler has not run for 6 minutes.'] })
  watched.tickCompleted()
  expect(watched.live().ok).toBe(true)
})

test('it is ready when every platform is connected and the ledger can be written, and says what is missing', async () => {
  expect(await health().ready()).toEqual({ ok: false, reasons: ['Discord is not connected.'] })
  up.set('discord', true)
  expect(await health().ready()).toEqual({ ok: true, reasons: [] })
  const full = health({ prove: () => Promise.reject(new Error('disk full')) })
  expect(await full.ready()).toEqual({ ok: false, reasons: ['The ledger cannot be written: disk full'] })
})

test('while a platform or the ledger is down the bot is alive: a restart would not help', async () => {
  const down = health({ prove: () => Promise.reject(new Error('disk full')) })
  expect((await down.ready()).ok).toBe(false)
  expect(down.live().ok).toBe(true)
})

test('workspaces are counted, and only a thousand destinations have a series', async () => {
  const all = Array.from({ length: 1_001 }, (_, at) =>
    aDestination({ name: `d${at}`, ...(at % 3 > 0 && { workspace: `slack:T${at % 3}` as const }) }),
  )
  const inspector = {
    ...store.inspector,
    count: async () => ({
      ...(await store.inspector.count(now, 0)),
      lastSuccess: new Map(all.map(({ name }) => [name, now])),
    }),
  }
  metrics = new Metrics({
    inspector: Object.assign(Object.create(store.inspector), inspector),
    platforms: () => up,
    destinations: () => all,
    lateMs: () => 0,
    now: () => now,
    version: '1',
  })
  expect(await values('morning_post_workspaces')).toEqual({ '{platform="slack"}': 3, '{platform="discord"}': 0 })
  expect(Object.keys(await values('morning_post_destination_last_success_timestamp_seconds'))).toHaveLength(1_000)
})
