/** What can go wrong between the bot and a platform, on demand. Both stand-ins ask before and after they act. */
export type FaultKind =
  /** Answer `status` without having done anything. */
  | { readonly type: 'error'; readonly status: number; readonly when: 'before' | 'after' }
  /** Cut the connection without an answer. */
  | { readonly type: 'reset'; readonly when: 'before' | 'after' }
  /** Never answer; the connection stays open. */
  | { readonly type: 'hang'; readonly when: 'before' | 'after' }
  /** Answer 429 in the platform's own form. */
  | { readonly type: 'busy'; readonly retryAfterMs: number }

export interface Fault {
  /** Called with the API method or route (`chat.postMessage`, `POST /channels/1/messages`) and the parsed body. */
  readonly matches: (call: string, body: Readonly<Record<string, unknown>>) => boolean
  readonly kind: FaultKind
  /** How many calls it hits. */
  times: number
}

export class Faults {
  readonly #faults: Fault[] = []

  inject(fault: Fault): void {
    this.#faults.push(fault)
  }

  clear(): void {
    this.#faults.length = 0
  }

  /** The fault that this call meets, used up by one. */
  meet(call: string, body: Readonly<Record<string, unknown>>): FaultKind | undefined {
    const fault = this.#faults.find(({ times, matches }) => times > 0 && matches(call, body))
    if (fault) fault.times -= 1
    return fault?.kind
  }
}
