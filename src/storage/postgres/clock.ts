import { minuteMs } from '../../domain/duration.ts'

/** The time of the database, in milliseconds since 1970. */
export const databaseNowSql = '(extract(epoch FROM clock_timestamp()) * 1000)::float8'

/**
 * How far the clock of the database is ahead of this machine's, in milliseconds, by `ask`, which asks for its time.
 * Whole minutes: machines whose clocks are about right share one time without it.
 */
export async function clockOffset(ask: () => Promise<number>): Promise<number> {
  const begun = Date.now()
  const now = await ask()
  return Math.round((now - (begun + Date.now()) / 2) / minuteMs) * minuteMs
}
