import type { Clock } from '../domain/clock.ts'
import type { DelayReason } from '../domain/delivery.ts'
import type { Ledger } from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import { formatDuration } from './delay-reasons.ts'
import type { Delays } from './delays.ts'

/** Morning Post was not there before: a clock that shows an earlier time is wrong. */
const bornAt = Date.UTC(2024, 0, 1)

/** Longer than from one tick to the next, in milliseconds: in between nothing of ours ran. */
const silenceMs = 150_000

/** How far a clock may be set back before somebody should look at it, in milliseconds; less is a correction. */
const setBackMs = 3_600_000

export interface HeartbeatOptions {
  readonly clock: Clock
  readonly ledger: Pick<Ledger, 'recordHeartbeat' | 'gap'>
  readonly log: Log
  readonly delays: Delays
  /** How long the machine has been up, asleep or awake, in milliseconds; no setting of the clock changes it. */
  readonly uptime?: () => number
  /** Earlier than this it cannot be, in milliseconds since 1970. */
  readonly earliestValidTime?: number
}

interface Moment {
  readonly at: number
  readonly uptime: number | undefined
}

/** Notes in the ledger that the bot lives, notices when it did not, and watches what becomes of the clock. */
export class Heartbeat {
  readonly #parts: HeartbeatOptions
  #last: Moment | undefined
  #wrong = false

  constructor(parts: HeartbeatOptions) {
    this.#parts = parts
  }

  /**
   * To be called at every tick; says whether the clock can be trusted.
   *
   * A clock that shows a time before this program was written is wrong for certain: a machine that has just woken and
   * has not asked for the time yet. Nothing is owed, noted or sent by it (nor could anything be sent: no certificate
   * is valid then), and a minute later the time may be right.
   *
   * A clock that is behind the newest beat is wrong, or was wrong before; nobody here can tell. Going on is right
   * either way. If it was ahead before, it is right now, and whoever waited for it to catch up might wait for a year.
   * If it is behind now, what goes by it is late, never early. In both cases the ledger knows what was posted, and
   * that does not go out again.
   */
  async record(): Promise<boolean> {
    const { clock, ledger, log, delays, uptime, earliestValidTime = bornAt } = this.#parts
    const [at, before] = [clock.now(), this.#last]
    if (at < earliestValidTime) {
      const clockTime = new Date(at).toISOString()
      if (!this.#wrong) log.warn({ clockTime }, 'the clock is wrong; nothing is posted until it is corrected')
      this.#wrong = true
      return false
    }
    const wasWrong = this.#wrong
    this.#wrong = false
    this.#last = { at, uptime: uptime?.() }
    const alive = await ledger.recordHeartbeat(at)
    if (wasWrong) delays.note({ reason: 'clock-wrong', from: before?.at ?? 0, until: at })
    else if (before) this.#compare(before, this.#last)
    else if (alive !== undefined && at - alive > silenceMs) await this.#noteSilence(alive, at)
    else if (alive !== undefined && alive - at > setBackMs) {
      const behind = { clockOffsetMs: alive - at }
      log.warn(behind, 'the clock is behind the last run; nothing is posted twice')
    }
    return true
  }

  /** Nobody noted a beat for a while. In a ledger that does not remember everything that says nothing. */
  async #noteSilence(from: number, until: number): Promise<void> {
    const gap = await this.#parts.ledger.gap()
    if (!gap || gap.to < from) this.#parts.delays.note({ reason: 'not-running', from, until })
  }

  #compare(before: Moment, now: Moment): void {
    const { log, delays } = this.#parts
    const passed = now.at - before.at
    if (passed < -silenceMs) {
      log.warn(
        { clockOffsetMs: -passed },
        `the clock was set back by ${formatDuration(-passed)}; nothing is posted twice`,
      )
      delays.forgetAll()
    }
    if (passed <= silenceMs) return
    const really = now.uptime === undefined || before.uptime === undefined ? undefined : now.uptime - before.uptime
    const reason = whatHappened(passed, really)
    delays.note({ reason, from: before.at, until: now.at })
    log.warn({ durationMs: passed, reason }, 'the scheduler missed its ticks')
  }
}

/** `passed` by the clock, and `really`, where that can be known. */
function whatHappened(passed: number, really: number | undefined): DelayReason {
  if (really === undefined) return 'asleep-or-clock-ahead'
  return passed - really > silenceMs ? 'clock-ahead' : 'asleep'
}
