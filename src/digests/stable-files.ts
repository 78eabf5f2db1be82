import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Problem } from '../domain/problem.ts'
import { problemText } from '../i18n/problems.ts'

/** A file that ends in the middle has to be unchanged for this many times as long as others. */
const unfinishedFactor = 6

/** A file that keeps changing is read as it is once this many times the quiet time has passed. */
const maxWaitFactor = 60

interface WritingFile {
  readonly state: string
  /** On the monotonic clock, in milliseconds, as the next one. */
  readonly unchangedSince: number
  readonly firstSeen: number
  /** Absent until the file was quiet long enough to be looked into. */
  readonly isUnfinished?: boolean
}

interface StableFilesOptions {
  /** How long a file has to be unchanged, in milliseconds; with 0 every file is read at once. */
  readonly quietMs: () => number
  /** Whether the content of a file ends in the middle. */
  readonly isUnfinished: (path: string) => Promise<boolean>
  /** Called for a file that is read although it keeps changing. */
  readonly onUnstable: (problem: Problem) => void
}

/**
 * Knows which files are complete, by a debounce of their changes. Copies, syncs and editors write in steps, with pauses
 * between them, and the times of a file may come from another machine's clock: a change that is seen counts from when it is seen.
 */
export class StableFiles {
  readonly #options: StableFilesOptions
  readonly #whole = new Map<string, string>()
  readonly #writing = new Map<string, WritingFile>()
  /** Files that were read although they kept changing. */
  readonly #unstable = new Map<string, Problem>()

  constructor(options: StableFilesOptions) {
    this.#options = options
  }

  /** The files that were still being written when they were last looked at. */
  get writing(): ReadonlySet<string> {
    return new Set(this.#writing.keys())
  }

  /** The problems of files that were read although they kept changing, and still change. */
  problems(): Problem[] {
    return [...this.#unstable.values()].filter(({ file }) => this.#writing.has(file))
  }

  /** Notes a file that has just appeared, whatever its times are. */
  notice(path: string): void {
    const now = performance.now()
    if (!this.#writing.has(path)) this.#writing.set(path, { state: '', unchangedSince: now, firstSeen: now })
  }

  /** Whether a file with these stats can be read. */
  async isWhole(path: string, stats: Stats): Promise<boolean> {
    const state = `${stats.ino} ${stats.size} ${stats.mtimeMs}`
    const quietMs = this.#options.quietMs()
    if (quietMs > 0 && this.#whole.get(path) !== state && !(await this.#isQuiet(path, state, stats, quietMs)))
      return false
    this.#whole.set(path, state)
    this.#writing.delete(path)
    return true
  }

  /** The ids of `writing` whose files are complete or gone by now. */
  async settled(): Promise<string[]> {
    const paths = [...this.#writing.keys()]
    const isSettled = await Promise.all(
      paths.map(async (path) => {
        const stats = await stat(path).catch(() => undefined)
        if (stats) return this.isWhole(path, stats)
        return this.#writing.delete(path)
      }),
    )
    return paths.filter((_, at) => isSettled[at])
  }

  async #isQuiet(path: string, state: string, stats: Stats, quietMs: number): Promise<boolean> {
    const now = performance.now()
    const before = this.#writing.get(path)
    const firstSeen = before?.firstSeen ?? now
    // A file that is seen for the first time may have been quiet for long.
    const unchangedSince = before || this.#whole.has(path) ? now : now - ageOf(stats)
    const file = before?.state === state ? before : { state, unchangedSince, firstSeen }
    const isUnfinished =
      file.isUnfinished ?? (now - file.unchangedSince >= quietMs && (await this.#endsEarly(path, file, quietMs)))
    this.#writing.set(path, now - file.unchangedSince >= quietMs ? { ...file, isUnfinished } : file)
    if (now - file.unchangedSince >= quietMs * (isUnfinished ? unfinishedFactor : 1)) return true
    if (now - firstSeen < quietMs * maxWaitFactor) return false
    const seconds = Math.round((now - firstSeen) / 1000)
    const problem: Problem = {
      file: path,
      line: 1,
      column: 1,
      severity: 'warning',
      rule: 'keeps-changing',
      ...problemText('keeps-changing', seconds),
    }
    this.#unstable.set(path, problem)
    this.#options.onUnstable(problem)
    return true
  }

  async #endsEarly(path: string, { unchangedSince }: WritingFile, quietMs: number): Promise<boolean> {
    const isOld = performance.now() - unchangedSince >= quietMs * unfinishedFactor
    return !isOld && this.#options.isUnfinished(path)
  }
}

/** How long ago a file was last changed, in milliseconds. A time in the future comes from a wrong clock and says nothing. */
function ageOf({ mtimeMs, ctimeMs }: Stats): number {
  const now = Date.now()
  const past = [mtimeMs, ctimeMs].filter((time) => time <= now)
  return past.length > 0 ? now - Math.max(...past) : 0
}
