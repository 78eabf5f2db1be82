/** Something could not be fetched or read: a sentence that a person can act on. */
export class FetchFailed extends Error {
  /** What the server asks for with `Retry-After`, in milliseconds. */
  readonly retryAfterMs: number | undefined

  constructor(message: string, options: ErrorOptions & { readonly retryAfterMs?: number | undefined } = {}) {
    super(message, options)
    this.retryAfterMs = options.retryAfterMs
  }
}
