import { randomBytes } from 'node:crypto'
import { minuteMs } from '../domain/duration.ts'
import type { Requester } from '../domain/interaction.ts'

/** How long a question waits for its answer, in milliseconds. */
const waitMs = 10 * minuteMs

/** Above this number the oldest questions are forgotten. */
const waitingMax = 10_000

interface Waiting<Work> {
  readonly asked: string
  readonly until: number
  readonly work: Work
  readonly isRepeatable: boolean
}

/**
 * Work that waits for a confirmation. A question belongs to one person in one channel, is answered once, and ends
 * after ten minutes or with the process. Opening a dialog again may be repeated.
 */
export class Confirmations<Work> {
  readonly #waiting = new Map<string, Waiting<Work>>()

  /** Keeps the work until it is confirmed. Returns the token of its control. */
  keep(requester: Requester, now: number, work: Work, how: 'once' | 'repeatable' = 'once'): string {
    for (const [token, { until }] of this.#waiting) {
      if (until > now && this.#waiting.size < waitingMax) break
      this.#waiting.delete(token)
    }
    const token = randomBytes(12).toString('base64url')
    this.#waiting.set(token, {
      asked: placeOf(requester),
      until: now + waitMs,
      work,
      isRepeatable: how === 'repeatable',
    })
    return token
  }

  /**
   * The work, once unless it may be repeated; undefined for another person or channel, for a second use, and after the
   * timeout.
   */
  take(token: string, requester: Requester, now: number): Work | undefined {
    const waiting = this.#waiting.get(token)
    if (waiting?.asked !== placeOf(requester) || waiting.until <= now) return undefined
    if (!waiting.isRepeatable) this.#waiting.delete(token)
    return waiting.work
  }
}

function placeOf({ platform, workspace, user, channel }: Requester): string {
  return [platform, workspace, channel, user].join('/')
}
