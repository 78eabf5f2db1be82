import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../../src/storage/sqlite/store.ts'
import { rivalStoresContract } from '../../contracts/rival-stores.ts'
import { storeContract } from '../../contracts/store.ts'

async function openNew() {
  const file = join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'morning-post.sqlite')
  const again = async () => {
    const store = await openStore(file)
    onTestFinished(() => store.close())
    return store
  }
  const store = await again()
  return { store, again, rival: async () => store }
}

storeContract('SQLite', openNew)
rivalStoresContract('SQLite', openNew)

test('the version stays as it is while nothing is written', async () => {
  const { inspector } = (await openNew()).store
  const before = await inspector.version()
  expect(await inspector.version()).toBe(before)
})
