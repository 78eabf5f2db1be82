/** Work that runs once at a time for each key: a caller who asks while it runs gets the same result. */
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
