const minuteMs = 60_000

/**
 * Calls `tick` at the start of every minute. It only wakes us up: what is due is worked out from the clock and the
 * ledger, so a missed minute is made good by the next one. It sleeps a minute at most: whoever sleeps until a time of
 * day (node-cron does) hears nothing for two hours once the clock is set back by two.
 */
export function everyMinute(tick: () => void): { stop(): void } {
  let timer: NodeJS.Timeout
  const arm = () => {
    timer = setTimeout(
      () => {
        arm()
        tick()
      },
      minuteMs - (Date.now() % minuteMs),
    )
  }
  arm()
  return { stop: () => clearTimeout(timer) }
}
