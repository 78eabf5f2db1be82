/** The two clocks of a process, in milliseconds. */
export interface LeaseClock {
  /** Monotonic; it may stand still while the machine sleeps. */
  steady(): number
  /** The wall clock; it may be set, and continues while the machine sleeps. */
  wall(): number
}

export const leaseClock: LeaseClock = { steady: () => performance.now(), wall: () => Date.now() }

/** How much earlier than in the database a lease ends here: the clocks of two machines may differ in speed. */
const safetyMs = 1_000

/** The period in which a process may use what it leased. Errs on the short side. */
export class Lease {
  readonly #clock: LeaseClock
  #begun: { readonly steady: number; readonly wall: number }
  readonly #leaseMs: number

  /** `begun` is from before the request that obtained it. */
  constructor(clock: LeaseClock, leaseMs: number, begun = momentOf(clock)) {
    this.#clock = clock
    this.#leaseMs = leaseMs
    this.#begun = begun
  }

  extend(begun: ReturnType<typeof momentOf>): void {
    this.#begun = begun
  }

  /** In milliseconds; negative after its end. */
  get leftMs(): number {
    const { steady, wall } = momentOf(this.#clock)
    // A wall clock that was set ahead only ends the lease early, until its next renewal.
    const passed = Math.max(steady - this.#begun.steady, wall - this.#begun.wall)
    return this.#leaseMs - safetyMs - passed
  }
}

export function momentOf(clock: LeaseClock) {
  return { steady: clock.steady(), wall: clock.wall() }
}
