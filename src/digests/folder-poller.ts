import { type Stats, stat } from 'node:fs'
import { readdir } from 'node:fs/promises'

/** Some file systems have times with a resolution of two seconds: an entry added within it does not change the time. */
const timeStepMs = 2_000

/** Some mounts, such as those of object stores, give folders no times: each is listed once in this many calls. */
const callsPerListing = 10

/** The newest files are checked each time, since they are posted and corrected; the others take turns. */
const newestCount = 50
const othersPerCall = 100

/**
 * Finds changes by polling, because many mounts report none: Docker Desktop, WSL, NFS, SMB, and any folder once the
 * system has no inotify watches left. A call makes at most 150 calls of `stat` for files.
 */
export class FolderPoller {
  readonly #known = new Map<string, string>()
  readonly #names = new Map<string, string>()
  #calls = 0
  #turn = 0

  /** Whether one of the folders may have other entries than at the last call; true for the first call. */
  async haveChanged(folders: readonly string[]): Promise<boolean> {
    const states = await Promise.all(folders.map((folder) => this.#look(folder)))
    this.#calls += 1
    const haveNames = this.#calls % callsPerListing === 0 && (await this.#haveOtherNames(new Set(folders)))
    return haveNames || states.some(({ isNew, mtimeMs }) => isNew || Math.abs(Date.now() - mtimeMs) < timeStepMs)
  }

  async #haveOtherNames(folders: ReadonlySet<string>): Promise<boolean> {
    const changed = await Promise.all(
      [...folders].map(async (folder) => {
        const names = await readdir(folder).then(
          (entries) => entries.join('\n'),
          () => '',
        )
        const before = this.#names.get(folder)
        this.#names.set(folder, names)
        return before !== undefined && before !== names
      }),
    )
    return changed.includes(true)
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
    const stats = await statsOf(path)
    // The change time also counts changes of permissions, and copies that keep the time of their original.
    const state = stats ? `${stats.dev} ${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}` : 'missing'
    const before = this.#known.get(path)
    this.#known.set(path, state)
    return { isNew: state !== before, wasKnown: before !== undefined, mtimeMs: stats?.mtimeMs ?? 0 }
  }
}

/** Undefined if nothing is there. `stat` from `fs/promises` takes half as long again. */
function statsOf(path: string): Promise<Stats | undefined> {
  return new Promise((resolve) => stat(path, (error, stats) => resolve(error ? undefined : stats)))
}
