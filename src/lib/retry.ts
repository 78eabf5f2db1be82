export interface RetryPolicy {
  readonly maxTries: number
  /** Decides from the error how many milliseconds to wait before the next try; undefined to give up. */
  pauseAfter(error: unknown): number | undefined
  /** Waits before the next try, in milliseconds. */
  wait(ms: number): Promise<void>
}

/** Runs the work until it succeeds. Throws the error of the last try. */
export async function retry<Result>(work: () => Promise<Result>, policy: RetryPolicy): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      const pauseMs = tries < policy.maxTries ? policy.pauseAfter(error) : undefined
      if (pauseMs === undefined) throw error
      await policy.wait(pauseMs)
    }
  }
}
