import cron from 'node-cron'

/** How often to see whether the clock's minutes still come, in milliseconds. */
const lookMs = 20_000

/** Longer than from one minute to the next, in milliseconds. */
const silenceMs = 70_000

/**
 * Calls `tick` at the start of every minute. It only wakes us up: what is due is worked out from the clock and the
 * ledger, so a missed minute is made good by the next one. Cron sleeps until a time of day: once the clock is set back
 * by two hours it would be silent for two hours, so after a minute without it somebody else knocks.
 */
export function everyMinute(tick: () => void): { stop(): Promise<void> } {
  let heardAt = performance.now()
  const wake = () => {
    heardAt = performance.now()
    tick()
  }
  const task = cron.schedule('* * * * *', wake)
  const watchman = setInterval(() => {
    if (performance.now() - heardAt > silenceMs) wake()
  }, lookMs)
  return {
    stop: async () => {
      clearInterval(watchman)
      await task.destroy()
    },
  }
}
