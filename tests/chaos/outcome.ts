import type { Finding } from './audit.ts'
import type { ClickTotals } from './click-audit.ts'
import type { DatabaseKind } from './database.ts'
import type { FaultRates } from './fault-policy.ts'

export interface ChaosOptions {
  readonly seed: number
  readonly killsPerMinute: number
  readonly faultRates: FaultRates
  /** Digests are edited after they were published. */
  readonly edits: boolean
  readonly publications: number
  /** How many digests each publication gets at most; those of all days that may be posted if left out. */
  readonly digestsEach?: number
  /** How often people use commands and controls; each click is audited. */
  readonly clicksPerSecond: number
  /** How many machines share the work, and where they keep the ledger. */
  readonly machines?: number
  readonly database?: DatabaseKind
  /** In how many Slack workspaces publications are posted, each in one: 1 if left out. */
  readonly workspaces?: number
  /** In how many Discord servers publications are posted, each in one, with a shard for each: 1 if left out. */
  readonly servers?: number
  /** How long after it was sent a request may be acted upon, as the bot has it; otherwise as long as on the platforms. */
  readonly settlesAfterMs?: number
  /** Polled: whether there was enough of it. */
  readonly isEnough: (so: Progress) => boolean
  readonly onProgress: (so: Progress) => void
}

/** How far a run has come. */
export interface Progress {
  readonly minutes: number
  readonly kills: number
  readonly parts: number
  readonly digests: number
  /** How often a machine was frozen for longer than a lease. */
  readonly freezes: number
  readonly actions: number
  /** Clicks that are audited. */
  readonly clicked: number
  readonly faults: ReadonlyMap<string, number>
  /** Deliveries that are not yet as they should be, once we only wait for them. */
  readonly open?: number
}

/** A lane whose owner ended, and how long it had none, in milliseconds. */
export interface TakeOver {
  readonly lane: string
  readonly end: 'kill' | 'stop'
  readonly ms: number
}

/** What happened to one of the machines. */
export interface MachineTotals {
  readonly kills: number
  readonly freezes: number
}

export interface Outcome extends Progress {
  readonly takeOvers: readonly TakeOver[]
  /** Lanes that nobody took for a minute. */
  readonly lostLanes: readonly string[]
  readonly machines: readonly MachineTotals[]
  /** Messages in each Slack workspace or Discord server. */
  readonly partsIn: ReadonlyMap<string, number>
  /** What was shown in a workspace in which its publication is not posted. */
  readonly crossed: readonly string[]
  readonly clicks: ClickTotals
  readonly uncertain: number
  /** Deliveries that were taken back. */
  readonly withdrawn: number
  readonly findings: readonly Finding[]
  /** Errors that must never happen: the bot exited by itself, sent an invalid call, or posted an unknown message. */
  readonly unexpected: readonly string[]
  /** The digests, the ledger, and in `logs` everything that the bot said. */
  readonly folder: string
}
