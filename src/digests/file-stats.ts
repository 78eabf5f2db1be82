import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { StableFiles } from './stable-files.ts'

/** Whether a file can be read, and the cache key of its last whole state; without a key there is no file. */
interface FileStat {
  readonly isWhole: boolean
  readonly stamp?: string
}

/** What was seen of a file. Times are on the monotonic clock, in milliseconds. */
interface Seen {
  readonly look: FileStat
  readonly state: string
  /** Since when it has looked like this. */
  readonly since: number
  readonly at: number
}

/** A file that has not changed for `steadyMs` is checked once in `lastsMs` for all callers. In milliseconds. */
const [steadyMs, lastsMs] = [2_000, 250]

/** Looks at files on the disk. In the morning thousands of destinations ask for the same one. */
export class FileStats {
  readonly #quiet: StableFiles
  readonly #stampOf: (stats: Stats) => string
  readonly #now: () => number
  /** The cache keys of the files as they were last read whole. */
  readonly #stamps = new Map<string, string>()
  readonly #seen = new Map<string, Seen>()

  constructor(quiet: StableFiles, stampOf: (stats: Stats) => string, now: () => number = () => performance.now()) {
    this.#quiet = quiet
    this.#stampOf = stampOf
    this.#now = now
  }

  /** Looks at a file now. */
  async look(file: string): Promise<FileStat> {
    const stats = await stat(file).catch(() => undefined)
    const look = stats ? await this.#lookWith(file, stats) : { isWhole: true }
    this.#note(file, look, stats ? `${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}` : '')
    return look
  }

  /** The same, or what was seen just now of a file that has not changed for a while. */
  async recentLook(file: string): Promise<FileStat> {
    const seen = this.#seen.get(file)
    const isRecent = seen && seen.at - seen.since >= steadyMs && this.#now() - seen.at < lastsMs
    return isRecent ? seen.look : this.look(file)
  }

  async #lookWith(file: string, stats: Stats): Promise<FileStat> {
    const isWhole = await this.#quiet.isWhole(file, stats)
    if (isWhole) this.#stamps.set(file, this.#stampOf(stats))
    const stamp = this.#stamps.get(file)
    return { isWhole, ...(stamp !== undefined && { stamp }) }
  }

  #note(file: string, look: FileStat, state: string): void {
    const at = this.#now()
    const before = this.#seen.get(file)
    // While the file is being written, its state changes over time.
    const isSame = before?.state === state && look.isWhole
    this.#seen.set(file, { look, state, since: isSame ? before.since : at, at })
  }
}
