import type { ExpectedError } from '../../domain/errors.ts'

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
