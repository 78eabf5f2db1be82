import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DeliveryId } from '../../src/domain/delivery.ts'
import { LedgerUnusable } from '../../src/domain/errors.ts'
import { ledgerMigrations } from '../../src/storage/ledger/migrations.ts'
import { restore } from '../../src/storage/sqlite/backup.ts'
import { openStore } from '../../src/storage/sqlite/store.ts'
import { silentLog } from '../builders.ts'

const fixtures = join(import.meta.dirname, '../fixtures')

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  file = join(folder, 'morning-post.sqlite')
})

afterEach(() => rmSync(folder, { recursive: true }))

const use = (release: string) => cpSync(join(fixtures, release), folder, { recursive: true })
const idOf = (name: string, date = '2026-01-05') => `${name}@main/${date}` as DeliveryId
const copies = () => readdirSync(folder).filter((name) => name.includes('.schema-'))

function versionOf(path: string): unknown {
  const db = new DatabaseSync(path, { readOnly: true })
  const version = db.prepare('PRAGMA user_version').get()?.user_version
  db.close()
  return version
}

/** A ledger of an earlier version, with nothing in it. */
function anEmptyLedger(version: number): void {
  const db = new DatabaseSync(file)
  db.exec([...ledgerMigrations.slice(0, version), `PRAGMA user_version = ${version}`].join('; '))
  db.close()
}

const releases = readdirSync(fixtures).filter((name) => name.startsWith('data-'))

test.each(releases)('the ledger in %s is upgraded, and its copy is what it was', async (release) => {
  use(release)
  const before = versionOf(file)
  const logged: unknown[] = []
  const { check, close, ledger } = await openStore(file, {
    log: { ...silentLog, info: (...entry) => void logged.push(entry) },
  })
  await check()
  expect(await ledger.delivery(idOf('team'))).toMatchObject({ state: 'posted', channel: 'C1' })
  await close()
  expect(versionOf(file)).toBe(ledgerMigrations.length)

  const [copy = '', ...others] = copies()
  expect(copy).toMatch(new RegExp(`^morning-post\\.schema-${before}\\.\\d{8}T\\d{6}Z\\.sqlite$`))
  expect(others).toEqual([])
  expect(logged).toEqual([
    [{ file: join(folder, copy) }, 'the ledger was backed up, and its tables are brought up to date'],
  ])
  const kept = new DatabaseSync(join(folder, copy), { readOnly: true })
  expect(kept.prepare('SELECT id FROM deliveries WHERE id = ?').get(idOf('team'))).toBeDefined()
  kept.close()
  expect(versionOf(join(folder, copy))).toBe(before)
  expect(statSync(join(folder, copy)).mode & 0o777).toBe(0o600)
  // A second start has nothing to do.
  await (await openStore(file)).close()
  expect(copies()).toHaveLength(1)
})

test('a command does not change the tables under a running bot of an older version', async () => {
  use(releases[0] ?? '')
  const before = versionOf(file)
  const bot = new DatabaseSync(join(folder, 'lock.sqlite'))
  bot.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  await expect(openStore(file)).rejects.toThrow('restart the bot with this version first')
  expect([versionOf(file), copies()]).toEqual([before, []])
  bot.close()
  await (await openStore(file)).close()
  expect(versionOf(file)).toBe(ledgerMigrations.length)
})

test('every release has a fixture', () => {
  const changelog = readFileSync(join(fixtures, '../../CHANGELOG.md'), 'utf8')
  const released = [...changelog.matchAll(/^## \[(\d[\d.]+)\]/gm)].map(([, version]) => `data-${version}`)
  expect(releases).toEqual(released.toSorted())
})

test('everything in the ledger of 0.2.0 is found again', async () => {
  use('data-0.2.0')
  const { ledger, alerts, subscriptions, close } = await openStore(file)
  const statesOf = async (id: DeliveryId) => (await ledger.parts(id)).map(({ key, state }) => `${key} ${state}`)
  expect(await statesOf(idOf('team'))).toEqual(['overview posted', 'section-01 posted'])
  expect(await statesOf(idOf('half'))).toEqual(['overview posted', 'section-01 intended'])
  expect(await statesOf(idOf('doubt', '2026-01-04'))).toEqual(['overview uncertain', 'section-01 confirmed'])
  expect(await ledger.delivery(idOf('team'))).toMatchObject({
    delay: { text: 'Posted 2 h late: the bot was not running.' },
    postedLayout: { layout: 'thread', contentHash: 'hash', sections: [{ key: 'section-01', identity: 'i' }] },
  })
  const shown = { piece: { key: 'overview', identity: 'i', messages: 1 }, contentHash: 'hash', takeaways: ['a'] }
  expect((await ledger.parts(idOf('team')))[0]).toMatchObject({ shown })
  expect((await ledger.unfinished()).map(({ id }) => id).toSorted()).toEqual([
    idOf('doubt', '2026-01-04'),
    idOf('half'),
  ])
  expect([...(await ledger.pauses()).keys()]).toEqual(['half'])
  expect((await alerts.open()).map(({ subject }) => subject)).toEqual(['stale:main:2026-01-05'])
  expect(subscriptions.all()).toMatchObject([{ madeBy: 'U1', destination: { name: 'made', layout: 'thread' } }])
  await close()
})

test('the copy can be restored', async () => {
  use('data-0.2.0')
  await (await openStore(file)).close()
  restore(join(folder, copies()[0] ?? ''), file, 1)
  const { ledger, close } = await openStore(file)
  expect(await ledger.delivery(idOf('team'))).toMatchObject({ state: 'posted' })
  expect(await ledger.gap()).toMatchObject({ from: Date.parse('2026-01-05T08:30:00Z') })
  await close()
})

test('the last three copies are kept, and nothing else is deleted', async () => {
  for (const name of ['schema-2.20260101T000000Z', 'schema-10.20260102T000000Z', 'schema-3.20260103T000000Z'])
    writeFileSync(join(folder, `morning-post.${name}.sqlite`), '')
  writeFileSync(join(folder, 'morning-post.schema-of-mine.sqlite'), '')
  anEmptyLedger(4)
  await (await openStore(file)).close()
  expect(copies()).toEqual([
    'morning-post.schema-10.20260102T000000Z.sqlite',
    'morning-post.schema-3.20260103T000000Z.sqlite',
    expect.stringContaining('morning-post.schema-4.'),
    'morning-post.schema-of-mine.sqlite',
  ])
})

test('a new ledger, and one of today, are not copied', async () => {
  await (await openStore(file)).close()
  await (await openStore(file)).close()
  expect(copies()).toEqual([])
})

test('a copy that cannot be written stops the migration with a sentence', async () => {
  anEmptyLedger(4)
  // Even root cannot write into a folder as if it were a file.
  const now = Date.now()
  for (let second = 0; second < 120; second += 1) {
    const at = new Date(now + second * 1_000).toISOString().replace(/[-:]|\.\d+/g, '')
    mkdirSync(join(folder, `morning-post.schema-4.${at}.sqlite.${process.pid}.new`))
  }
  const opening = openStore(file)
  await expect(opening).rejects.toThrow(LedgerUnusable)
  await expect(opening).rejects.toThrow(/the backup that comes first cannot be written to .+: make room there/)
  expect(versionOf(file)).toBe(4)
})
