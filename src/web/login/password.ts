import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, Buffer>(scrypt)
const hashBytes = 64

/** Compares passwords by scrypt, which takes tens of milliseconds beside the event loop, always the same time. */
export class Password {
  readonly #salt = randomBytes(16)
  readonly #hash: Promise<Buffer>

  constructor(password: string) {
    this.#hash = this.#derive(password)
  }

  async matches(attempt: string): Promise<boolean> {
    return timingSafeEqual(await this.#hash, await this.#derive(attempt))
  }

  #derive(text: string): Promise<Buffer> {
    // Keyboards differ in how they compose accents.
    return derive(text.normalize('NFC'), this.#salt, hashBytes)
  }
}
