import { minuteMs } from '../domain/duration.ts'
import type { FailureReason } from '../domain/failure-reason.ts'
import type { LedgerInspector } from '../domain/ledger-stats.ts'

/** Whether all is well, and if not why; each reason is a sentence. */
export interface HealthStatus {
  readonly ok: boolean
  readonly reasons: readonly string[]
}

/** The endpoints for monitoring. */
export interface HealthChecks {
  /** Liveness: if not ok, restart the process. */
  live(): HealthStatus
  /** Readiness: whether every configured platform can be posted to. */
  ready(): Promise<HealthStatus>
  metrics(): Promise<string>
  readonly metricsType: string
}

/** How long the scheduler may not run before the process counts as stuck. It runs every minute. */
const stuckMs = 5 * minuteMs

interface HealthOptions {
  readonly inspector: LedgerInspector
  /** Whether each platform is connected, by its title. */
  readonly platforms: () => ReadonlyMap<string, boolean>
  /** Why the tokens of installed workspaces cannot be used. */
  readonly tokenProblem: () => FailureReason | undefined
  readonly now: () => number
  /** A monotonic clock, in milliseconds. */
  readonly steady: () => number
}

/** Liveness and readiness checks. */
export class Health {
  readonly #options: HealthOptions
  #tickedAt: number

  constructor(options: HealthOptions) {
    this.#options = options
    this.#tickedAt = options.steady()
  }

  /** The scheduler has run, with or without an error. */
  tickCompleted(): void {
    this.#tickedAt = this.#options.steady()
  }

  live(): HealthStatus {
    const agoMs = this.#options.steady() - this.#tickedAt
    if (agoMs <= stuckMs) return statusOf([])
    return statusOf([`The scheduler has not run for ${Math.round(agoMs / minuteMs)} minutes.`])
  }

  async ready(): Promise<HealthStatus> {
    const { inspector, platforms, tokenProblem, now } = this.#options
    const down = [...platforms()].filter(([, isUp]) => !isUp).map(([name]) => `${name} is not connected.`)
    const unwritable = await inspector.checkWritable(now()).then(
      () => [],
      (error: unknown) => [`The ledger cannot be written: ${error instanceof Error ? error.message : String(error)}`],
    )
    const tokens = tokenProblem()
    return statusOf([...this.live().reasons, ...down, ...unwritable, ...(tokens ? [tokens.text] : [])])
  }
}

function statusOf(reasons: readonly string[]): HealthStatus {
  return { ok: reasons.length === 0, reasons }
}
