import type { Clock } from '../domain/clock.ts'
import { minuteMs } from '../domain/duration.ts'
import type { LedgerInspector } from '../domain/ledger-stats.ts'

/** The interval of the checks whether the ledger can be used again, in milliseconds. */
const retryMs = 1_000

/** The maximum backoff before the first check when outages repeat, in milliseconds: the interval of the scheduler. */
const maxMs = minuteMs

/** The backoff is reset after this time without an outage, in milliseconds. */
const steadyMs = 5 * minuteMs

interface OutageContext {
  /** Calls back each time the ledger becomes unusable. */
  readonly onOutage: (call: () => void) => void
  readonly inspector: Pick<LedgerInspector, 'checkWritable'>
  readonly clock: Clock
  readonly resume: () => void
  readonly signal: AbortSignal
}

/** Resumes as soon as the ledger can be used again: the next tick may be a minute away. */
export function resumeAfterOutage({ onOutage, inspector, clock, resume, signal }: OutageContext): void {
  let isWaiting = false
  let repeats = 0
  let resumedAt = Number.NEGATIVE_INFINITY

  async function untilUsable(): Promise<void> {
    isWaiting = true
    repeats = clock.now() - resumedAt > steadyMs ? 0 : repeats + 1
    await clock.wait(Math.min(maxMs, retryMs * 2 ** repeats), signal)
    while (!signal.aborted && !(await isWritable())) await clock.wait(retryMs, signal)
    isWaiting = false
    resumedAt = clock.now()
    if (!signal.aborted) resume()
  }

  const isWritable = () =>
    inspector.checkWritable(clock.now()).then(
      () => true,
      () => false,
    )

  onOutage(() => {
    if (!isWaiting) void untilUsable()
  })
}
