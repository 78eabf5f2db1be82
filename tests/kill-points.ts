import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** The error that ends the work of a process at a kill point. */
class Killed extends Error {
  constructor() {
    super('the process was killed')
  }
}

/**
 * A process that is killed after a number of steps: from then on each step fails, so that nothing is tidied up either. A
 * step is one call of a watched object, or one change in the file system while `run` is working; of a file that is being
 * written when the process is killed, the first half is there.
 */
export class KillPoints {
  readonly #left: number
  /** Called before each step in the file system, dead or alive. */
  readonly #onFileStep: () => void
  steps = 0

  constructor(left = Number.POSITIVE_INFINITY, onFileStep = () => {}) {
    this.#left = left
    this.#onFileStep = onFileStep
  }

  get isDead(): boolean {
    return this.steps > this.#left
  }

  /** Throws if the process ends here, or has ended. */
  reach = (): void => {
    if (!this.isDead) this.steps += 1
    if (this.isDead) throw new Killed()
  }

  /** The same object, each of whose methods is a step before which the process may end; those that only read are none. */
  watch<Watched extends object>(target: Watched, reads: readonly (keyof Watched)[]): Watched {
    const isRead = new Set<string | symbol | number>(reads)
    return new Proxy(target, {
      get: (object, name) => {
        const member = Reflect.get(object, name)
        if (typeof member !== 'function') return member
        return (...given: unknown[]) => {
          if (this.isDead || !isRead.has(name)) this.reach()
          return Reflect.apply(member, object, given)
        }
      },
    })
  }

  /** Runs the process to its end, whatever it makes of its death. */
  async run(work: () => Promise<unknown>): Promise<void> {
    const restore = this.#watchFiles()
    try {
      await work()
    } catch (error) {
      if (!this.isDead) throw error
    } finally {
      restore()
    }
  }

  /** The file system is a built-in module without a port; as in `unit-guard.ts`, its functions are replaced. */
  #watchFiles(): () => void {
    const sync = ['mkdirSync', 'rmSync', 'openSync', 'renameSync', 'linkSync'] as const
    const later = ['mkdir', 'rm', 'rename'] as const
    const { writeFileSync, fsyncSync } = fs
    const { open } = fs.promises
    const before = [
      ...sync.map((name) => [fs, name, fs[name]] as const),
      ...later.map((name) => [fs.promises, name, fs.promises[name]] as const),
    ]
    for (const [owner, name, original] of before)
      Object.assign(owner, { [name]: (...given: never[]) => this.#step(() => Reflect.apply(original, owner, given)) })
    const half = (content: string | Uint8Array) => content.slice(0, content.length / 2)
    Object.assign(fs, {
      // The machine itself does not stop here.
      fsyncSync: () => this.#step(() => {}),
      writeFileSync: (file: number, content: string) =>
        this.#step(
          () => writeFileSync(file, content),
          () => writeFileSync(file, half(content)),
        ),
    })
    Object.assign(fs.promises, {
      open: (...given: Parameters<typeof open>) =>
        this.#step(async () => this.#watchHandle(await open(...given), half)),
    })
    syncBuiltinESMExports()
    return () => {
      for (const [owner, name, original] of before) Object.assign(owner, { [name]: original })
      Object.assign(fs, { writeFileSync, fsyncSync })
      Object.assign(fs.promises, { open })
      syncBuiltinESMExports()
    }
  }

  #watchHandle(handle: fs.promises.FileHandle, half: (content: Uint8Array) => string | Uint8Array) {
    const write = handle.writeFile.bind(handle)
    return Object.assign(handle, {
      writeFile: async (content: Uint8Array) =>
        this.#step(
          () => write(content),
          () => write(half(content)),
        ),
      sync: async () => this.#step(() => {}),
    })
  }

  /** `cut` is what is left of a change during which the process ends. */
  #step<Result>(change: () => Result, cut: () => Result | undefined = () => undefined): Result {
    this.#onFileStep()
    const wasDead = this.isDead
    try {
      this.reach()
    } catch (error) {
      const rest = wasDead ? undefined : cut()
      if (rest instanceof Promise) return rest.then(() => Promise.reject(error)) as Result
      throw error
    }
    return change()
  }
}
