/** Runs work with the same key one at a time: of two readers who ask at once, the second finds it done. */
export class KeyedMutex {
  readonly #last = new Map<string, Promise<unknown>>()

  runExclusive<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(name) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.#last.set(name, mine)
    const forget = () => {
      if (this.#last.get(name) === mine) this.#last.delete(name)
    }
    mine.then(forget, forget)
    return mine
  }
}
