/** Time as an argument, so that a test can be any hour of any day. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Resolves after `ms`, or at once when the signal says that we are stopping. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
}
