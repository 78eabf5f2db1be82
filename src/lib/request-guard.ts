import { AsyncLocalStorage } from 'node:async_hooks'

export interface RequestGuard {
  /** Throws if no request may be sent now; the signal gives a request up that is in flight. */
  check(): AbortSignal
  /** The requests that were sent and not answered yet. */
  readonly flights: Set<Promise<unknown>>
}

const guards = new AsyncLocalStorage<RequestGuard>()

/** Runs work whose requests wait for their turn in queues: the guard is asked at the moment in which each is sent. */
export function withRequestGuard<Result>(guard: RequestGuard, work: () => Promise<Result>): Promise<Result> {
  return guards.run(guard, work)
}

/** Sends a request, unless its guard refuses. */
export async function sendGuarded<Result>(send: () => Promise<Result>): Promise<Result> {
  const guard = guards.getStore()
  if (!guard) return send()
  guard.check()
  const flight = send()
  guard.flights.add(flight)
  try {
    return await flight
  } finally {
    guard.flights.delete(flight)
  }
}

/** The signal of a request that is sent now, besides its own. */
export function guardedSignal(own: AbortSignal | null | undefined): { readonly signal?: AbortSignal } {
  const guard = guards.getStore()?.check()
  const signal = own && guard ? AbortSignal.any([own, guard]) : (own ?? guard)
  return signal ? { signal } : {}
}
