import { steadyClock, withTimeout } from '../../lib/clock.ts'
import { retry } from '../../lib/retry.ts'

/** How many interactions are remembered: a platform sends one again within seconds. */
const rememberedMax = 1_000

/** How long the first claim may take, in milliseconds: a platform waits three seconds for the first response. */
const claimMs = 1_000

/** The pause before a claim that failed is tried again, in milliseconds. */
const pauseMs = 250

/** In milliseconds. */
export interface ClaimTimes {
  /** How long after the interaction came the first process has for its first response before another one responds. */
  readonly takeOverMs: number
  /** How long the claim of a response may take, retries included. Without an answer of the database, the process responds. */
  readonly responseMs: number
}

/** Also true when a process claims again what is its own, since the answer to the first claim may have been lost. */
type Claim = (name: string) => Promise<boolean>

/** Deduplicates interactions that a platform sends twice, or to several processes: decides which process answers. */
export class InteractionClaims {
  readonly #claim: Claim | undefined
  readonly #seen = new Set<string>()
  /** The interactions whose response this process has claimed. */
  readonly #own = new Set<string>()
  readonly #times: ClaimTimes

  /** `claim` is true for the first of several processes that claims a name; without it there are no others. */
  constructor(claim: Claim | undefined, times: ClaimTimes) {
    this.#claim = claim
    this.#times = times
  }

  /**
   * Whether this process answers: it is the first to get it, or the first one has not responded in time, since it was
   * killed or is stuck. The first one may respond all the same, so either the platform takes one first response at most,
   * or each response begins with `mayRespond()`.
   */
  async isFirstOrNext(id: string): Promise<boolean> {
    if (!remember(id, this.#seen)) return false
    const takeOverAt = steadyClock.now() + this.#times.takeOverMs
    if (await this.#claims(id, claimMs)) return true
    // A slow claim must not delay the response as well: the reader waits since the interaction came.
    await steadyClock.wait(Math.max(0, takeOverAt - steadyClock.now()))
    return this.#takeResponse(id)
  }

  /** Whether no other process responds: true for one of them only, as often as it asks. */
  async mayRespond(id: string): Promise<boolean> {
    return this.#own.has(id) || this.#takeResponse(id)
  }

  /** The platform has taken the first response of this process. */
  noteResponse(id: string): void {
    void this.#claim?.(responseOf(id)).catch(() => {})
  }

  async #takeResponse(id: string): Promise<boolean> {
    if (!(await this.#claims(responseOf(id), this.#times.responseMs))) return false
    remember(id, this.#own)
    return true
  }

  /**
   * Also true if the database does not answer in time. A claim that fails is tried again until then: two processes of
   * which both took a failure for a claim would both answer.
   */
  async #claims(name: string, ms: number): Promise<boolean> {
    const claim = this.#claim
    if (!claim) return true
    const until = steadyClock.now() + ms
    const pauseAfter = () => (steadyClock.now() < until ? pauseMs : undefined)
    const wait = (pause: number) => steadyClock.wait(pause)
    const policy = { maxTries: Number.POSITIVE_INFINITY, pauseAfter, wait }
    const claimed = retry(() => claim(name), policy).catch(() => true)
    return (await withTimeout(claimed, ms)) ?? true
  }
}

/** False for an id that was seen before. Forgets the oldest ids. */
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
