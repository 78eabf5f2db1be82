import { setTimeout as wait } from 'node:timers/promises'

/** How many interactions are remembered: a platform sends one again within seconds. */
const rememberedMax = 1_000

/**
 * How long the first process has for its first response before another one responds, in milliseconds: Discord waits
 * three seconds for it.
 */
const takeOverMs = 1_800

type Claim = (name: string) => Promise<boolean>

/** Which process answers an interaction that a platform sends twice, or to several processes. */
export class InteractionClaims {
  readonly #claim: Claim | undefined
  readonly #seen = new Set<string>()
  readonly #takeOverMs: number

  /** `claim` is true for the first of several processes that claims a name; without it there are no others. */
  constructor(claim?: Claim, afterMs = takeOverMs) {
    this.#claim = claim
    this.#takeOverMs = afterMs
  }

  /** Whether this process is the first to get it. */
  async isFirst(id: string): Promise<boolean> {
    if (!this.#isNew(id)) return false
    return (await this.#claim?.(id)) ?? true
  }

  /**
   * Whether this process answers: it is the first to get it, or the first one has not responded in time, since it was
   * killed or is stuck. Only where the platform takes one first response at most.
   */
  async isFirstOrNext(id: string): Promise<boolean> {
    if (!this.#isNew(id)) return false
    if (!this.#claim || (await this.#claim(id))) return true
    await wait(this.#takeOverMs, undefined, { ref: false })
    return this.#claim(responseOf(id))
  }

  /** The platform has taken the first response of this process. */
  noteResponse(id: string): void {
    void this.#claim?.(responseOf(id))
  }

  #isNew(id: string): boolean {
    if (this.#seen.has(id)) return false
    this.#seen.add(id)
    for (const oldest of this.#seen) {
      if (this.#seen.size <= rememberedMax) break
      this.#seen.delete(oldest)
    }
    return true
  }
}

const responseOf = (id: string) => `response to ${id}`
