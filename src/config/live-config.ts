import { statSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { type FSWatcher, watch } from 'chokidar'
import { ConfigurationError } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import type { Problem } from '../domain/problem.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { messagesFor } from '../i18n/messages.ts'
import { formatProblem } from '../i18n/problems.ts'
import { commandLine } from '../lib/command-line.ts'
import { type Config, type LoadOptions, loadConfig } from './load.ts'
import { loadConfigInWorker } from './load-in-worker.ts'

/** How many warnings the log has after a change; `check` has them all. */
const warningsMost = 20

interface FilesState {
  readonly state: string
  /** When each was last changed, in milliseconds since 1970; undefined for one that is missing. */
  readonly times: readonly (number | undefined)[]
}

/** The current configuration: the files as they were when they were last valid. */
export class LiveConfig {
  #config: Config
  #warnings: readonly Problem[]
  readonly #file: string
  readonly #log: Log
  readonly #options: LoadOptions
  #watcher: FSWatcher | undefined
  /** The files when they were last read. */
  #read: FilesState
  #applying: Promise<boolean> | undefined
  /** Their state at the last look, and since when they have had it, in milliseconds since 1970. */
  #seen = { state: '', since: 0 }
  #timer: NodeJS.Timeout | undefined

  /** Throws `ConfigurationError` with every problem if the files are invalid at the start. */
  constructor(file: string, log: Log, options: LoadOptions = {}) {
    const reading = loadConfig(file, options)
    if ('problems' in reading) {
      const { problems, language } = reading
      const lines = problems.map((problem) => formatProblem(problem, language))
      throw new ConfigurationError([messagesFor(language).problemList.configUnusable, ...lines].join('\n'))
    }
    this.#config = reading.config
    this.#file = file
    this.#log = log
    this.#warnings = reading.warnings
    this.#options = options
    this.#read = this.#look()
  }

  /** The current vocabulary; it follows changes, so it can be kept. */
  readonly vocabulary: Vocabulary = this.#liveVocabulary()

  get value(): Config {
    return this.#config
  }

  #liveVocabulary(): Vocabulary {
    const current = () => this.#config.vocabulary
    return {
      get tags() {
        return current().tags
      },
      get headings() {
        return current().headings
      },
      get sectionLevels() {
        return current().sectionLevels ?? {}
      },
    }
  }

  /** Hot reload: applies changes of the files when the file system reports them, and calls back after each. */
  watch(onChange: () => void): { stop(): Promise<void> } {
    const watcher = watch([...this.#config.files], {
      ignoreInitial: true,
      awaitWriteFinish: { stabilityThreshold: 200, pollInterval: 50 },
    })
    this.#watcher = watcher
    this.#logWarnings()
    // Once a folder is replaced, the watcher reports everything beside it as well.
    const look = async () => {
      clearTimeout(this.#timer)
      await this.#applying
      if (await this.poll()) onChange()
      const waitMs = this.#waitMs()
      if (waitMs > 0) this.#timer = setTimeout(() => void look(), waitMs)
    }
    watcher.on('all', () => void look())
    // The files may have changed since they were first read.
    watcher.on('ready', () => void look())
    watcher.on('error', (error) => this.#log.warn({ err: error }, 'changes of the configuration are noticed late'))
    const stop = () => {
      clearTimeout(this.#timer)
      return watcher.close()
    }
    return { stop }
  }

  /**
   * Applies changes, also those that the file system did not report, once the files are quiet: half of a configuration can
   * be valid, and post elsewhere. Returns whether there were any.
   */
  async poll(): Promise<boolean> {
    const { state, times } = this.#look()
    const now = Date.now()
    // The vocabulary of the program is as old as its installation, which says nothing about a change.
    const changed = times.filter((ms, at) => ms !== this.#read.times[at])
    const newestMs = Math.max(0, ...changed.map((ms) => ms ?? now))
    // A file that is missing, or dated by a wrong clock, counts from when that is seen.
    if (state !== this.#seen.state || this.#seen.since > now) this.#seen = { state, since: Math.min(newestMs, now) }
    return this.#waitMs() <= 0 && state !== this.#read.state && (await this.#apply())
  }

  /** For how long the files still have to stay as they were at the last look, in milliseconds. */
  #waitMs(): number {
    const { state, since } = this.#seen
    return state === this.#read.state ? 0 : Math.ceil(since + this.#config.quietSeconds * 1_000 - Date.now())
  }

  #logWarnings(): void {
    const problems = this.#warnings.slice(0, warningsMost).map((problem) => formatProblem(problem))
    const more = this.#warnings.length - problems.length
    if (more > 0) problems.push(`and ${more} more; \`${commandLine('check')}\` lists them`)
    if (problems.length > 0) this.#log.warn({ problems }, 'the configuration is used, with warnings')
  }

  #look(): FilesState {
    const stats = this.#config.files.map((file) => statSync(file, { throwIfNoEntry: false }))
    const state = stats
      .map((each) => (each ? `${each.ino} ${each.size} ${each.mtimeMs} ${each.ctimeMs}` : 'missing'))
      .join('\n')
    return { state, times: stats.map((each) => each?.mtimeMs) }
  }

  /** Reads the files once at a time. Returns whether the configuration is another one now. */
  #apply(): Promise<boolean> {
    this.#applying ??= this.#reload().finally(() => {
      this.#applying = undefined
    })
    return this.#applying
  }

  async #reload(): Promise<boolean> {
    this.#read = this.#look()
    const reading = await loadConfigInWorker(this.#file, this.#options)
    if ('problems' in reading) {
      const problems = reading.problems.map((problem) => formatProblem(problem))
      this.#log.error({ problems }, 'the changed configuration is refused; the last valid one stays in use')
      return false
    }
    if (isDeepStrictEqual(reading.config, this.#config)) return false
    this.#config = reading.config
    this.#warnings = reading.warnings
    this.#watcher?.add([...reading.config.files])
    this.#logWarnings()
    this.#log.info({ count: reading.config.destinations.length }, 'configuration changed')
    return true
  }
}
