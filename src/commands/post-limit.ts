import { minuteMs } from '../domain/duration.ts'
import type { Requester } from '../domain/interaction.ts'
import { formatMemberId } from '../domain/workspace-id.ts'
import { platformNamed } from '../platforms/registry.ts'

/**
 * The id of a person among those of all platforms and workspaces. Where one token serves all workspaces, a person is the
 * same in each.
 */
export function personId({ workspace, platform, user }: Requester): string {
  const isOneEverywhere = !platformNamed(platform).hasTokenPerWorkspace
  return formatMemberId(isOneEverywhere ? platform : (workspace ?? platform), user)
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
    const person = personId(requester)
    for (const [each, times] of this.#times) {
      if (times.every((at) => at <= now - this.#periodMs)) this.#times.delete(each)
    }
    const recent = (this.#times.get(person) ?? []).filter((at) => at > now - this.#periodMs)
    if (recent.length >= this.#max) return false
    this.#times.set(person, [...recent, now])
    return true
  }
}
