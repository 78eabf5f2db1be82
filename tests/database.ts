import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { type Cluster, sharedCluster } from './postgres.ts'

/** The server that the tests of a run share. It does not flush to its disk. */
export const postgresServer = (): Promise<Cluster> => sharedCluster(inject('temporaryFolder'))

/** The address of a new, empty PostgreSQL database. */
export async function newDatabase(): Promise<string> {
  const server = await postgresServer()
  return server.createDatabase(`t${randomBytes(6).toString('hex')}`)
}
