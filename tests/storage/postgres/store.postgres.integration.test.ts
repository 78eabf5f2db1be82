import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { ledgerMigrations } from '../../../src/storage/ledger/migrations.ts'
import { openPostgresStore } from '../../../src/storage/postgres/store.ts'
import { ledgerContract } from '../../contracts/ledger.ts'
import { newDatabase } from '../../database.ts'

async function opened(url: string) {
  const store = await openPostgresStore(url)
  onTestFinished(() => store.close())
  return store
}

async function query(url: string, statement: string) {
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query(statement)
  await client.end()
  return rows
}

ledgerContract('PostgreSQL', async () => {
  const url = await newDatabase()
  const { ledger } = await opened(url)
  return { ledger, restart: async () => (await opened(url)).ledger }
})

test('machines that start together on an empty database make the tables once', async () => {
  const url = await newDatabase()
  const stores = await Promise.all(Array.from({ length: 8 }, () => opened(url)))
  expect(await query(url, 'SELECT version FROM ledger_version')).toEqual([{ version: String(ledgerMigrations.length) }])
  for (const { ledger } of stores) expect(await ledger.gap()).toMatchObject({ from: 0, isNew: true })
})

test('tables of a newer version are refused, not misread', async () => {
  const url = await newDatabase()
  await opened(url)
  await query(url, 'UPDATE ledger_version SET version = 999')
  await expect(openPostgresStore(url)).rejects.toThrow(/was written by a newer Morning Post: version 999/)
})

test('a migration that fails leaves the database as it was', async () => {
  const url = await newDatabase()
  await query(url, 'CREATE TABLE review_steps (id BIGINT)')
  await expect(openPostgresStore(url)).rejects.toThrow(/review_steps/)
  expect(await query(url, "SELECT to_regclass('deliveries') AS found")).toEqual([{ found: null }])
})
