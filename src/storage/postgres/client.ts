import { Client, types } from 'pg'
import type { DatabaseAddress } from './address.ts'

/** The type `bigint`, which `pg` returns as text. Ours are times in milliseconds, counts and row numbers, all below 2^53. */
const bigint = 20

/**
 * Ends its connection when the login fails on this side, such as without a password. The server would keep it for a minute,
 * as one of its `max_connections`.
 */
export class LedgerClient extends Client {
  override connect(): Promise<Client>
  override connect(done: (error: Error | null) => void): void
  override connect(done?: (error: Error | null) => void) {
    if (!done) return super.connect()
    return super.connect((error: Error | null) => {
      if (error) void this.end()
      done(error)
    })
  }
}

/** What a connection to the database needs. */
export function clientSettings(address: DatabaseAddress) {
  const { host, port, database, user, password, tls, bindsChannel, applicationName, connectTimeoutMs } = address
  return {
    ...{ host, port, database, user, ...(password !== undefined && { password }) },
    ssl: tls ?? false,
    enableChannelBinding: bindsChannel,
    application_name: applicationName,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    types: {
      getTypeParser: (type: number, format?: 'text' | 'binary') =>
        type === bigint ? Number : types.getTypeParser(type, format as 'text'),
    },
  }
}
