import cron from 'node-cron'

/** How often the watchdog checks, in milliseconds. */
const watchdogMs = 20_000

/** Cron would write to standard error in its own format. The only thing that it reports, a missed run, is made up for. */
const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** The watchdog ticks after this long without a tick, in milliseconds: longer than a minute. */
const silenceMs = 70_000

/**
 * Calls `tick` at the start of every minute. What is due follows from the clock and the ledger, so the next tick makes
 * up for a missed one. Cron sleeps until a time of day: after the clock was set back by two hours it would not run for
 * two hours, so a watchdog ticks if cron missed a minute.
 */
export function everyMinute(tick: () => void): { stop(): Promise<void> } {
  let tickedAt = performance.now()
  const run = () => {
    tickedAt = performance.now()
    tick()
  }
  const task = cron.schedule('* * * * *', run, { logger: silent })
  const watchdog = setInterval(() => {
    if (performance.now() - tickedAt > silenceMs) run()
  }, watchdogMs)
  return {
    stop: async () => {
      clearInterval(watchdog)
      await task.destroy()
    },
  }
}
