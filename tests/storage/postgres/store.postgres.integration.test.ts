import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { DeliveryUndone, LedgerUnusable } from '../../../src/domain/errors.ts'
import { ledgerMigrations } from '../../../src/storage/ledger/migrations.ts'
import { laneFactTables } from '../../../src/storage/postgres/lane-facts.ts'
import { laneRequestTables } from '../../../src/storage/postgres/lane-requests.ts'
import { laneTables } from '../../../src/storage/postgres/lanes.ts'
import { loginTables } from '../../../src/storage/postgres/logins.ts'
import { moves } from '../../../src/storage/postgres/move.ts'
import { tablesOf } from '../../../src/storage/postgres/rows.ts'
import { tablesOfVersion12 } from '../../../src/storage/postgres/schema.ts'
import { openPostgresStore } from '../../../src/storage/postgres/store.ts'
import { subscriptionChanges } from '../../../src/storage/postgres/subscriptions.ts'
import { earlierFormats } from '../../../src/storage/sqlite/earlier-formats.ts'
import { aDelivery, aDestination, partKey } from '../../builders.ts'
import { ledgerContract } from '../../contracts/ledger.ts'
import { reviewContract } from '../../contracts/reviews.ts'
import { rivalStoresContract } from '../../contracts/rival-stores.ts'
import { storeContract } from '../../contracts/store.ts'
import { newDatabase } from '../../database.ts'

async function opened(url: string) {
  const store = await openPostgresStore(url)
  onTestFinished(() => store.close())
  return store
}

async function query(url: string, statement: string) {
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query(statement)
  await client.end()
  return rows
}

ledgerContract('PostgreSQL', async () => {
  const url = await newDatabase()
  const { ledger } = await opened(url)
  return { ledger, restart: async () => (await opened(url)).ledger }
})

async function openNew() {
  const url = await newDatabase()
  const again = () => opened(url)
  return { store: await again(), again, rival: again }
}

storeContract('PostgreSQL', openNew)
rivalStoresContract('PostgreSQL', openNew)

reviewContract('PostgreSQL', async () => (await opened(await newDatabase())).reviews)

test('both databases have the same tables and columns', async () => {
  using sqlite = new DatabaseSync(':memory:')
  for (const [name, work] of Object.entries(earlierFormats)) sqlite.function(name, work)
  for (const step of ledgerMigrations) sqlite.exec(step)
  const url = await newDatabase()
  await opened(url)
  const inSqlite = tablesOf(sqlite)
  const columns = await query(
    url,
    `SELECT table_name AS name, array_agg(column_name::text ORDER BY ordinal_position) AS columns FROM information_schema.columns
     WHERE table_schema = current_schema() GROUP BY table_name`,
  )
  const inPostgres = new Map(columns.map(({ name, columns }) => [name, columns]))
  for (const { name, columns } of inSqlite) expect([name, inPostgres.get(name)]).toEqual([name, columns])
})

test('a subscription that one machine changes is known to the others', async () => {
  const url = await newDatabase()
  const [one, other] = [await opened(url), await opened(url)]
  const save = (name: string, madeBy: string) => one.subscriptions.save({ destination: aDestination({ name }), madeBy })
  const names = () => other.subscriptions.all().map(({ destination, madeBy }) => `${destination.name} ${madeBy}`)
  await save('a', 'U1')
  await save('b', 'U1')
  await other.subscriptions.refresh()
  expect(names()).toEqual(['a U1', 'b U1'])
  await one.subscriptions.remove('a')
  await save('b', 'U2')
  await other.subscriptions.refresh()
  expect(names()).toEqual(['b U2'])
  await save('c', 'U1')
  await expect.poll(names).toEqual(['b U2', 'c U1'])
})

test('machines that start together on an empty database make the tables once', async () => {
  const url = await newDatabase()
  const stores = await Promise.all(Array.from({ length: 8 }, () => opened(url)))
  expect(await query(url, 'SELECT version FROM ledger_version')).toEqual([{ version: String(ledgerMigrations.length) }])
  for (const { ledger } of stores) expect(await ledger.gap()).toMatchObject({ from: 0, isNew: true })
})

