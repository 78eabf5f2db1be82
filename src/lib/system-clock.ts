import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../domain/clock.ts'

export const systemClock: Clock = {
  now: () => Date.now(),
  wait: async (ms, signal) => {
    await wait(ms, undefined, signal && { signal }).catch(() => {})
  },
}
