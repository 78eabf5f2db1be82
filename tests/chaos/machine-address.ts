/** A process of the bot; `killedAt` is a moment of `performance.now()`. */
export interface Life {
  killedAt?: number
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
