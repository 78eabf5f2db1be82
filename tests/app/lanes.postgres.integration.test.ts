import { expect, onTestFinished, test } from 'vitest'
import { openLaneShare } from '../../src/app/lanes.ts'
import { PlatformWorkspaces } from '../../src/app/platform-workspaces.ts'
import type { PlatformName } from '../../src/domain/destination.ts'
import { LaneLost } from '../../src/domain/lane.ts'
import { formatPartKey } from '../../src/domain/part-key.ts'
import { openPostgresStore } from '../../src/storage/postgres/store.ts'
import { silentLog } from '../builders.ts'
import { newDatabase } from '../database.ts'
import { MemoryPlatform } from '../memory-platform.ts'

const alerts = { platform: 'slack', channel: 'C0OPS' } as const
const key = formatPartKey({ piece: { type: 'alerts', id: 1 } })

test('alerts are looked for, and sent in a channel, by the owners of their lanes only', async () => {
  const store = await openPostgresStore(await newDatabase())
  onTestFinished(() => store.close())
  const share = await openLaneShare({ stores: store, destinations: () => [], channels: () => [alerts], log: silentLog })
  if (!share) throw new Error('The database is not shared')
  onTestFinished(() => share.stop())
  const { context } = share
  const slack = new MemoryPlatform('slack')
  expect(context.posts?.(alerts)).toBe(false)
  expect(() => context.storesFor(alerts)).toThrow(LaneLost)

  const platforms = new Map<PlatformName, MemoryPlatform>([['slack', slack]])
  await share.start({
    wake: () => {},
    workspaces: new PlatformWorkspaces(platforms, silentLog, () => 0),
    platforms,
  })
  // Without a destination on Slack, the channel of alerts has a lane.
  await expect
    .poll(() => [context.isLead(), context.posts?.(alerts), context.knows(alerts)])
    .toEqual([true, true, true])
  await context.storesFor().alerts.add('late:team', 'first', 1)
  await context.storesFor(alerts).alerts.createMessage([1], alerts)
  const posting = {
    place: { channel: alerts.channel },
    part: slack.renderNotice(key, { type: 'withdrawn' } as never),
    marker: { delivery: 'operations', part: key },
  }
  const { client } = context.platformFor(slack, alerts)
  const before = await client.reserve(posting)
  await before.send()
  expect(slack.messages).toHaveLength(1)

  // As if its lease had ended while it stood still, and another machine was quicker.
  const lose = (lane: string) =>
    store.pool.query(
      `UPDATE lanes SET token = token + 1, owner = 'another', lease_until = now() + interval '1 minute'
       WHERE lane = $1`,
      [lane],
    )
  await lose('slack:default')
  const late = context.storesFor(alerts).alerts
  await expect(late.recordIntent('operations@notices/2026-11-02' as never, key, 2)).rejects.toThrow(LaneLost)
  await context.storesFor().alerts.add('late:another', 'second', 2)
  await lose('app:0')
  await expect(context.storesFor().alerts.add('late:other', 'second', 2)).rejects.toThrow(LaneLost)
  expect(await store.alerts.open()).toHaveLength(2)
  expect(await store.alerts.parts('operations@notices/2026-11-02' as never)).toEqual([])

  // Once it knows, it sends nothing either.
  await store.pool.query(`SELECT pg_notify('morning_post_lanes', '')`)
  await expect.poll(() => context.posts?.(alerts)).toBe(false)
  const after = await client.reserve(posting)
  await expect(after.send()).rejects.toThrow(LaneLost)
  expect(slack.messages).toHaveLength(1)
})
