import type { ExpectedError } from '../../domain/errors.ts'

/** How often a scheduled call is tried again whose token is refused although it is accepted otherwise; others once. */
const triesMax = 4

/** The pause before the second of these tries, in milliseconds; it doubles with each. */
const pauseMs = 1_000

interface Repeating {
  readonly isScheduled: boolean
  /** The refusal of the token that an error is, if it is one that may concern one call. */
  refusalIn(error: unknown): ExpectedError | undefined
  wait(ms: number): Promise<void>
  /** The error of a call whose token is refused each time. */
  giveUp(refusal: ExpectedError): Promise<ExpectedError>
}

/**
 * Whether a platform accepts a token. A refusal of one call may concern that call alone, such as one in a workspace that an
 * organization has not granted: so the platform is asked before all calls are stopped.
 */
export class TokenCheck {
  readonly #ask: () => Promise<unknown>
  readonly #onRefused: () => void
  #asking: Promise<boolean> | undefined
  #refusal: ExpectedError | undefined

  /** `ask` makes a request that fails if the token is refused. `onRefused` is called when all calls have to stop. */
  constructor(ask: () => Promise<unknown>, onRefused: () => void) {
    this.#ask = ask
    this.#onRefused = onRefused
  }

  /** The refusal, until `accept` is called. No request is sent with the token until then. */
  get refusal(): ExpectedError | undefined {
    return this.#refusal
  }

  /** Resolves when the token may be used. Throws the refusal. */
  async ready(): Promise<void> {
    await this.#asking
    if (this.#refusal) throw this.#refusal
  }

  accept(): void {
    this.#refusal = undefined
  }

  /** Stops all calls. */
  refuse(refusal: ExpectedError): void {
    this.#refusal = refusal
    this.#onRefused()
  }

  /** Makes a call, and again while its token is refused for it alone: the platform has done nothing then. */
  async attempt<Answer>(
    call: () => Promise<Answer>,
    { isScheduled, refusalIn, wait, giveUp }: Repeating,
  ): Promise<Answer> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await call()
      } catch (error) {
        const refusal = refusalIn(error)
        if (!refusal || !(await this.confirm(refusal))) throw error
        if (tries >= (isScheduled ? triesMax : 1)) throw await giveUp(refusal)
      }
      if (tries > 0) await wait(pauseMs * 2 ** (tries - 1))
    }
  }

  /** Whether the token is still accepted, although a call was refused for it. Calls that ask at the same time share the answer. */
  confirm(refusal: ExpectedError): Promise<boolean> {
    if (this.#refusal) return Promise.resolve(false)
    this.#asking ??= this.#ask()
      .then(
        () => true,
        () => {
          this.refuse(refusal)
          return false
        },
      )
      .finally(() => {
        this.#asking = undefined
      })
    return this.#asking
  }
}
