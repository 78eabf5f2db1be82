import { minuteMs } from '../domain/duration.ts'
import type { LedgerInspector } from '../domain/ledger-stats.ts'

/** Whether all is well, and what is not; each reason is a sentence. */
export interface HealthStatus {
  readonly ok: boolean
  readonly reasons: readonly string[]
}

/** What machines that watch over the bot may ask. */
export interface HealthChecks {
  /** Whether starting the process anew would help. */
  live(): HealthStatus
  /** Whether everything that is configured can be posted just now. */
  ready(): Promise<HealthStatus>
  metrics(): Promise<string>
  readonly metricsType: string
}

/** How long the bot may go without looking what is owed, in milliseconds. It does so every minute. */
const stuckMs = 300_000

export interface HealthOptions {
  readonly inspector: LedgerInspector
  /** Whether each platform is connected, by the name that people know it by. */
  readonly platforms: () => ReadonlyMap<string, boolean>
  readonly now: () => number
  /** Grows steadily, whatever is done to the clock on the wall; in milliseconds. */
  readonly steady: () => number
}

/** Knows whether the bot is alive and well. */
export class Health {
  readonly #options: HealthOptions
  #lookedAt: number

  constructor(options: HealthOptions) {
    this.#options = options
    this.#lookedAt = options.steady()
  }

  /** The bot has looked what is owed, whatever came of it. */
  tickCompleted(): void {
    this.#lookedAt = this.#options.steady()
  }

  live(): HealthStatus {
    const agoMs = this.#options.steady() - this.#lookedAt
    if (agoMs <= stuckMs) return verdict([])
    return verdict([`The bot has not looked what is owed for ${Math.round(agoMs / minuteMs)} minutes.`])
  }

  async ready(): Promise<HealthStatus> {
    const { inspector, platforms, now } = this.#options
    const down = [...platforms()].filter(([, isUp]) => !isUp).map(([name]) => `${name} is not connected.`)
    const unwritable = await inspector.checkWritable(now()).then(
      () => [],
      (error: unknown) => [`The ledger cannot be written: ${error instanceof Error ? error.message : String(error)}`],
    )
    return verdict([...this.live().reasons, ...down, ...unwritable])
  }
}

function verdict(reasons: readonly string[]): HealthStatus {
  return { ok: reasons.length === 0, reasons }
}
