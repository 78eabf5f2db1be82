import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../../src/storage/ledger/store.ts'
import { aDelivery, partKey } from '../../builders.ts'

async function openTwice() {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  const file = join(folder, 'ledger.sqlite')
  const [store, other] = [await openStore(file), await openStore(file)]
  onTestFinished(async () => {
    await Promise.all([store.close(), other.close()])
    rmSync(folder, { recursive: true, force: true })
  })
  return { store, other }
}

test('the version is another one after every change, of this process or another, and stays as it is otherwise', async () => {
  const { store, other } = await openTwice()
  const before = await store.inspector.version()
  expect(await store.inspector.version()).toBe(before)
  await store.ledger.addDelivery(aDelivery())
  const own = await store.inspector.version()
  expect(own).not.toBe(before)
  await other.ledger.recordIntent(aDelivery().id, partKey('overview'), 5)
  const others = await store.inspector.version()
  expect([before, own]).not.toContain(others)
  expect(await store.inspector.version()).toBe(others)
})

test('when destinations were first seen is known of all at once', async () => {
  const { store } = await openTwice()
  await store.ledger.firstSeen('team', 5)
  await store.ledger.firstSeen('office', 7)
  await store.ledger.firstSeen('team', 9)
  expect(await store.inspector.seen()).toEqual(
    new Map([
      ['team', 5],
      ['office', 7],
    ]),
  )
})

test('deliveries to destinations that are gone are found among those of others', async () => {
  const { store } = await openTwice()
  const { ledger } = store
  const digest = aDelivery().digest
  expect(await ledger.orphansOf([digest], new Set())).toEqual([])
  for (const destination of ['a', 'b', 'c', 'd']) {
    const id = `${destination}@${digest}` as const
    await ledger.addDelivery({ ...aDelivery(), id, destination, channel: destination })
  }
  const orphans = await ledger.orphansOf([digest], new Set(['a', 'c']))
  expect(orphans.map(({ destination }) => destination)).toEqual(['b', 'd'])
  expect(await ledger.orphansOf(['main/2020-01-01' as never], new Set(['a']))).toEqual([])
  expect(await ledger.orphansOf([digest], new Set(['a', 'b', 'c', 'd']))).toEqual([])
})