test('tables of a newer version are refused, not misread', async () => {
  const url = await newDatabase()
  await opened(url)
  await query(url, 'UPDATE ledger_version SET version = 999')
  await expect(openPostgresStore(url)).rejects.toThrow(
    /was written by a newer Morning Post \(its tables are version 999,/,
  )
})

/** As the first version with PostgreSQL made them. */
const firstTables = [
  ...[tablesOfVersion12, subscriptionChanges, moves, laneTables, laneRequestTables, laneFactTables, loginTables],
  'CREATE TABLE ledger_version (version BIGINT NOT NULL)',
  'INSERT INTO ledger_version VALUES (12)',
].join(';\n')

test('tables are brought up to date once no machine of an older version uses them', async () => {
  const url = await newDatabase()
  await query(url, firstTables)
  await query(url, `INSERT INTO machines VALUES ('killed', now() - interval '1 s'), ('older', now() + interval '15 s')`)
  const refused = await openPostgresStore(url).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(LedgerUnusable)
  expect(String(refused)).toMatch(/running machines of an older version use \(1\): stop all of them first/)
  expect(await query(url, 'SELECT version FROM ledger_version')).toEqual([{ version: '12' }])
  await query(url, `DELETE FROM machines WHERE machine = 'older'`)
  await (await opened(url)).ledger.addDelivery(aDelivery())
  expect(await query(url, 'SELECT version FROM ledger_version')).toEqual([{ version: String(ledgerMigrations.length) }])
})

test('an intent waits for an undo that another machine is writing, and is not made then', async () => {
  const url = await newDatabase()
  const { ledger } = await opened(url)
  const delivery = aDelivery()
  await ledger.addDelivery(delivery)
  const other = new Client(url)
  await other.connect()
  await other.query(`BEGIN; UPDATE deliveries SET state = 'withdrawing'`)
  const intent = ledger.recordIntent(delivery.id, partKey('overview'), 1).catch((error: unknown) => error)
  const waiting = `SELECT count(*) AS count FROM pg_locks WHERE NOT granted AND pid IN
    (SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%INSERT INTO parts%')`
  await expect.poll(() => query(url, waiting)).toEqual([{ count: '1' }])
  await other.query('COMMIT')
  await other.end()
  expect(await intent).toBeInstanceOf(DeliveryUndone)
  expect(await ledger.parts(delivery.id)).toEqual([])
})

test('a migration that fails leaves the database as it was', async () => {
  const url = await newDatabase()
  await query(url, 'CREATE TABLE review_steps (id BIGINT)')
  await expect(openPostgresStore(url)).rejects.toThrow(/review_steps/)
  expect(await query(url, "SELECT to_regclass('deliveries') AS found")).toEqual([{ found: null }])
})

test('an older copy that is put back while the bot is running is noticed, by every machine', async () => {
  const url = await newDatabase()
  const [one, two] = [await openPostgresStore(url), await openPostgresStore(url)]
  for (const { close } of [one, two]) onTestFinished(close)
  await one.pool.query("DELETE FROM runtime WHERE name LIKE 'gap_%'")
  for (const at of [1_000, 2_000, 3_000]) await one.ledger.recordHeartbeat(at)
  expect(await two.ledger.gap()).toBeUndefined()
  await one.pool.query("UPDATE runtime SET value = 1000 WHERE name = 'heartbeat_at'")
  await one.ledger.recordHeartbeat(4_000)
  for (const { ledger } of [one, two]) expect(await ledger.gap()).toEqual({ from: 1_000, to: 4_000 })
  await one.ledger.recordHeartbeat(5_000)
  expect(await two.ledger.gap()).toEqual({ from: 1_000, to: 4_000 })
})

test('a machine whose clock is wrong by two hours makes no machine look in the channels', async () => {
  const [url, dataFolder] = [await newDatabase(), mkdtempSync(join(tmpdir(), 'heartbeat-'))]
  const [right, wrong] = [await opened(url), await openPostgresStore(url, { dataFolder })]
  await right.pool.query("DELETE FROM runtime WHERE name LIKE 'gap_%'")
  onTestFinished(() => void vi.useRealTimers())
  const [now, off] = [Date.now(), 7_200_000]
  const beat = async ({ ledger }: typeof right, of: number) => {
    vi.useFakeTimers({ toFake: ['Date'], now: now + of })
    return await ledger.recordHeartbeat(now + of)
  }
  await beat(right, 0)
  // To each it was just now, by its own clock.
  expect(await beat(wrong, off)).toBe(now + off)
  for (const each of [0, -off, off, 0, -off]) await beat(each === 0 ? right : wrong, each)
  expect(await right.ledger.gap()).toBeUndefined()
  await wrong.close()
  const again = await openPostgresStore(url, { dataFolder })
  onTestFinished(again.close)
  expect(await again.ledger.gap()).toBeUndefined()
})

test('heartbeats of one machine at the same moment are no older copy', async () => {
  const { ledger, pool } = await opened(await newDatabase())
  await pool.query("DELETE FROM runtime WHERE name LIKE 'gap_%'")
  for (let at = 1_000; at < 21_000; at += 1_000) {
    await Promise.all([0, 1, 2, 3].map((later) => ledger.recordHeartbeat(at + later)))
  }
  expect(await ledger.gap()).toBeUndefined()
})

test('of heartbeats at the same moment the latest counts', async () => {
  const url = await newDatabase()
  const [one, two] = [await opened(url), await opened(url)]
  await one.ledger.recordHeartbeat(1_000)
  for (let at = 2_000; at < 22_000; at += 1_000) {
    await Promise.all([two.ledger.recordHeartbeat(at + 1), one.ledger.recordHeartbeat(at)])
    expect(await one.pool.query("SELECT value FROM runtime WHERE name = 'heartbeat_at'")).toMatchObject({
      rows: [{ value: at + 1 }],
    })
  }
})

test('leases and readers do not wait while the ledger is busy', async () => {
  const url = await newDatabase()
  const { pool, shared } = await opened(url)
  const busy = Array.from({ length: 12 }, () => pool.query('SELECT pg_sleep(600)').catch(() => {}))
  expect(await shared?.requests.claim('one')).toBe(true)
  expect(await shared?.lanes.renew('machine', [], ['app:0'], 15_000)).toMatchObject({ free: ['app:0'] })
  expect(await shared?.logins.ages('discord', 1_000)).toEqual([])
  expect(pool.waitingCount).toBeGreaterThan(0)
  const stop = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'`
  await expect.poll(() => query(url, stop).then(() => pool.totalCount - pool.idleCount)).toBe(0)
  await Promise.all(busy)
})
