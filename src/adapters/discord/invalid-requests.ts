/**
 * Discord shuts out an address that sent 10,000 invalid requests within ten minutes:
 * https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 * Half of it is ours: other bots may use the same address.
 */
const refusalsMax = 5_000
const withinMs = 600_000

/** Answers that Discord calls invalid requests, unless others used the limit up. */
const invalid: readonly number[] = [401, 403, 429]

/** Counts refused requests. */
export class InvalidRequests {
  readonly #now: () => number
  #times: number[] = []

  constructor(now: () => number) {
    this.#now = now
  }

  /** Notes an answer. Gives for how many milliseconds to be silent, when it was one refusal too many. */
  note(status: number, headers: Headers): number | undefined {
    if (!invalid.includes(status) || headers.get('x-ratelimit-scope') === 'shared') return undefined
    const now = this.#now()
    this.#times.push(now)
    if (this.#times.length < refusalsMax) return undefined
    this.#times = this.#times.filter((at) => now - at < withinMs)
    if (this.#times.length < refusalsMax) return undefined
    // Until half of them are forgotten.
    const [middle = now] = this.#times.splice(0, refusalsMax / 2).slice(-1)
    return middle + withinMs - now
  }
}
