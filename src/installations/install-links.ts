import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { minuteMs } from '../domain/duration.ts'
import type { InstallationStore } from '../domain/installation.ts'

/** How long a person has to allow the app after following the link, in milliseconds. */
const lifeMs = 15 * minuteMs

interface InstallLinksContext {
  readonly key: Uint8Array
  readonly store: Pick<InstallationStore, 'useOnce'>
  readonly now: () => number
}

/** The states of OAuth that this bot gives out: signed, good for a quarter of an hour, and for one use. */
export class InstallLinks {
  readonly #context: InstallLinksContext

  constructor(context: InstallLinksContext) {
    this.#context = context
  }

  create(): string {
    const content = `${randomUUID()}.${this.#context.now() + lifeMs}`
    return `${content}.${this.#sign(content)}`
  }

  /** Whether it was given out here and may be used; it is used up then. */
  async use(state: string): Promise<'valid' | 'wrong' | 'expired' | 'used'> {
    const { store, now } = this.#context
    const [, content = '', nonce = '', until = '', signature = ''] = /^((.+)\.(\d+))\.([\w-]+)$/.exec(state) ?? []
    const [given, wanted] = [Buffer.from(signature), Buffer.from(this.#sign(content))]
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return 'wrong'
    const expiresAt = Number(until)
    if (expiresAt <= now()) return 'expired'
    return (await store.useOnce(nonce, expiresAt, now())) ? 'valid' : 'used'
  }

  #sign(content: string): string {
    return createHmac('sha256', this.#context.key).update(content).digest('base64url')
  }
}
