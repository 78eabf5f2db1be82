import type { Destination } from '../../domain/destination.ts'
import type { DayState } from '../../domain/destination-state.ts'
import { describeReason } from '../../i18n/describe-state.ts'
import type { DestinationDay } from '../../scheduler/destination-state.ts'
import { dayAndTime, timeInZone } from './times.ts'

/** The name of each state, and its meaning in one line. Their shapes are in the style sheet. */
export const stateWords: Readonly<Record<DayState, { readonly name: string; readonly meaning: string }>> = {
  posted: { name: 'Posted', meaning: 'in the channel, on time' },
  late: { name: 'Late', meaning: 'in the channel, later than asked' },
  pending: { name: 'Pending', meaning: 'goes out by itself' },
  uncertain: { name: 'Uncertain', meaning: 'look in the channel' },
  paused: { name: 'Paused', meaning: 'needs attention' },
  failed: { name: 'Failed', meaning: 'refused by the platform' },
  missed: { name: 'Missed', meaning: 'its time is over' },
  superseded: { name: 'Superseded', meaning: 'a newer one took its place' },
  skipped: { name: 'Skipped', meaning: 'nothing for this channel in it' },
  withdrawing: { name: 'Being undone', meaning: 'being deleted' },
  withdrawn: { name: 'Undone', meaning: 'its messages were deleted' },
  planned: { name: 'Planned', meaning: 'waits for its digest' },
  unpublished: { name: 'No digest', meaning: 'nothing was published' },
  off: { name: 'Day off', meaning: 'not a posting day' },
  before: { name: 'Before', meaning: 'the destination was not there yet' },
}

/** States that need attention. */
export function needsAttention({ state }: DestinationDay): boolean {
  return ['late', 'uncertain', 'paused', 'failed', 'missed', 'withdrawing'].includes(state)
}

/** The states whose detail goes on with the sentence that their name begins. */
export const continuedStates: readonly DayState[] = ['posted', 'planned', 'unpublished']

/** The text after the name of a cell's state; empty if the name is enough. Times are in the destination's zone. */
export function detailOf(cell: DestinationDay, destination: Destination): string {
  const { state, reason, since, next, delivery } = cell
  const { timezone } = destination
  const at = next ?? since
  const time =
    at === undefined ? '' : cell.isToday || state === 'planned' ? timeInZone(at, timezone) : dayAndTime(at, timezone)
  const corrected = delivery?.correctedAt ? ` Corrected ${dayAndTime(delivery.correctedAt, timezone)}.` : ''
  return `${detail(state, time, reason && describeReason(reason, destination))}${corrected}`.trim()
}

function detail(state: DayState, time: string, reason: string | undefined): string {
  switch (state) {
    case 'posted':
      return time && `${time}.`
    case 'pending':
      return reason ?? `Goes out ${time}.`
    case 'planned':
      return `for ${time}, once its digest is there.`
    case 'unpublished':
      return 'was published.'
    case 'before':
      return 'The destination was not there yet.'
    default:
      return reason ?? ''
  }
}
