import { AsyncLocalStorage } from 'node:async_hooks'

/** Throws if no request may be sent now; the signal gives a request up that is in flight. */
type RequestGuard = () => AbortSignal

const guards = new AsyncLocalStorage<RequestGuard>()

/** Runs work whose requests wait for their turn in queues: the guard is asked at the moment in which each is sent. */
export function withRequestGuard<Result>(guard: RequestGuard, work: () => Promise<Result>): Promise<Result> {
  return guards.run(guard, work)
}

/** Call it right before a request is sent. Undefined if nothing guards it. */
export function guardRequest(): AbortSignal | undefined {
  return guards.getStore()?.()
}

/** The signal of a request that is sent now, besides its own. */
export function guardedSignal(own: AbortSignal | null | undefined): { readonly signal?: AbortSignal } {
  const guard = guardRequest()
  const signal = own && guard ? AbortSignal.any([own, guard]) : (own ?? guard)
  return signal ? { signal } : {}
}
