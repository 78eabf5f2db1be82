/** Deduplicates work by key ("single flight"): a call during a run gets the result of that run. */
export class SharedWork<Key, Result> {
  readonly #running = new Map<Key, Promise<Result>>()

  run(key: Key, work: () => Promise<Result>): Promise<Result> {
    const running = this.#running.get(key)
    if (running) return running
    const started = work().finally(() => this.#running.delete(key))
    this.#running.set(key, started)
    return started
  }
}
