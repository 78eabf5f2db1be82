import type { Clock } from '../domain/clock.ts'
import { minuteMs } from '../domain/duration.ts'
import type { LedgerInspector } from '../domain/ledger-stats.ts'

/** How long after a trouble began, and how often from then on, the ledger is tried, in milliseconds. */
const retryMs = 1_000

/** The longest wait where one trouble follows the other, in milliseconds: as often as the scheduler runs. */
const maxMs = minuteMs

/** After this time without trouble the next one does not follow the last, in milliseconds. */
const steadyMs = 5 * minuteMs

interface TroubleContext {
  /** Calls back each time the ledger becomes unusable. */
  readonly onTrouble: (call: () => void) => void
  readonly inspector: Pick<LedgerInspector, 'checkWritable'>
  readonly clock: Clock
  readonly resume: () => void
  readonly signal: AbortSignal
}

/** Resumes as soon as the ledger can be used again: the next tick may be a minute away. */
export function resumeAfterTrouble({ onTrouble, inspector, clock, resume, signal }: TroubleContext): void {
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

  onTrouble(() => {
    if (!isWaiting) void untilUsable()
  })
}
