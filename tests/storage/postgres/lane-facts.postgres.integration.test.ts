import { expect, onTestFinished, test } from 'vitest'
import type { LaneId } from '../../../src/domain/lane.ts'
import { openPostgresStore } from '../../../src/storage/postgres/store.ts'
import { newDatabase } from '../../database.ts'

async function opened() {
  const store = await openPostgresStore(await newDatabase())
  onTestFinished(() => store.close())
  const { shared, pool } = store
  if (!shared) throw new Error('It is not shared')
  const free = async (lanes: readonly LaneId[]) => (await shared.lanes.renew('look', [], lanes, 1_000)).free.toSorted()
  return { ...shared, pool, free }
}

const [before, after]: [LaneId[], LaneId[]] = [['discord:0'], ['discord:0/2', 'discord:1/2']]
const change = { name: 'discord shards', was: undefined, becomes: '2', ended: before, begun: after }

test('a fact that is no longer what it was is not changed', async () => {
  const { lanes } = await opened()
  const changes = await Promise.all(Array.from({ length: 6 }, () => lanes.change(change)))
  expect(changes.filter(Boolean)).toHaveLength(1)
  expect(await lanes.change({ ...change, was: '3', becomes: '4' })).toBe(false)
  expect([...(await lanes.facts())]).toEqual([['discord shards', '2']])
  expect(await lanes.change({ ...change, was: '2', becomes: '4' })).toBe(true)
})

test('lanes begin when the leases of those that end would have ended, and their old owners write nothing more', async () => {
  const { lanes, free, pool } = await opened()
  await free(before)
  const [fence] = await lanes.claim('one', before, 1, 60_000)
  if (!fence) throw new Error('It was not claimed')
  await lanes.change(change)
  expect(await free([...before, ...after])).toEqual([])
  expect(await lanes.claim('two', [...before, ...after], 9, 60_000)).toEqual([])
  expect((await lanes.renew('one', [fence], before, 60_000)).held.size).toBe(0)
  await expect(pool.query('SELECT hold_lane($1, $2)', [fence.lane, fence.token])).rejects.toThrow('newer owner')
  await pool.query("UPDATE lanes SET lease_until = clock_timestamp() - interval '1 s' WHERE lease_until < 'infinity'")
  expect(await free([...before, ...after])).toEqual(after)
})

test('where no lease is held, the new lanes are free at once, and those that ended never are', async () => {
  const { lanes, free } = await opened()
  await lanes.change(change)
  expect(await free([...before, ...after])).toEqual(after)
  await lanes.change({ ...change, was: '2', becomes: '1', ended: after, begun: before })
  expect(await free([...before, ...after])).toEqual(before)
  // A token is never given twice.
  expect((await lanes.claim('one', before, 1, 60_000)).map(({ token }) => token)).toEqual([3])
})

test('of machines that log in at once, no more do than may, and one of them gets the turn', async () => {
  const { logins } = await opened()
  const added = await Promise.all(Array.from({ length: 12 }, () => logins.add('discord', 60_000, 5)))
  expect(added.filter(Boolean)).toHaveLength(5)
  expect(await logins.add('slack', 60_000, 5)).toBe(true)
  expect(await logins.ages('discord', 60_000)).toHaveLength(5)
  const waits = await Promise.all(Array.from({ length: 4 }, () => logins.takeTurn('discord', 0, 600_000)))
  expect(waits.map((ms) => Math.ceil(ms / 600_000)).toSorted()).toEqual([0, 1, 1, 1])
  expect(await logins.takeTurn('discord', 1, 600_000)).toBe(0)
})

test('logins are forgotten after their time', async () => {
  const { logins, pool } = await opened()
  await logins.add('discord', 60_000, 1)
  await pool.query("UPDATE logins SET at = at - interval '2 minutes'")
  expect(await logins.ages('discord', 60_000)).toEqual([])
  expect(await logins.add('discord', 60_000, 1)).toBe(true)
})
