/** How long an attempt counts, in milliseconds. */
const windowMs = 15 * 60_000
const perAddressMax = 5
/** Guessing from many addresses is slow as well. It also limits what is remembered. */
const allMax = 50

interface Attempt {
  readonly address: string
  readonly at: number
}

/** Limits how often passwords are tried, for each address and for all together. */
export class LoginAttempts {
  #attempts: Attempt[] = []

  /** Counts an attempt. Returns how many milliseconds to wait instead, 0 if it may be made. */
  begin(address: string, now: number): number {
    this.#attempts = this.#attempts.filter(({ at }) => now - at < windowMs)
    const own = this.#attempts.filter((each) => each.address === address)
    const [oldest] = own.length >= perAddressMax ? own : this.#attempts.length >= allMax ? this.#attempts : []
    if (oldest) return oldest.at + windowMs - now
    this.#attempts.push({ address, at: now })
    return 0
  }

  /** The right password was given: the attempts from there were mistyped ones. */
  succeed(address: string): void {
    this.#attempts = this.#attempts.filter((each) => each.address !== address)
  }
}
