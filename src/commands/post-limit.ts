import { minuteMs } from '../domain/duration.ts'
import type { Requester } from '../domain/interaction.ts'

/** A person: two workspaces may have users of the same id. */
export function personKey({ workspace, platform, user }: Requester): string {
  return `${workspace ?? platform}/${user}`
}

/** The number of posts for one person, and the period in milliseconds. */
const [postsMax, periodMs] = [5, minuteMs]

/** How often a person may do something. By default posts that others see: shares, discussions and reports together. */
export class PostLimit {
  readonly #max: number
  readonly #periodMs: number
  readonly #times = new Map<string, readonly number[]>()

  constructor(max = postsMax, period = periodMs) {
    this.#max = max
    this.#periodMs = period
  }

  /** Whether one more may be posted; counts it if so. */
  allows(requester: Requester, now: number): boolean {
    const person = personKey(requester)
    for (const [each, times] of this.#times) {
      if (times.every((at) => at <= now - this.#periodMs)) this.#times.delete(each)
    }
    const recent = (this.#times.get(person) ?? []).filter((at) => at > now - this.#periodMs)
    if (recent.length >= this.#max) return false
    this.#times.set(person, [...recent, now])
    return true
  }
}
