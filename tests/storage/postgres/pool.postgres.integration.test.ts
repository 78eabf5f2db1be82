import { expect, onTestFinished, test } from 'vitest'
import { LedgerUnusable } from '../../../src/domain/errors.ts'
import { readDatabaseUrl } from '../../../src/storage/postgres/address.ts'
import { LedgerPool } from '../../../src/storage/postgres/pool.ts'
import { silentLog } from '../../builders.ts'
import { newDatabase } from '../../database.ts'

/** A pool of one connection, which is to be had within this time, and what it says of outages. */
async function pooled(connectTimeoutMs: number) {
  const said: string[] = []
  const say = (_: unknown, message: string) => void said.push(message)
  const pool = new LedgerPool({ ...readDatabaseUrl(await newDatabase()), connectTimeoutMs }, { max: 1 })
  onTestFinished(() => pool.end())
  pool.logTo({ ...silentLog, error: say, info: say })
  const sleep = (seconds: number) =>
    pool.use(async (client) => {
      const { rows } = await client.query(`SELECT pg_backend_pid() AS id, pg_sleep(${seconds})`)
      return Number(rows[0].id)
    })
  return { sleep, said }
}

test('a statement waits for a connection as long as the database answers others, which is no outage', async () => {
  const { sleep, said } = await pooled(4_000)
  // The last ones wait for more than four seconds.
  const connections = await Promise.all(Array.from({ length: 6 }, () => sleep(0.8)))
  expect(new Set(connections).size).toBe(1)
  expect(said).toEqual([])
})

test('where no statement is answered, a statement that waits is given up', async () => {
  const { sleep, said } = await pooled(1_000)
  const long = sleep(8)
  await expect(sleep(0)).rejects.toThrow(LedgerUnusable)
  expect(said).toEqual(['the ledger cannot be used'])
  await long
})
