import { relative, sep } from 'node:path'
import { type FSWatcher, watch } from 'chokidar'
import { isPeriodFolder } from './filename.ts'

/**
 * Debounce: changes that follow one another within this time, such as those of one git pull, are reported together. In
 * milliseconds.
 */
const gatherMs = 100

/** How often files that are being written are looked at, in milliseconds. */
const settleMs = 500

interface WatchEvents {
  /** Files that were added, changed or removed; they may still be written. */
  onFiles(paths: readonly string[]): void
  /** Time to look whether files that were being written are whole. */
  onSettle(): void
  /** The folder cannot be watched. */
  onError(error: Error): void
}

/** Whether a folder is a publication, or one of years or months in it. */
function mayHoldDigests(path: string): boolean {
  const [, ...below] = path.split(sep)
  return below.every((name) => isPeriodFolder(name, false) || isPeriodFolder(name, true))
}

/** Watches a folder, its publications and their folders of years and months, until it is ended. */
export class FolderWatch {
  readonly #folder: () => string
  readonly #events: WatchEvents
  readonly #gathered = new Set<string>()
  readonly #settling: NodeJS.Timeout
  #timer: NodeJS.Timeout | undefined
  #watched: string
  #watcher: FSWatcher

  constructor(folder: () => string, events: WatchEvents) {
    this.#folder = folder
    this.#events = events
    this.#settling = setInterval(() => events.onSettle(), settleMs)
    this.#watched = folder()
    this.#watcher = this.#watch()
  }

  /** Watches another folder if the configuration names one by now. */
  async follow(): Promise<void> {
    if (this.#watched === this.#folder()) return
    const before = this.#watcher
    this.#watched = this.#folder()
    this.#watcher = this.#watch()
    await before.close()
  }

  async end(): Promise<void> {
    clearInterval(this.#settling)
    clearTimeout(this.#timer)
    await this.#watcher.close()
  }

  #watch(): FSWatcher {
    const folder = this.#watched
    const watcher = watch(folder, {
      ignoreInitial: true,
      // Publications, then years and months.
      depth: 3,
      ignored: (path, stats) =>
        stats?.isDirectory() === false ? !/\.(?:md|markdown)$/i.test(path) : !mayHoldDigests(relative(folder, path)),
    })
    watcher.on('all', (_, path) => this.#gather(path))
    // Files may have changed between the first listing and now.
    watcher.on('ready', () => this.#gather(folder))
    watcher.on('error', (error) => this.#events.onError(error instanceof Error ? error : new Error(String(error))))
    return watcher
  }

  #gather(path: string): void {
    this.#gathered.add(path)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      const paths = [...this.#gathered]
      this.#gathered.clear()
      this.#events.onFiles(paths)
    }, gatherMs)
  }
}
