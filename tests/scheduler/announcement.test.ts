import { beforeEach, expect, test } from 'vitest'
import type { DigestId } from '../../src/domain/digest.ts'
import { addAnnouncement } from '../../src/scheduler/announcement.ts'
import type { SqlLedger } from '../../src/storage/ledger/ledger.ts'
import { openLedgerFile } from '../../src/storage/sqlite/open-ledger-file.ts'
import { aDelivery, aDestination, day, silentLog } from '../builders.ts'

const now = Date.parse('2026-03-01T07:00:00Z')
const wanted = { ...aDelivery(), createdAt: now }
let ledger: SqlLedger

beforeEach(() => {
  ledger = openLedgerFile(':memory:').ledger
  return () => ledger.close()
})

function add(files: readonly string[], readable: readonly string[], changes = {}) {
  const repository = {
    days: () => readable.map(day),
    files: () => new Map(files.map((date) => [`main/${date}` as DigestId, `${date}.md`])),
  }
  return addAnnouncement(wanted, aDestination(changes), now, { ledger, log: silentLog, repository })
}

test('the line names the next day with a post, or says soon while the window of today is open', async () => {
  expect(await add(['2026-01-05'], ['2026-01-05'])).toMatchObject({
    reason: { code: 'welcome-later', values: ['2026-03-01'] },
  })
  expect(await add([], [], { at: '06:00' })).toMatchObject({ reason: { code: 'welcome-soon' } })
  expect(await add([], [], { days: ['wed'] })).toMatchObject({ reason: { values: ['2026-03-04'] } })
})

test('nothing is announced as long as a newer file may still be being written', async () => {
  expect(await add(['2026-01-05', '2026-02-28'], ['2026-01-05'])).toBeUndefined()
  expect(await ledger.delivery(wanted.id)).toBeUndefined()
  expect(await add(['2026-01-05', '2026-02-28'], ['2026-01-05', '2026-02-28'])).toMatchObject({ state: 'pending' })
})

test('a forum gets no line', async () => {
  expect(await add([], [], { layout: 'forum' })).toBeUndefined()
  expect(await ledger.delivery(wanted.id)).toMatchObject({ state: 'skipped', reason: { code: 'welcome-unknown' } })
})
