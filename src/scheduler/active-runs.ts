import type { Destination } from '../domain/destination.ts'
import { isSamePlace } from './delivery-history.ts'

interface Run {
  readonly destination: Destination
  done: Promise<void>
  /** False while it determines what is due. */
  isPosting: boolean
}

/** The runs that are under way, one at most for each destination. */
export class ActiveRuns {
  readonly #runs = new Map<string, Run>()

  has(name: string): boolean {
    return this.#runs.has(name)
  }

  begin(destination: Destination, start: () => Promise<void>): void {
    const run: Run = { destination, done: Promise.resolve(), isPosting: false }
    this.#runs.set(destination.name, run)
    run.done = start()
  }

  end(name: string): void {
    this.#runs.delete(name)
  }

  /** The runs for destinations whose name is no longer configured. */
  leaving(names: ReadonlySet<string>): readonly Run[] {
    return [...this.#runs.values()].filter(({ destination }) => !names.has(destination.name))
  }

  /**
   * The run for which a destination has to wait: its own, or one of `leaving` in the same channel, whose delivery would
   * otherwise be sent under both names.
   */
  occupying(destination: Destination, leaving: readonly Run[]): Run | undefined {
    return this.#runs.get(destination.name) ?? leaving.find((run) => isSamePlace(destination, run.destination))
  }

  async whilePosting<Result>(name: string, work: () => Promise<Result> | undefined): Promise<Result | undefined> {
    const run = this.#runs.get(name)
    if (run) run.isPosting = true
    try {
      return await work()
    } finally {
      if (run) run.isPosting = false
    }
  }

  /** Resolves when there is none. */
  async idle(): Promise<void> {
    while (this.#runs.size > 0) await Promise.all([...this.#runs.values()].map(({ done }) => done))
  }
}
