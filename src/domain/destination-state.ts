import type { Day, Weekday } from './day.ts'
import type { Delay } from './delivery.ts'
import type { FailureReason } from './failure-reason.ts'

/**
 * The state of one day at one destination.
 *
 * - `posted`, `late`, `skipped`, `superseded`, `failed`: as the ledger has it.
 * - `pending`: its digest exists and goes out now or later. - `paused`: the same, but its destination is paused.
 * - `uncertain`: it is unknown whether a part was posted. - `missed`: its digest exists, and its time is over.
 * - `planned`: its digest is not there yet. - `unpublished`: it never came.
 * - `withdrawing`, `withdrawn`: an operator undoes or undid it.
 * - `off`: nothing is due on that day. - `before`: the destination was not there yet.
 */
export const dayStates = [
  'posted',
  'late',
  'pending',
  'uncertain',
  'paused',
  'failed',
  'missed',
  'superseded',
  'skipped',
  'withdrawing',
  'withdrawn',
  'planned',
  'unpublished',
  'off',
  'before',
] as const
export type DayState = (typeof dayStates)[number]

/** Why a state is as it is. `describeReason` in i18n words it. */
export type StateReason =
  | { readonly type: 'delay'; readonly delay: Delay }
  /** The platform refuses posts. */
  | { readonly type: 'refused'; readonly failure: FailureReason }
  /** Put on hold in chat until this time, in milliseconds since 1970. */
  | { readonly type: 'on-hold'; readonly until: number }
  | { readonly type: 'superseded'; readonly by: Day }
  | { readonly type: 'withdrawn'; readonly text: string }
  | { readonly type: 'day-off'; readonly weekday: Weekday }
  | { readonly type: 'uncertain' | 'under-way' | 'skipped-date' | 'window-over' }
  /** Its draft waits for a person, or a person wants no post. */
  | { readonly type: 'in-review' | 'held' }
  /** The reason in the ledger. */
  | { readonly type: 'recorded'; readonly failure: FailureReason }

/** The state of a destination, as a whole or on one day. Times are milliseconds since 1970. */
export interface DestinationState {
  readonly state: DayState
  readonly reason?: StateReason
  /** When it was posted, given up or paused. */
  readonly since?: number
  /** When the post goes out. */
  readonly next?: number
}
