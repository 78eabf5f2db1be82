import { stat } from 'node:fs/promises'

/** Some file systems have times with a resolution of two seconds: an entry added within it does not change the time. */
const timeStepMs = 2_000

/** The newest files are checked each time, since they are posted and corrected; the others take turns. */
const newestCount = 50
const othersPerCall = 100

/**
 * Finds changes by polling, because many mounts report none: Docker Desktop, WSL, NFS, SMB, and any folder once the
 * system has no inotify watches left. A call makes at most 150 calls of `stat` for files.
 */
export class FolderPoller {
  readonly #known = new Map<string, string>()
  #turn = 0

  /** Whether one of the folders may have other entries than at the last call; true for the first call. */
  async haveChanged(folders: readonly string[]): Promise<boolean> {
    const states = await Promise.all(folders.map((folder) => this.#look(folder)))
    return states.some(({ isNew, mtimeMs }) => isNew || Math.abs(Date.now() - mtimeMs) < timeStepMs)
  }

  /** The files that were written since the last call that looked at them; `files` are sorted, the newest first. */
  async written(files: readonly string[]): Promise<readonly string[]> {
    const others = files.slice(newestCount)
    this.#turn = this.#turn >= others.length ? 0 : this.#turn
    const due = [...files.slice(0, newestCount), ...others.slice(this.#turn, this.#turn + othersPerCall)]
    this.#turn += othersPerCall
    const states = await Promise.all(due.map(async (file) => ({ file, ...(await this.#look(file)) })))
    return states.filter(({ isNew, wasKnown }) => isNew && wasKnown).map(({ file }) => file)
  }

  async #look(path: string) {
    const stats = await stat(path).catch(() => undefined)
    const state = stats ? `${stats.dev} ${stats.ino} ${stats.size} ${stats.mtimeMs}` : 'missing'
    const before = this.#known.get(path)
    this.#known.set(path, state)
    return { isNew: state !== before, wasKnown: before !== undefined, mtimeMs: stats?.mtimeMs ?? 0 }
  }
}
