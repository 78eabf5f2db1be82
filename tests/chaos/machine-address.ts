/** A process of the bot. Moments are those of `performance.now()`. */
export interface Life {
  killedAt?: number
  /** When it was last stopped for a while, and for how many milliseconds. */
  frozen?: { readonly at: number; readonly ms: number }
  /** The same for its link to the database. */
  stalled?: { readonly at: number; readonly ms: number }
}

const firstAddress = 10

/** From which a machine calls the platforms. */
export function addressOf(machine: number): string {
  return `127.0.0.${firstAddress + machine}`
}

/** The number of the machine that calls from an address. */
export function machineAt(address = ''): number {
  return Number(address.split('.').at(-1)) - firstAddress
}
