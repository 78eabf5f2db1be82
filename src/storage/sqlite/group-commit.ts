import type { DatabaseSync } from 'node:sqlite'
import type { KyselyPlugin, QueryId } from 'kysely'

/** The dependencies of a group commit. */
interface Batch {
  readonly done: PromiseWithResolvers<void>
  /** Whether it changes the file. */
  changed: boolean
}

interface GroupCommitParts {
  readonly db: () => DatabaseSync
  /** Throws the ledger's error for an error of SQLite. */
  readonly guard: <Result>(work: () => Result) => Result
  /** Called after changes were flushed to the disk. */
  readonly onWritten: () => void
  /** Shortest and longest pause between two flushes, in milliseconds. A database in memory needs none. */
  readonly pauseMs?: readonly [min: number, max: number]
}

/** The pause between two flushes as a multiple of the last flush's duration, unless a caller is in a hurry. */
const pausePerFlush = 10

/**
 * Flushes the writes of a few milliseconds together: a flush takes longer than everything else, and in the minute in
 * which a digest is due a hundred channels would wait for it one by one.
 */
export class GroupCommit {
  readonly #parts: GroupCommitParts
  #batch: Batch | undefined
  #flushedAt = 0
  readonly #minPauseMs: number
  readonly #maxPauseMs: number
  #pauseMs: number
  /** Queries under way that certainly change nothing. */
  readonly #reads = new WeakSet<QueryId>()

  constructor(parts: GroupCommitParts) {
    this.#parts = parts
    const [min, max] = parts.pauseMs ?? [10, 50]
    this.#minPauseMs = min
    this.#maxPauseMs = max
    this.#pauseMs = min
  }

  /** Whether writes wait for the next flush. */
  get isOpen(): boolean {
    return this.#batch !== undefined
  }

  /** Makes a change; it is durable once `durable` resolves. */
  write<Result extends { readonly changes: number | bigint }>(work: () => Result): Result {
    const { db, guard } = this.#parts
    if (db().isTransaction && !this.#batch) return guard(work)
    const batch = this.#batch ?? this.#begin()
    try {
      const result = guard(work)
      batch.changed ||= result.changes > 0
      return result
    } catch (error) {
      // A full disk, for one, undoes everything that the transaction has done so far.
      if (!db().isTransaction) this.#end(batch, error)
      throw error
    }
  }

  /** Resolves when all writes until now are on the disk. Throws if they failed. */
  async durable(): Promise<void> {
    await this.#batch?.done.promise
  }

  /** Flushes the writes of this turn of the event loop at its end. */
  hurry(): void {
    setImmediate(() => this.flush())
  }

  /** Flushes now. */
  flush(): void {
    const batch = this.#batch
    if (!batch) return
    const { db, guard, onWritten } = this.#parts
    const beganAt = performance.now()
    this.#flushedAt = beganAt
    try {
      guard(() => db().exec('COMMIT'))
      const tookMs = performance.now() - beganAt
      this.#pauseMs = Math.min(Math.max(this.#minPauseMs, tookMs * pausePerFlush), this.#maxPauseMs)
      this.#end(batch)
      if (batch.changed) onWritten()
    } catch (error) {
      if (db().isTransaction) db().exec('ROLLBACK')
      this.#end(batch, error)
    }
  }

  /** Delays the result of each query until its writes are on the disk. */
  plugin(): KyselyPlugin {
    return {
      transformQuery: ({ node, queryId }) => {
        if (node.kind === 'SelectQueryNode') this.#reads.add(queryId)
        return node
      },
      transformResult: async ({ result, queryId }) => {
        if (!this.#reads.has(queryId)) await this.durable()
        return result
      },
    }
  }

  #begin(): Batch {
    const { db, guard } = this.#parts
    guard(() => db().exec('BEGIN IMMEDIATE'))
    const batch = { done: Promise.withResolvers<void>(), changed: false }
    // Without a waiting caller there is no one to report the error to.
    batch.done.promise.catch(() => {})
    this.#batch = batch
    const later = () => this.#batch === batch && this.flush()
    const pausedMs = performance.now() - this.#flushedAt
    if (pausedMs < this.#pauseMs) setTimeout(later, this.#pauseMs - pausedMs)
    else setImmediate(later)
    return batch
  }

  #end(batch: Batch, error?: unknown): void {
    this.#batch = undefined
    if (error === undefined) batch.done.resolve()
    else batch.done.reject(error)
  }
}
