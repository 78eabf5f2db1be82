import type { FailureReason } from '../../domain/failure-reason.ts'

/** Something could not be fetched or read, for a reason that a person can act on. */
export class FetchFailed extends Error {
  readonly reason: FailureReason
  /** What the server asks for with `Retry-After`, in milliseconds. */
  readonly retryAfterMs: number | undefined

  constructor(reason: FailureReason, options: ErrorOptions & { readonly retryAfterMs?: number | undefined } = {}) {
    super(reason.text, options)
    this.reason = reason
    this.retryAfterMs = options.retryAfterMs
  }
}
