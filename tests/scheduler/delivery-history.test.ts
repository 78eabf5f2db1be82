import { expect, onTestFinished, test } from 'vitest'
import type { DigestId } from '../../src/domain/digest.ts'
import { successorOf } from '../../src/scheduler/delivery-history.ts'
import { openLedgerFile } from '../../src/storage/sqlite/open-ledger-file.ts'
import { aDelivery, aDestination, libraryOf } from '../builders.ts'

const removed = { ...aDelivery({ destination: 'removed', digest: 'weekly/2026-01-05' as DigestId }), state: 'pending' }

test('what a removed destination began is continued in its channel for the same publication only', async () => {
  const ledger = openLedgerFile(':memory:').ledger
  onTestFinished(() => ledger.close())
  const successor = async (...destinations: ReturnType<typeof aDestination>[]) =>
    (
      await successorOf(removed as never, removed.createdAt, {
        ledger,
        repository: libraryOf(),
        destinations: () => destinations,
      })
    )?.name
  const { platform, channel } = removed
  const main = aDestination({ name: 'main', platform, channel })
  const weekly = aDestination({ name: 'weekly', publication: 'weekly', platform, channel })
  expect(await successor(main)).toBeUndefined()
  expect(await successor(main, weekly)).toBe('weekly')
  expect(await successor({ ...weekly, channel: 'C0OTHER' })).toBeUndefined()
})
