import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, expect, test } from 'vitest'
import { backUp, restore } from '../../../src/storage/sqlite/backup.ts'
import type { OpeningOptions } from '../../../src/storage/sqlite/open-ledger-file.ts'
import { openStore } from '../../../src/storage/sqlite/store.ts'
import { aDelivery, partKey } from '../../builders.ts'

const { id } = aDelivery()

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  file = join(folder, 'morning-post.sqlite')
})

/** The gap that the next opening of the ledger finds. */
async function gapNow(options?: OpeningOptions) {
  const { ledger, close } = await openStore(file, options)
  const gap = await ledger.gap()
  await close()
  return gap
}

/** The bot runs at this time, and posts something. */
async function used(at: number) {
  const { ledger, close } = await openStore(file)
  await ledger.addDelivery(aDelivery())
  await ledger.recordHeartbeat(at)
  await ledger.recordIntent(id, partKey(`section-${at}`), at)
  await close()
}

/** A ledger so old that what was before it does not matter. */
async function established() {
  await gapNow()
  using db = new DatabaseSync(file)
  db.exec("DELETE FROM runtime WHERE name LIKE 'gap_%'")
}

function lose() {
  for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true })
}

test('a new ledger does not know what was posted before: the whole folder may have been lost', async () => {
  const before = Date.now()
  const gap = await gapNow()
  expect(gap).toMatchObject({ from: 0, isNew: true })
  expect(gap?.to).toBeGreaterThanOrEqual(before)
  expect(await gapNow()).toEqual(gap)
  await used(1_000)
  expect(await gapNow()).toEqual(gap)
})

test('a ledger with a note beside it was there before', async () => {
  await used(1_000)
  lose()
  expect(await gapNow()).not.toHaveProperty('isNew')
})

test('a ledger in which only a command wrote was there before, too: the bot had not noted that it runs', async () => {
  const { ledger, close } = await openStore(file)
  await ledger.addDelivery(aDelivery())
  await ledger.recordIntent(id, partKey('overview'), 1_000)
  await close()
  lose()
  expect(await gapNow()).not.toHaveProperty('isNew')
})

test('a message that it does not know is noted, and extends what it does not remember', async () => {
  await gapNow()
  const { ledger, close } = await openStore(file)
  const later = Date.now() + 60_000
  await ledger.noteFound(later - 5_000, later)
  expect(await ledger.gap()).toMatchObject({ from: 0, to: later, foundAt: later })
  await close()
  expect(await gapNow()).toMatchObject({ from: 0, to: later, foundAt: later })
})

test('a lost ledger has a gap until it was opened again, whichever process opens it first', async () => {
  await used(1_000)
  lose()
  const before = Date.now()
  const gap = await gapNow()
  expect(gap?.from).toBe(0)
  expect(gap?.to).toBeGreaterThanOrEqual(before)
  expect(await gapNow()).toEqual(gap)
  await used(2_000)
  expect(await gapNow()).toEqual(gap)
})

test('a post by hand is use enough', async () => {
  const { ledger, close } = await openStore(file)
  await ledger.addDelivery(aDelivery())
  await ledger.recordIntent(id, partKey('overview'), 5)
  await close()
  lose()
  expect(await gapNow()).toMatchObject({ from: 0 })
})

test('an older copy that was put back by hand does not remember what came after it', async () => {
  await established()
  await used(1_000)
  cpSync(file, `${file}.copy`)
  await used(5_000)
  lose()
  cpSync(`${file}.copy`, file)
  expect(await gapNow()).toMatchObject({ from: 1_000 })
})

test('a backup that is put back knows when it was made, and what it replaced is kept', async () => {
  await established()
  await used(1_000)
  const { file: copy } = backUp(file, folder, false, 3_000)
  await used(5_000)
  const { replaced = '' } = restore(copy, file, 7_000)
  const gap = await gapNow()
  expect(gap).toMatchObject({ from: 3_000 })
  expect(await gapNow()).toEqual(gap)

  const { ledger, close } = await openStore(replaced, { isThrowaway: true })
  expect((await ledger.parts(id)).map(({ key }) => key)).toEqual(['section-1000', 'section-5000'])
  await close()
})

test('a ledger that was restored twice does not remember anything since the older backup', async () => {
  await established()
  await used(1_000)
  const older = backUp(file, join(folder, 'older'), false, 2_000)
  await used(5_000)
  const newer = backUp(file, join(folder, 'newer'), false, 6_000)
  restore(older.file, file, 7_000)
  await gapNow()
  restore(newer.file, file, 8_000)
  expect(await gapNow()).toMatchObject({ from: 6_000 })
  restore(older.file, file, 9_000)
  expect(await gapNow()).toMatchObject({ from: 2_000 })
})

test('a backup of a ledger that was lost before remembers no more than that', async () => {
  await used(1_000)
  lose()
  await used(5_000)
  const { file: copy } = backUp(file, folder, false, Date.now())
  restore(copy, file, Date.now())
  expect(await gapNow()).toMatchObject({ from: 0 })
})

test('a copy that was made by hand is restored as of when the bot was last running in it', async () => {
  await established()
  await used(1_000)
  cpSync(file, join(folder, 'copy'))
  await used(5_000)
  expect(restore(join(folder, 'copy'), file, 7_000)).toMatchObject({ copiedAt: 1_000 })
  expect(await gapNow()).toMatchObject({ from: 1_000 })
})

test('what the simulator forgets at every start is no loss', async () => {
  await used(1_000)
  lose()
  expect(await gapNow({ isThrowaway: true })).toBeUndefined()
})

test('a ledger in memory leaves nothing behind', async () => {
  const { ledger, close } = await openStore(':memory:')
  await ledger.addDelivery(aDelivery())
  await ledger.recordHeartbeat(1)
  await ledger.recordIntent(id, partKey('overview'), 2)
  expect(existsSync('heartbeat.txt')).toBe(false)
  await close()
})
