import { expect, test } from 'vitest'
import type { Day } from '../../../src/domain/day.ts'
import { deliveryId } from '../../../src/domain/delivery.ts'
import { digestId } from '../../../src/domain/digest.ts'
import { SqlLedger } from '../../../src/storage/ledger/ledger.ts'
import { sqlite } from '../../../src/storage/sqlite/dialect.ts'
import { executeOn } from '../../../src/storage/sqlite/execute.ts'
import { openLedgerFile } from '../../../src/storage/sqlite/open-ledger-file.ts'

test('a write beside a transaction is not undone with it', async () => {
  const { file, queries } = openLedgerFile(':memory:')
  const ledger = new SqlLedger(queries, { dialect: sqlite, execute: executeOn(file, queries) })
  const [isOpen, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const undone = queries.transaction().execute(async (change) => {
    await change.insertInto('destinations').values({ name: 'undone', first_seen: 1 }).execute()
    isOpen.resolve()
    await mayEnd.promise
    throw new Error('undo')
  })
  await isOpen.promise
  const digest = digestId({ publication: 'main', date: '2026-01-05' as Day })
  const id = deliveryId({ name: 'news' }, digest)
  const place = { platform: 'slack', channel: 'C1' } as const
  const added = ledger.addDelivery({
    id,
    destination: 'news',
    digest,
    ...place,
    createdAt: 1,
  })
  mayEnd.resolve()
  await expect(undone).rejects.toThrow('undo')
  await added
  expect(await ledger.delivery(id)).toMatchObject({ state: 'pending', ...place })
  expect(await queries.selectFrom('destinations').selectAll().execute()).toEqual([])
  await ledger.close()
})
