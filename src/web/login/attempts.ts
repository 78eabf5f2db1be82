import { BlockList, isIP } from 'node:net'
import { minuteMs } from '../../domain/duration.ts'

interface AttemptLimits {
  /** How long an attempt counts, in milliseconds. */
  readonly windowMs: number
  readonly perAddressMax: number
  /** From all addresses together. It also limits what is remembered. */
  readonly allMax: number
}

/** Guessing from many addresses is slow as well. */
const forSecrets: AttemptLimits = { windowMs: 15 * minuteMs, perAddressMax: 5, allMax: 50 }

interface Attempt {
  readonly address: string
  readonly at: number
}

/**
 * A rate limit for attempts, such as of a password, for each address (for IPv6, each /64 network) and for all together.
 */
export class Attempts {
  readonly #limits: AttemptLimits
  #attempts: Attempt[] = []

  constructor(limits = forSecrets) {
    this.#limits = limits
  }

  /** Counts an attempt. Returns how many milliseconds to wait instead, 0 if it may be made. */
  begin(address: string, now: number): number {
    const { windowMs, perAddressMax, allMax } = this.#limits
    this.#attempts = this.#attempts.filter(({ at }) => now - at < windowMs)
    const isFromThere = neighborOf(address)
    const own = this.#attempts.filter((each) => isFromThere(each.address))
    const [oldest] = own.length >= perAddressMax ? own : this.#attempts.length >= allMax ? this.#attempts : []
    if (oldest) return oldest.at + windowMs - now
    this.#attempts.push({ address, at: now })
    return 0
  }

  /** Call it when the password was right: the earlier attempts from there were typing errors. */
  succeed(address: string): void {
    const isFromThere = neighborOf(address)
    this.#attempts = this.#attempts.filter((each) => !isFromThere(each.address))
  }
}

/** A provider gives a household or a machine a whole network, from which it takes any address: RFC 6177. */
function neighborOf(address: string): (other: string) => boolean {
  if (isIP(address) !== 6) return (other) => other === address
  const network = new BlockList()
  network.addSubnet(withoutZone(address), 64, 'ipv6')
  return (other) => isIP(other) === 6 && network.check(withoutZone(other), 'ipv6')
}

const withoutZone = (address: string) => address.replace(/%.*$/, '')
