import type { Clock } from '../domain/clock.ts'

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

/** Time for measuring how long something takes: nobody sets it. */
export const steadyClock: Clock = { now: () => performance.now(), wait: systemClock.wait }
