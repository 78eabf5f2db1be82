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

/** The result of the work, or undefined after the timeout or when the signal is aborted. The work itself continues. */
export async function withTimeout<Result>(
  work: Promise<Result>,
  ms: number,
  signal?: AbortSignal,
): Promise<Result | undefined> {
  const ended = new AbortController()
  const over = signal ? AbortSignal.any([ended.signal, signal]) : ended.signal
  try {
    return await Promise.race([work, wait(ms, over).then(() => undefined)])
  } finally {
    ended.abort()
  }
}
