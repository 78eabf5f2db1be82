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
  /** What this process may respond to, and has. */
  readonly #own = new Set<string>()
  readonly #takeOverMs: number

  /** `claim` is true for the first of several processes that claims a name; without it there are no others. */
  constructor(claim?: Claim, afterMs = takeOverMs) {
    this.#claim = claim
    this.#takeOverMs = afterMs
  }

  /**
   * Whether this process answers: it is the first to get it, or the first one has not responded in time, since it was
   * killed or is stuck. The first one may respond all the same, so either the platform takes one first response at most,
   * or each response begins with `mayRespond()`.
   */
  async isFirstOrNext(id: string): Promise<boolean> {
    if (!remember(id, this.#seen)) return false
    if (!this.#claim || (await this.#claim(id))) return true
    await wait(this.#takeOverMs, undefined, { ref: false })
    return this.#takeResponse(id)
  }

  /** Whether no other process responds: true for one of them only, as often as it asks. */
  async mayRespond(id: string): Promise<boolean> {
    return this.#own.has(id) || this.#takeResponse(id)
  }

  /** The platform has taken the first response of this process. */
  noteResponse(id: string): void {
    void this.#claim?.(responseOf(id))
  }

  async #takeResponse(id: string): Promise<boolean> {
    if (this.#claim && !(await this.#claim(responseOf(id)))) return false
    remember(id, this.#own)
    return true
  }
}

/** False for one that is remembered. Those that came first are forgotten. */
function remember(id: string, ids: Set<string>): boolean {
  if (ids.has(id)) return false
  ids.add(id)
  for (const oldest of ids) {
    if (ids.size <= rememberedMax) break
    ids.delete(oldest)
  }
  return true
}

const responseOf = (id: string) => `response to ${id}`
