import type { Clock } from '../domain/clock.ts'

function wait(ms: number, signal?: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  const abort = () => resolve()
  signal?.addEventListener('abort', abort)
  if (signal?.aborted) resolve()
  return promise.finally(() => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  })
}

export const systemClock: Clock = { now: () => Date.now(), wait }

/** A monotonic clock: setting the system time does not change it. Its epoch is arbitrary. */
export const steadyClock: Clock = { now: () => performance.now(), wait }

/** The result of the work, or undefined after the timeout. The work itself continues. */
export async function withTimeout<Result>(work: Promise<Result>, ms: number): Promise<Result | undefined> {
  const ended = new AbortController()
  try {
    return await Promise.race([work, wait(ms, ended.signal).then(() => undefined)])
  } finally {
    ended.abort()
  }
}
