import PQueue from 'p-queue'
import type { Clock } from '../domain/clock.ts'

/** How close together two messages may be sent, in milliseconds. */
export interface Gaps {
  readonly inChannel: number
  readonly overall: number
}

/** Keeps us below the rate limits ahead of time, so that being told to slow down is an exception. */
export interface Pace {
  /** Runs the task when its turn has come: one at a time in each channel, in order, with the gaps kept. */
  run<T>(channel: string, task: () => Promise<T>): Promise<T>
}

export function createPace(gaps: Gaps, clock: Clock): Pace {
  const lanes = new Map<string, { queue: PQueue; freeAt: number }>()
  let freeAt = 0

  async function turn(lane: { freeAt: number }): Promise<void> {
    const now = clock.now()
    const start = Math.max(now, lane.freeAt, freeAt)
    lane.freeAt = start + gaps.inChannel
    freeAt = start + gaps.overall
    if (start > now) await clock.wait(start - now)
  }

  return {
    run: (channel, task) => {
      const lane = lanes.get(channel) ?? { queue: new PQueue({ concurrency: 1 }), freeAt: 0 }
      lanes.set(channel, lane)
      return lane.queue.add(async () => {
        await turn(lane)
        return task()
      })
    },
  }
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}
