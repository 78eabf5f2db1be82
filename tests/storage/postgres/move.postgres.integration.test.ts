import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, expect, test } from 'vitest'
import type { Store } from '../../../src/storage/database.ts'
import { databaseIn } from '../../../src/storage/open-database.ts'
import { backUp } from '../../../src/storage/sqlite/backup.ts'
import { openStore } from '../../../src/storage/sqlite/store.ts'
import { aCandidate, aDelivery, aDestination, partKey } from '../../builders.ts'
import { newDatabase } from '../../database.ts'

const { id } = aDelivery()
const ref = { platform: 'slack', channel: 'C1', message: '17.1' }

let folder: string
let file: string
let url: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  file = join(folder, 'morning-post.sqlite')
  url = await newDatabase()
  await inSqlite(async ({ ledger, subscriptions, alerts, candidates, reviews }) => {
    await ledger.addDelivery(aDelivery())
    for (const key of ['overview', 'section-01', 'section-02'].map(partKey)) await ledger.recordIntent(id, key, 100)
    await ledger.recordReceipt(id, partKey('section-01'), ref, 120, { contentHash: 'é\u0000', takeaways: ['a'] })
    // Numbers of rows that are gone are not given again.
    for (const key of ['overview', 'section-02'].map(partKey)) await ledger.forgetPart(id, key)
    await ledger.recordHeartbeat(Date.now())
    await subscriptions.save({ destination: aDestination({ name: 'chat' }), madeBy: 'U1' })
    await alerts.add('late:team', 'text', 5)
    await alerts.createMessage([1], { platform: 'slack', channel: 'C2' })
    await candidates.add([aCandidate({ title: 'NUL\0 in a title', signal: 0.1 })])
    await reviews.ask('main/2026-01-05' as never, 'hash', 7)
  })
})

const target = () => databaseIn({ dataFolder: folder, databaseUrl: url })
const move = (backup?: string) => target().restore(backup, 10_000)

async function inSqlite<Value>(work: (store: Store) => Promise<Value>): Promise<Value> {
  const store = await openStore(file)
  return work(store).finally(() => store.close())
}

async function inPostgres<Value>(work: (store: Store) => Promise<Value>): Promise<Value> {
  const store = await target().open()
  return work(store).finally(() => store.close())
}

const note = (key: string) => (store: Store) => store.ledger.recordIntent(id, partKey(key), 300)
const keys = async ({ ledger }: Store) => (await ledger.parts(id)).map(({ key }) => key)

test('a whole ledger is moved, with its numbers and order, and without a gap', async () => {
  await inSqlite(note('section-00'))
  const before = await inSqlite(({ ledger }) => ledger.parts(id))
  // The bot has run for so long that it does not matter what was before.
  using db = new DatabaseSync(file)
  db.exec("DELETE FROM runtime WHERE name LIKE 'gap_%'")
  db.close()
  expect(await move()).toMatchObject({ deliveries: 1, parts: 2, database: expect.stringContaining('PostgreSQL') })
  await inPostgres(async ({ ledger, subscriptions, alerts, candidates, reviews }) => {
    expect(await ledger.parts(id)).toEqual(before)
    expect(await ledger.gap()).toBeUndefined()
    expect(subscriptions.all()).toEqual([{ destination: aDestination({ name: 'chat' }), madeBy: 'U1' }])
    expect(await alerts.unfinished()).toMatchObject([{ alerts: [{ id: 1, subject: 'late:team' }] }])
    await alerts.add('late:other', 'text', 6)
    expect((await alerts.open()).map((alert) => alert.id)).toEqual([1, 2])
    expect(await candidates.list('main', 0)).toMatchObject([{ title: 'NUL in a title', signal: 0.1 }])
    expect(await reviews.recent(5)).toHaveLength(1)
    await ledger.recordIntent(id, partKey('overview'), 400)
  })
  await target().backUp(join(folder, 'copy.sqlite'), false, 20_000)
  using copy = new DatabaseSync(join(folder, 'copy.sqlite'))
  expect(copy.prepare('SELECT position, key FROM parts ORDER BY position').all()).toMatchObject([
    { position: 2, key: 'section-01' },
    { position: 5, key: 'section-00' },
    { position: 6, key: 'overview' },
  ])
})

test('a backup is moved as of its time', async () => {
  const { file: copy } = backUp(file, folder, false, 5_000)
  await inSqlite(note('section-09'))
  expect(await move(copy)).toMatchObject({ parts: 1, copiedAt: 5_000 })
  expect(await inPostgres(({ ledger }) => ledger.gap())).toMatchObject({ to: expect.any(Number) })
  expect(await inPostgres(keys)).toEqual(['section-01'])
})

test('a move that is repeated changes nothing, and brings over what the file has more', async () => {
  await move()
  // The copy of a move that was killed.
  writeFileSync(join(folder, 'moved.sqlite.123.new'), '')
  await move()
  expect(readdirSync(folder).filter((name) => name.startsWith('moved'))).toEqual([])
  await inSqlite(note('section-02'))
  expect(await move()).toMatchObject({ parts: 2 })
  expect(await inPostgres(keys)).toEqual(['section-01', 'section-02'])
})

test('a database that was written since the move is left as it is', async () => {
  await move()
  await inPostgres(note('section-08'))
  await expect(move()).rejects.toThrow(/was written since the move at 1970-01-01T00:00:10Z, and the file was not/)
  await inSqlite(note('section-09'))
  await expect(move()).rejects.toThrow(
    /^Both the PostgreSQL .+ and the file were written since .+ 1 delivery, 2 messages and 1 subscription; .+ Nothing was changed\.$/,
  )
  expect(await inPostgres(keys)).toEqual(['section-01', 'section-08'])
})

test('a database with a ledger of its own, and one in use, are left as they are', async () => {
  await inPostgres(async (store) => {
    await expect(move()).rejects.toThrow(/is in use by a Morning Post/)
    await store.ledger.addDelivery(aDelivery({ id: 'x@main/2026-01-05' as never, destination: 'x' }))
  })
  await expect(move()).rejects.toThrow(/has a ledger of its own, which would be lost/)
  expect(await inPostgres(keys)).toEqual([])
  expect(readdirSync(folder).filter((name) => name.includes('.new'))).toEqual([])
})

test('a bot whose connections a pooler hides is noticed by what it notes', async () => {
  const bot = 'host-1:7:abc'
  await inPostgres(async ({ shared }) => void (await shared?.lanes.renew(bot, [], [], 60_000)))
  await expect(move()).rejects.toThrow(/is in use by a Morning Post \(on host-1\)/)
  await inPostgres(async ({ shared }) => shared?.lanes.leave(bot, []))
  expect(await move()).toMatchObject({ deliveries: 1 })
})

test('a bot that was only started on the database does not prevent the move', async () => {
  await inPostgres(async ({ ledger }) => {
    await ledger.recordHeartbeat(Date.now())
    await ledger.firstSeen('chat', 5)
  })
  expect(await move()).toMatchObject({ deliveries: 1 })
})
