/**
 * When a fault happens: before or after the platform has acted upon the call, or so that it acts this much later, or
 * once a promise is resolved.
 */
export type ActsWhen = 'before' | 'after' | { readonly lateMs: number } | { readonly until: Promise<unknown> }

/** What can go wrong between the bot and a platform, on demand. Both simulators ask before and after they act. */
export type FaultKind =
  /** Answer `status` without a word about what was done. */
  | { readonly type: 'error'; readonly status: number; readonly when: ActsWhen }
  /** Cut the connection without an answer. */
  | { readonly type: 'reset'; readonly when: ActsWhen }
  /** Never answer; the connection stays open. */
  | { readonly type: 'hang'; readonly when: ActsWhen }
  | Busy
  /** Answer as always, the headers at once and the body little by little over this time. */
  | { readonly type: 'slow'; readonly ms: number }
  /** Answer as always, and hear nothing more on this connection, which stays open. */
  | { readonly type: 'deaf' }
  /** Only of events: bring it twice, as if the acknowledgement of the first had been lost. */
  | { readonly type: 'twice' }

/** Answer 429 in the platform's own form, having done nothing. */
export interface Busy {
  readonly type: 'busy'
  readonly retryAfterMs: number
  /** Whose limit it is: the bot's here, everybody's here, or the bot's everywhere. Slack does not say. */
  readonly scope?: 'user' | 'shared' | 'global'
  /** Without a word about how long to wait: what answers then is a machine in front of the platform. */
  readonly bare?: boolean
}

export interface Fault {
  /**
   * Called with the API method or route (`chat.postMessage`, `POST /channels/1/messages`) or the event
   * (`EVENT interactive`, `EVENT INTERACTION_CREATE`), and the parsed body.
   */
  readonly matches: (call: string, body: Body) => boolean
  readonly kind: FaultKind
  /** How many calls it hits. */
  times: number
}

type Body = Readonly<Record<string, unknown>>

/** Decides about every call that no injected fault is meant for. */
export type FaultPolicy = (call: string, body: Body) => FaultKind | undefined

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

  /** The fault that this call meets; an injected one is used up by one. */
  meet(call: string, body: Body): FaultKind | undefined {
    const fault = this.#faults.find(({ times, matches }) => times > 0 && matches(call, body))
    if (!fault) return this.policy(call, body)
    fault.times -= 1
    return fault.kind
  }

  /** Whether this event comes twice. */
  repeats(event: string, body: Body): boolean {
    return this.meet(`EVENT ${event}`, body)?.type === 'twice'
  }
}
