import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../../src/storage/ledger/store.ts'
import { aDestination, day } from '../../builders.ts'

const newFile = () => join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'morning-post.sqlite')

test('a subscription is there after a restart, every wish of it', async () => {
  const file = newFile()
  const first = await openStore(file)
  const destination = aDestination({ name: 'chat-slack-c1', tags: ['Agent'], skip: new Set([day('2026-12-25')]) })
  await first.subscriptions.save({ destination, madeBy: 'U1', pausedUntil: 5, notified: 'not invited' })
  await first.close()
  const second = await openStore(file)
  expect(second.subscriptions.all()).toEqual([{ destination, madeBy: 'U1', pausedUntil: 5, notified: 'not invited' }])
  await second.close()
})

test('saving under the same name replaces, removing removes, in memory and on disk', async () => {
  const file = newFile()
  const store = await openStore(file)
  await store.subscriptions.save({
    destination: aDestination({ name: 'a', at: '08:00' }),
    madeBy: 'U1',
    pausedUntil: 5,
  })
  await store.subscriptions.save({ destination: aDestination({ name: 'a', at: '09:00' }), madeBy: 'U1' })
  await store.subscriptions.save({ destination: aDestination({ name: 'b' }), madeBy: 'U2' })
  await store.subscriptions.remove('b')
  const expected = [{ destination: aDestination({ name: 'a', at: '09:00' }), madeBy: 'U1' }]
  expect(store.subscriptions.all()).toEqual(expected)
  await store.close()
  const again = await openStore(file)
  expect(again.subscriptions.all()).toEqual(expected)
  await again.close()
})
