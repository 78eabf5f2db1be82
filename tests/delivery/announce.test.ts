import { beforeEach, expect, test, vi } from 'vitest'
import type { DeliveryContext } from '../../src/delivery/context.ts'
import { deliver } from '../../src/delivery/deliver.ts'
import type { DeliveryEntry } from '../../src/domain/delivery.ts'
import { Ambiguous, PlatformUnreachable } from '../../src/domain/errors.ts'
import { failureReason } from '../../src/i18n/failures.ts'
import type { SqlLedger } from '../../src/storage/ledger/ledger.ts'
import { openLedgerFile } from '../../src/storage/sqlite/open-ledger-file.ts'
import { aDelivery, aDestination, aDigest, silentLog } from '../builders.ts'
import { MemoryPlatform } from '../memory-platform.ts'

const digest = aDigest('News', 'Papers')
const before = Date.parse('2026-03-01T07:00:00Z')

let platform: MemoryPlatform
let ledger: SqlLedger
let delivery: DeliveryEntry
let now: number

beforeEach(async () => {
  platform = new MemoryPlatform()
  ledger = openLedgerFile(':memory:').ledger
  now = before
  const { id } = await ledger.addDelivery(aDelivery())
  await ledger.setState(id, 'pending', now, failureReason('welcome-later', '2026-03-02'))
  delivery = (await ledger.delivery(id)) ?? (aDelivery() as DeliveryEntry)
  return () => ledger.close()
})

function run(lookout?: DeliveryContext['lookout']): Promise<void> {
  const clock = { now: () => now, wait: async () => {} }
  const { signal } = new AbortController()
  const context: DeliveryContext = { platform, ledger, clock, log: silentLog, signal, ...(lookout && { lookout }) }
  return deliver(delivery, aDestination(), digest, context)
}

test('a digest that is too old is replaced by one line, and settled', async () => {
  await run()
  expect(platform.transcript).toEqual(['welcome'])
  expect(await ledger.delivery(delivery.id)).toMatchObject({ state: 'skipped', reason: { code: 'welcome-later' } })
  expect(await ledger.parts(delivery.id)).toMatchObject([{ key: 'welcome', state: 'posted' }])
})

test('a line whose answer is lost is looked for and not sent twice', async () => {
  platform.script.push(new Ambiguous('memory', 'lost'))
  await run()
  await run()
  expect(platform.transcript).toHaveLength(1)
})

test('a line that could not be begun before its day is over is not posted', async () => {
  platform.script.push(new PlatformUnreachable('memory', 'down'))
  await expect(run()).rejects.toThrow(PlatformUnreachable)
  now = Date.parse('2026-03-03T00:00:00Z')
  await run()
  expect(platform.transcript).toEqual([])
  expect(await ledger.delivery(delivery.id)).toMatchObject({ state: 'skipped' })
})

test('a line that was posted before a kill is settled without a look and without an alarm', async () => {
  await run()
  await ledger.setState(delivery.id, 'pending', now, failureReason('welcome-later', '2026-03-02'))
  const gap = await ledger.gap()
  const find = vi.spyOn(platform.client, 'find')
  await run({ startedAt: Number.POSITIVE_INFINITY, left: 5 })
  expect(find).not.toHaveBeenCalled()
  expect(await ledger.gap()).toEqual(gap)
  expect(platform.transcript).toEqual(['welcome'])
})

test('a line that is in the channel although the ledger was lost is not sent twice', async () => {
  await run()
  await ledger.close()
  ledger = openLedgerFile(':memory:').ledger
  await ledger.noteFound(0, now)
  await ledger.addDelivery(aDelivery())
  await run()
  expect(platform.transcript).toEqual(['welcome'])
  expect(await ledger.parts(delivery.id)).toMatchObject([{ key: 'welcome', state: 'posted' }])
})
