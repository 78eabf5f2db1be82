/** reference, "Snowflakes": milliseconds since the first second of 2015, above the lowest 22 bits. */
const epochMs = 1_420_070_400_000n
const timeShift = 22n

/** Ids as Discord gives them: later ones are greater, and each tells its time. */
export class Snowflakes {
  #last = 0n

  next(): string {
    const now = (BigInt(Date.now()) - epochMs) << timeShift
    this.#last = now > this.#last ? now : this.#last + 1n
    return String(this.#last)
  }
}

/** Milliseconds since 1970 at which an id was given. */
export function timestampOf(id: string): number {
  return Number((BigInt(id) >> timeShift) + epochMs)
}

/** Sorts ids, older first. */
export function compareIds(one: string, other: string): number {
  const [left, right] = [BigInt(one), BigInt(other)]
  return left < right ? -1 : left > right ? 1 : 0
}

/** Whether a text can be an id at all. */
export function isSnowflake(text: string): boolean {
  return /^[1-9]\d{0,19}$/.test(text)
}
