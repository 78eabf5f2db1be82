import type { PlatformName } from '../../domain/destination.ts'
import { type ExpectedError, PlatformUnreachable, reasonOf, TokenRefused } from '../../domain/errors.ts'
import { platformTitle } from '../../i18n/platform-titles.ts'

/**
 * How many retries a scheduled call gets if its token is refused although it is accepted otherwise; other calls get
 * one.
 */
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
  readonly #platform: PlatformName
  readonly #ask: () => Promise<unknown>
  readonly #onRefused: () => void
  #asking: Promise<'accepted' | ExpectedError> | undefined
  #refusal: ExpectedError | undefined

  /** `ask` throws `TokenRefused` if the token is refused. `onRefused` is called when all calls have to stop. */
  constructor(platform: PlatformName, ask: () => Promise<unknown>, onRefused: () => void) {
    this.#platform = platform
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
        if (!refusal) throw error
        const answer = await this.#confirm(refusal)
        if (answer !== 'accepted') throw answer
        if (tries >= (isScheduled ? triesMax : 1)) throw await giveUp(refusal)
      }
      if (tries > 0) await wait(pauseMs * 2 ** (tries - 1))
    }
  }

  /**
   * Whether the token is still accepted, although a call was refused for it; else the error of that call. Calls that ask
   * at the same time share the answer.
   */
  #confirm(refusal: ExpectedError): Promise<'accepted' | ExpectedError> {
    if (this.#refusal) return Promise.resolve(this.#refusal)
    this.#asking ??= this.#ask()
      .then(
        () => 'accepted' as const,
        (error: unknown) => {
          // A platform that cannot be asked has not refused the token; the call itself did nothing.
          if (!(error instanceof TokenRefused))
            return new PlatformUnreachable(platformTitle(this.#platform), reasonOf(error), { cause: error })
          this.refuse(refusal)
          return refusal
        },
      )
      .finally(() => {
        this.#asking = undefined
      })
    return this.#asking
  }
}
