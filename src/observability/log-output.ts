import { writeSync } from 'node:fs'

/** How often and how long, in milliseconds, a full pipe is waited for before a line is dropped. */
const [triesMax, pauseMs] = [100, 10]

const sleeper = new Int32Array(new SharedArrayBuffer(4))

/**
 * Writes lines to a file descriptor at once. Lines that cannot be written are dropped, so that the bot goes on while its
 * disk is full or the reader of its log is gone. Pino's own destination throws then, and flushes in an endless loop at exit.
 */
export class LogOutput {
  readonly #descriptor: number
  /** Called with how many lines were dropped, when one is written again. */
  readonly #onWrittenAgain: (dropped: number) => void
  #dropped = 0
  /** Only the beginning of the last line was written. */
  #isCut = false

  constructor(descriptor: number, onWrittenAgain: (dropped: number) => void) {
    this.#descriptor = descriptor
    this.#onWrittenAgain = onWrittenAgain
  }

  write(line: string): void {
    const bytes = Buffer.from(this.#isCut ? `\n${line}` : line)
    const written = this.#writeAll(bytes)
    if (written > 0) this.#isCut = written < bytes.length
    if (written < bytes.length) {
      this.#dropped += 1
      return
    }
    const dropped = this.#dropped
    this.#dropped = 0
    if (dropped > 0) this.#onWrittenAgain(dropped)
  }

  /** Returns how many bytes could be written. */
  #writeAll(bytes: Buffer): number {
    let written = 0
    for (let tries = 0; written < bytes.length && tries < triesMax; ) {
      try {
        written += writeSync(this.#descriptor, bytes, written)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') break
        tries += 1
        Atomics.wait(sleeper, 0, 0, pauseMs)
      }
    }
    return written
  }
}
