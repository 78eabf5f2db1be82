import { extname } from 'node:path'
import { parentPort, Worker, type WorkerOptions } from 'node:worker_threads'

/** A program in a thread of its own, which answers requests one by one, in their order. */
export class WorkerThread<Request, Answer> {
  readonly #worker: Worker
  readonly #waiting: PromiseWithResolvers<Answer>[] = []
  #end: Error | undefined

  /** `program` is the path of the file without its ending, beside the module whose `import.meta.url` is `from`. */
  constructor(program: string, from: string, options?: WorkerOptions) {
    // The package has JavaScript, a checkout TypeScript.
    this.#worker = new Worker(new URL(`${program}${extname(from)}`, from), options)
    this.#worker.on('message', (answer: Answer) => this.#waiting.shift()?.resolve(answer)).unref()
    this.#worker.on('error', (error: Error) => this.#fail(error))
    this.#worker.on('exit', () => this.#fail(new Error('the thread ended')))
  }

  /** Rejects if the thread cannot run, or ends before it answers. */
  async ask(request: Request): Promise<Answer> {
    if (this.#end) throw this.#end
    this.#worker.postMessage(request)
    const answer = Promise.withResolvers<Answer>()
    this.#waiting.push(answer)
    // A process that waits for nothing else must not end before the answer.
    this.#worker.ref()
    try {
      return await answer.promise
    } finally {
      if (this.#waiting.length === 0) this.#worker.unref()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate()
  }

  #fail(error: Error): void {
    this.#end ??= error
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }
}

/** Answers the requests to the thread that this runs in. An error of `answer` ends it. */
export function answerRequests<Request, Answer>(answer: (request: Request) => Answer | Promise<Answer>): void {
  let last = Promise.resolve()
  parentPort?.on('message', (request: Request) => {
    last = last.then(async () => parentPort?.postMessage(await answer(request)))
  })
}
