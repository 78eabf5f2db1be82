import { isDeepStrictEqual } from 'node:util'
import { watch } from 'chokidar'
import { ConfigurationError } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import { formatProblem } from '../domain/problem.ts'
import type { Vocabulary } from '../domain/vocabulary.ts'
import { type Config, loadConfig } from './load.ts'

/** The current configuration: the files as they were when they were last valid. */
export class LiveConfig {
  #config: Config
  readonly #file: string
  readonly #log: Log

  /** Throws `ConfigurationError` with every problem if the files are invalid at the start. */
  constructor(file: string, log: Log) {
    const reading = loadConfig(file)
    if ('problems' in reading) {
      throw new ConfigurationError(
        ['The configuration cannot be used.', ...reading.problems.map(formatProblem)].join('\n'),
      )
    }
    this.#config = reading.config
    this.#file = file
    this.#log = log
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
    }
  }

  /** Applies changes of the files, and calls back after each. */
  watch(onChange: () => void): { stop(): Promise<void> } {
    const watcher = watch([...this.#config.files], {
      ignoreInitial: true,
      awaitWriteFinish: { stabilityThreshold: 200, pollInterval: 50 },
    })
    const look = () => {
      const reading = loadConfig(this.#file)
      if ('problems' in reading) {
        const problems = reading.problems.map(formatProblem)
        this.#log.error({ problems }, 'the changed configuration is refused; the last valid one stays in use')
        return
      }
      if (isDeepStrictEqual(reading.config, this.#config)) return
      this.#config = reading.config
      watcher.add([...reading.config.files])
      this.#log.info({ count: reading.config.destinations.length }, 'configuration changed')
      onChange()
    }
    watcher.on('all', look)
    // The files may have changed since they were first read.
    watcher.on('ready', look)
    return { stop: () => watcher.close() }
  }
}
