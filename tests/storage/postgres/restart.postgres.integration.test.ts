import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { LedgerUnusable } from '../../../src/domain/errors.ts'
import { openPostgresStore } from '../../../src/storage/postgres/store.ts'
import { aDelivery, partKey } from '../../builders.ts'
import { type Cluster, startCluster } from '../../postgres.ts'

const { id } = aDelivery()

let server: Cluster

beforeAll(async () => {
  server = await startCluster(tmpdir(), { fsync: true })
})

afterAll(() => server.destroy())

async function opened(name: string) {
  const store = await openPostgresStore(await server.createDatabase(name))
  onTestFinished(() => store.close())
  return store
}

test('what was confirmed is there after the server stopped at once, and the store goes on by itself', async () => {
  const store = await opened('stopped')
  await store.ledger.addDelivery(aDelivery())
  await store.ledger.recordIntent(id, partKey('overview'), 1)
  await server.stop('immediate')
  await expect(store.ledger.recordIntent(id, partKey('section-01'), 2)).rejects.toThrow(LedgerUnusable)
  expect(store.trouble()?.message).toMatch(/^The PostgreSQL database "stopped" at .+ cannot be reached/)
  await server.start()
  await store.ledger.recordIntent(id, partKey('section-01'), 3)
  expect(store.trouble()).toBeUndefined()
  expect((await store.ledger.parts(id)).map(({ key, state }) => `${key} ${state}`)).toEqual([
    'overview intended',
    'section-01 intended',
  ])
})
