import { copyFileSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Log } from '../../../src/domain/log.ts'
import { databaseIn } from '../../../src/storage/open-database.ts'
import { connectSqlite, journalModeOf } from '../../../src/storage/sqlite/connection.ts'
import { aDelivery, partKey, silentLog } from '../../builders.ts'

const { id } = aDelivery()
const newFolder = () => mkdtempSync(join(tmpdir(), 'morning-post-'))

test('a ledger whose file system has no shared memory keeps what is in its log, is written, and says so', async () => {
  const [whole, folder] = [newFolder(), newFolder()]
  const before = await databaseIn({ dataFolder: whole }).open()
  await before.ledger.addDelivery(aDelivery())
  await before.ledger.recordIntent(id, partKey('overview'), 1)
  // As after a crash: all of it is in the write-ahead log.
  for (const ending of ['', '-wal']) {
    copyFileSync(join(whole, `morning-post.sqlite${ending}`), join(folder, `morning-post.sqlite${ending}`))
  }
  await before.close()
  mkdirSync(join(folder, 'morning-post.sqlite-shm'))

  const said: string[] = []
  const log: Log = { ...silentLog, warn: (_, message) => void said.push(message) }
  const store = await databaseIn({ dataFolder: folder }).open({ log })
  expect(said).toEqual(['the ledger uses a rollback journal'])
  expect(store.weakness).toContain('has no shared memory')
  expect((await store.ledger.parts(id)).map(({ key }) => key)).toEqual(['overview'])
  await store.ledger.recordIntent(id, partKey('section-01'), 2)

  // As `status` does while the bot runs.
  const other = await databaseIn({ dataFolder: folder }).open()
  expect(await other.ledger.parts(id)).toHaveLength(2)
  await other.close()
  await store.ledger.recordIntent(id, partKey('section-02'), 3)
  await databaseIn({ dataFolder: folder }).backUp(join(folder, 'copy.sqlite'), false, 4)
  expect(existsSync(join(folder, 'copy.sqlite'))).toBe(true)
  await store.check()
  await store.close()
})

test('SQLite without any shared memory is used as well, and with it nothing is said', async () => {
  const none = connectSqlite(`file:${join(newFolder(), 'a.sqlite')}?vfs=unix-none`)
  none.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)')
  expect(journalModeOf(none)).toBe('truncate')
  none.close()
  const store = await databaseIn({ dataFolder: newFolder() }).open()
  expect(store.weakness).toBeUndefined()
  await store.close()
})
