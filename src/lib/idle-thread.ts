import { WorkerThread } from './worker-thread.ts'

/** How long an idle thread is kept, in milliseconds: it takes a quarter of a second and 40 MB to start. */
const idleMs = 10_000

/** A thread that runs only while it is needed, for work that would block the event loop. */
export class IdleThread<Request, Answer> {
  readonly #program: string
  readonly #from: string
  #thread: WorkerThread<Request, Answer> | undefined
  #idle: NodeJS.Timeout | undefined
  #asking = 0

  /** The program as for a `WorkerThread`. */
  constructor(program: string, from: string) {
    this.#program = program
    this.#from = from
  }

  /** Undefined if the thread cannot run, or ends before it answers. */
  async ask(request: Request): Promise<Answer | undefined> {
    clearTimeout(this.#idle)
    this.#asking += 1
    this.#thread ??= new WorkerThread(this.#program, this.#from)
    const asked = this.#thread
    try {
      return await asked.ask(request)
    } catch {
      if (this.#thread === asked) this.#end()
      return undefined
    } finally {
      this.#asking -= 1
      if (this.#asking === 0) this.#idle = setTimeout(() => this.#end(), idleMs).unref()
    }
  }

  #end(): void {
    void this.#thread?.[Symbol.asyncDispose]()
    this.#thread = undefined
  }
}
