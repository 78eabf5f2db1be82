import { setTimeout as wait } from 'node:timers/promises'
import type { Fence } from '../../../src/domain/lane.ts'
import { openPostgresStore, type PostgresStore } from '../../../src/storage/postgres/store.ts'
import { newDatabase } from '../../database.ts'

export const lane = 'slack:default'

/** A store in a new database, and how a machine takes the lane in it. The caller closes it. */
export async function openedStore() {
  const store = await openPostgresStore(await newDatabase())
  const { shared } = store
  if (!shared) throw new Error('It is not shared')
  const take = async (machine: string, leaseMs: number): Promise<Fence> => {
    await shared.lanes.renew(machine, [], [lane], leaseMs)
    const [fence] = await shared.lanes.claim(machine, [lane], 1, leaseMs)
    if (!fence) throw new Error(`${machine} got no lane`)
    return fence
  }
  /** The fences of an owner whose lease has ended, and of the owner after it. */
  const takeTwice = async (): Promise<{ readonly old: Fence; readonly newer: Fence }> => {
    const old = await take('one', 1)
    await wait(5)
    return { old, newer: await take('two', 60_000) }
  }
  return { ...store, shared, take, takeTwice }
}

/** All rows of these tables. */
export async function contentOf({ pool }: Pick<PostgresStore, 'pool'>, tables: readonly string[]): Promise<unknown> {
  return Promise.all(tables.map(async (name) => (await pool.query(`SELECT * FROM ${name} ORDER BY 1`)).rows))
}
