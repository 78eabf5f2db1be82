import { withTimeout } from '../../lib/clock.ts'

/**
 * How long answers may take to be sent when the bot stops, in milliseconds: some wait for a database that restarts, and the
 * process ends soon after.
 */
const sendingMs = 8_000

/** The answers to readers that are being sent. A stopping process waits for them (graceful shutdown). */
export class AnswersInFlight {
  readonly #answers = new Set<Promise<unknown>>()

  async track<Result>(answer: Promise<Result>): Promise<Result> {
    this.#answers.add(answer)
    try {
      return await answer
    } finally {
      this.#answers.delete(answer)
    }
  }

  /** Resolves when all are given, or could not be given in time. */
  async idle(): Promise<void> {
    await withTimeout(Promise.allSettled(this.#answers), sendingMs)
  }
}
