import cron from 'node-cron'

/**
 * Calls `tick` at the start of every minute, and never while the last call is still running. It only wakes us up:
 * what is due is worked out from the clock and the ledger, so a missed minute is made good by the next one.
 */
export function everyMinute(tick: () => Promise<void>): { stop(): Promise<void> } {
  const task = cron.schedule('* * * * *', tick, { noOverlap: true })
  return { stop: async () => void (await task.destroy()) }
}
