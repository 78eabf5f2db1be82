import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { DigestFile } from '../../digests/markdown/read-digest.ts'
import type { CheckSettings, Findings } from '../../platforms/check-digest.ts'

interface Waiting {
  resolve(findings: Findings): void
  reject(error: Error): void
}

/** The package has JavaScript, a checkout TypeScript. */
const program = new URL(import.meta.url.replace(/check-thread(\.[jt]s)$/, 'worker$1'))

/** A thread that checks files in the order in which they are given. */
export class CheckThread {
  readonly #worker: Worker
  readonly #waiting: Waiting[] = []

  constructor(settings: CheckSettings) {
    // Otherwise the heap grows to many times what is alive: each digest leaves a lot behind.
    setFlagsFromString('--heap-growing-percent=50')
    this.#worker = new Worker(program, { workerData: settings, resourceLimits: { maxYoungGenerationSizeMb: 24 } })
    this.#worker.on('message', (findings: Findings) => this.#waiting.shift()?.resolve(findings))
    this.#worker.on('error', (error: Error) => {
      for (const { reject } of this.#waiting.splice(0)) reject(error)
    })
  }

  check(file: DigestFile): Promise<Findings> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#worker.postMessage(file)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate()
  }
}
