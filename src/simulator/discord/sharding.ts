/** events/gateway, "Sharding" and "Identifying": how a bot divides its servers among connections. */
export interface ShardingOptions {
  /** The number of shards that `/gateway/bot` recommends. */
  readonly recommended?: number
  /** How many servers one shard may have. */
  readonly serversMax?: number
  /** How many shards may identify at once within `identifyMs`. */
  readonly concurrency?: number
  /** 5,000 on the real platform; without it, a test may start several bots at once. */
  readonly identifyMs?: number
}

/** A shard's number and the count of all shards. */
export type Shard = readonly [id: number, count: number]

/** topics/opcodes-and-status-codes, "Gateway Close Event Codes". */
const invalidShard = 4010
const shardingRequired = 4011

/** The rules for shards. What is recommended may change, as it does when a bot grows. */
export class Sharding {
  recommended: number
  readonly concurrency: number
  readonly #serversMax: number
  readonly #identifyMs: number
  /** When a shard of each bucket identified last. */
  readonly #identified = new Map<number, number>()

  constructor({ recommended = 1, serversMax = 2_500, concurrency = 16, identifyMs = 0 }: ShardingOptions = {}) {
    this.recommended = recommended
    this.concurrency = concurrency
    this.#serversMax = serversMax
    this.#identifyMs = identifyMs
  }

  /** The shard of an identify, or the code that closes its connection. `servers` are those of the bot. */
  read(value: unknown, servers: Iterable<string>): { readonly shard: Shard } | { readonly code: number } {
    const [id, count] = Array.isArray(value) ? value : [0, 1]
    const areNumbers = Number.isInteger(id) && Number.isInteger(count)
    if (!areNumbers || id < 0 || id >= count) return { code: invalidShard }
    const own = [...servers].filter((server) => shardFor(server, count) === id)
    return own.length > this.#serversMax ? { code: shardingRequired } : { shard: [id, count] }
  }

  /** False if too many shards identify within a time: their sessions are invalid. */
  mayIdentify([id]: Shard, now: number): boolean {
    const bucket = id % this.concurrency
    const last = this.#identified.get(bucket) ?? Number.NEGATIVE_INFINITY
    if (now - last < this.#identifyMs) return false
    this.#identified.set(bucket, now)
    return true
  }
}

/** The shard that a server belongs to. Direct messages belong to the first. */
export function shardFor(server: string | undefined, count: number): number {
  return server === undefined ? 0 : Number((BigInt(server) >> 22n) % BigInt(count))
}
