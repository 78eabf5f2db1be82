import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChaosFixture } from './chaos-fixture.ts'

/** Counts faults, and writes them down beside the bot's own logs. */
export class FaultLog {
  readonly counts = new Map<string, number>()
  readonly #file: string

  constructor({ folder }: ChaosFixture) {
    this.#file = join(folder, 'logs', 'faults.log')
  }

  readonly note = (fault: string, details: object = {}): void => {
    this.counts.set(fault, (this.counts.get(fault) ?? 0) + 1)
    this.#write({ fault, ...details })
  }

  /** Events that are not faults, but explain the bot's behaviour. */
  readonly remark = (what: string, details: object): void => this.#write({ what, ...details })

  #write(line: object): void {
    appendFileSync(this.#file, `${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`)
  }
}
