import { minuteMs } from '../../domain/duration.ts'
import type { DiscordMessage } from './state.ts'

/** resources/message, "Create Message": "in the past few minutes", without a number. */
const windowMs = 5 * minuteMs

/** Remembers which nonce made which message, deleted ones included. There is one author: the bot. */
export class Nonces {
  readonly #made = new Map<string, { readonly message: DiscordMessage; readonly at: number }>()

  /** The message that this nonce made not long ago. */
  find(nonce: string | number): DiscordMessage | undefined {
    const made = this.#made.get(String(nonce))
    return made && Date.now() - made.at < windowMs ? made.message : undefined
  }

  remember(nonce: string | number, message: DiscordMessage): void {
    this.#made.set(String(nonce), { message, at: Date.now() })
  }
}
