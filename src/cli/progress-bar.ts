import { progress } from '@clack/prompts'

/** Work shorter than this, in milliseconds, shows no bar. */
const showAfterMs = 1_000

/** Shows a bar on standard error while there is more to do, on a terminal and after a second; elsewhere nothing. */
export class ProgressBar {
  readonly #total: number
  readonly #label: string
  readonly #startedAt = Date.now()
  #bar: ReturnType<typeof progress> | undefined
  #done = 0
  #shown = 0

  constructor(label: string, total: number) {
    this.#label = label
    this.#total = total
  }

  step(): void {
    this.#done += 1
    if (!process.stderr.isTTY || Date.now() - this.#startedAt < showAfterMs) return
    if (!this.#bar) {
      this.#bar = progress({ max: this.#total, output: process.stderr })
      this.#bar.start(this.#label)
    }
    this.#bar.advance(this.#done - this.#shown, `${this.#label} (${this.#done} of ${this.#total})`)
    this.#shown = this.#done
  }

  end(): void {
    this.#bar?.stop(`${this.#label}: done`)
  }
}
