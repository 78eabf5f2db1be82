/**
 * The time of a fault: before or after the platform acts on the call, with a delayed action, or after a promise is
 * resolved.
 */
export type FaultTiming = 'before' | 'after' | { readonly lateMs: number } | { readonly until: Promise<unknown> }

/** Faults between the bot and a platform, on demand. Both simulators check for them before and after they act. */
export type FaultKind =
  /** Answer with `status` only. */
  | { readonly type: 'error'; readonly status: number; readonly when: FaultTiming }
  /** Cut the connection without an answer. */
  | { readonly type: 'reset'; readonly when: FaultTiming }
  /** Never answer; the connection stays open. */
  | { readonly type: 'hang'; readonly when: FaultTiming }
  | RateLimitFault
  /** Answer as usual, the headers at once and the body in small pieces over this time. */
  | { readonly type: 'slow'; readonly ms: number }
  /** Answer as usual, then ignore everything on this connection, which stays open. */
  | { readonly type: 'silent' }
  /** For events only: deliver it twice, as if the first acknowledgement had been lost. */
  | { readonly type: 'twice' }

/** Answer 429 in the platform's own form, and do nothing. */
export interface RateLimitFault {
  readonly type: 'busy'
  readonly retryAfterMs: number
  /** The scope of the limit: the bot on this route, all callers of this route, or the bot everywhere. Slack does not say. */
  readonly scope?: 'user' | 'shared' | 'global'
  /** Without `Retry-After`, as a proxy in front of the platform answers. */
  readonly bare?: boolean
}

interface Fault {
  /**
   * Called with the API method or route (`chat.postMessage`, `POST /channels/1/messages`) or the event
   * (`EVENT interactive`, `EVENT INTERACTION_CREATE`), and the parsed body.
   */
  readonly matches: (call: string, body: Body) => boolean
  readonly kind: FaultKind
  /** How many calls it affects. */
  times: number
}

type Body = Readonly<Record<string, unknown>>

/** Decides about every call that has no injected fault. `from` is the address of the caller, if it is known. */
export type FaultPolicy = (call: string, body: Body, from?: string) => FaultKind | undefined

const fair: FaultPolicy = () => undefined

export class Faults {
  policy: FaultPolicy = fair
  readonly #faults: Fault[] = []

  inject(fault: Fault): void {
    this.#faults.push(fault)
  }

  clear(): void {
    this.#faults.length = 0
    this.policy = fair
  }

  /** The fault of this call; uses up an injected one. */
  meet(call: string, body: Body, from?: string): FaultKind | undefined {
    const fault = this.#faults.find(({ times, matches }) => times > 0 && matches(call, body))
    if (!fault) return this.policy(call, body, from)
    fault.times -= 1
    return fault.kind
  }

  /** Whether this event is delivered twice. */
  repeats(event: string, body: Body): boolean {
    return this.meet(`EVENT ${event}`, body)?.type === 'twice'
  }
}
