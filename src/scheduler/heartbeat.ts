import type { Clock } from '../domain/clock.ts'
import type { DelayReason } from '../domain/delivery.ts'
import { hourMs } from '../domain/duration.ts'
import type { RuntimeStore } from '../domain/ledger.ts'
import type { Log } from '../domain/log.ts'
import { formatDuration } from '../i18n/describe-state.ts'
import type { Delays } from './delays.ts'

/** Morning Post did not exist before: a clock that shows an earlier time is wrong. */
const firstPossibleTime = Date.UTC(2024, 0, 1)

/** Longer than between two ticks, in milliseconds: the process did not run in between. */
const silenceMs = 150_000

/** How far a clock may be behind the last run without a warning; less is a correction. */
const setBackMs = hourMs

export interface HeartbeatContext {
  readonly clock: Clock
  readonly ledger: RuntimeStore
  readonly log: Log
  /** Time since the machine started, including sleep, in milliseconds. Setting the clock does not change it. */
  readonly uptime?: () => number
  /** The clock is wrong if it shows an earlier time, in milliseconds since 1970. */
  readonly earliestValidTime?: number
}

interface Moment {
  readonly at: number
  readonly uptime: number | undefined
}

/** Records in the ledger that the bot runs, and detects when it did not or when the clock was changed. */
export class Heartbeat {
  readonly #context: HeartbeatContext
  readonly #delays: Delays
  #last: Moment | undefined
  #wrong = false

  constructor(context: HeartbeatContext, delays: Delays) {
    this.#context = context
    this.#delays = delays
  }

  /**
   * Call it at every tick. Returns whether the clock can be trusted.
   *
   * A clock that shows a time before this program was written is wrong: the machine has just woken and does not know the
   * time yet. Nothing is recorded or sent by it (no certificate is valid then either); a minute later it may be right.
   *
   * A clock behind the last heartbeat is wrong, or was wrong before. Continuing is right in both cases: if it was ahead
   * before, it is right now, and waiting for it to catch up might take a year; if it is behind now, posts are late,
   * never early. The ledger knows what was posted, so nothing is posted twice.
   */
  async record(): Promise<boolean> {
    const { clock, ledger, log, uptime, earliestValidTime = firstPossibleTime } = this.#context
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
    if (wasWrong) this.#delays.note({ reason: 'clock-wrong', from: before?.at ?? 0, until: at })
    else if (before) this.#compare(before, this.#last)
    else if (alive !== undefined && at - alive > silenceMs) await this.#noteSilence(alive, at)
    else if (alive !== undefined && alive - at > setBackMs) {
      const behind = { clockOffsetMs: alive - at }
      log.warn(behind, 'the clock is behind the last run; nothing is posted twice')
    }
    return true
  }

  /** There was no heartbeat for a while. A gap in the ledger, after a backup was restored, explains that as well. */
  async #noteSilence(from: number, until: number): Promise<void> {
    const gap = await this.#context.ledger.gap()
    if (!gap || gap.to < from) this.#delays.note({ reason: 'not-running', from, until })
  }

  #compare(before: Moment, now: Moment): void {
    const { log } = this.#context
    const passed = now.at - before.at
    if (passed < -silenceMs) {
      log.warn(
        { clockOffsetMs: -passed },
        `the clock was set back by ${formatDuration(-passed)}; nothing is posted twice`,
      )
      this.#delays.forgetAll()
    }
    if (passed <= silenceMs) return
    const really = now.uptime === undefined || before.uptime === undefined ? undefined : now.uptime - before.uptime
    const reason = whatHappened(passed, really)
    this.#delays.note({ reason, from: before.at, until: now.at })
    log.warn({ durationMs: passed, reason }, 'the scheduler missed its ticks')
  }
}

/** `passed` by the clock, `really` by the uptime if that is known; in milliseconds. */
function whatHappened(passed: number, really: number | undefined): DelayReason {
  if (really === undefined) return 'asleep-or-clock-ahead'
  return passed - really > silenceMs ? 'clock-ahead' : 'asleep'
}
