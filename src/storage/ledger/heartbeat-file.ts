import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { privateFile, renameEarlier } from '../sqlite/files.ts'

/** A file beside the ledger, by which the bot notices that the ledger was lost or is an older copy. */
const [fileName, nameOf010] = ['heartbeat.txt', 'last-seen.txt']

const explanation =
  'When the bot was last running with the ledger in this folder. By this file it notices that the ledger was lost, or is ' +
  'an older copy; then it looks in the channels before it posts.'

/** When the ledger in a folder was last used, kept outside the ledger. */
export class HeartbeatFile {
  readonly #file: string
  #isNoted = false

  constructor(folder: string) {
    this.#file = join(folder, fileName)
    renameEarlier(join(folder, nameOf010), this.#file)
  }

  /** In milliseconds since 1970, 0 if the time is unknown; undefined when the ledger was never used. */
  read(): number | undefined {
    try {
      return Date.parse(readFileSync(this.#file, 'utf8').split('\n')[0] ?? '') || 0
    } catch {
      return existsSync(this.#file) ? 0 : undefined
    }
  }

  /** Notes that the ledger was written. */
  use(): void {
    if (!this.#isNoted && !existsSync(this.#file)) this.write(0)
    this.#isNoted = true
  }

  /** A failed write is ignored: an old note must not prevent a post. */
  write(at: number): void {
    try {
      writeFileSync(this.#file, `${new Date(at).toISOString()}\n\n${explanation}\n`, { mode: privateFile })
      this.#isNoted = true
    } catch {}
  }
}
