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
  withdrawing: { name: 'Being taken back', meaning: 'its messages are being deleted' },
  withdrawn: { name: 'Taken back', meaning: 'its messages were deleted' },
  planned: { name: 'Planned', meaning: 'waits for its digest' },
  unpublished: { name: 'No digest', meaning: 'nothing was published' },
  off: { name: 'Day off', meaning: 'not a posting day' },
  before: { name: 'Before', meaning: 'the destination was not there yet' },
}

/** States that need attention. */
export function isTrouble({ state }: DestinationDay): boolean {
  return ['late', 'uncertain', 'paused', 'failed', 'missed', 'withdrawing'].includes(state)
}

/** The description of a cell, in a sentence or two. Times are in the destination's zone. */
export function sentenceOf(cell: DestinationDay, destination: Destination): string {
  const { state, reason, since, next, delivery } = cell
  const { timezone } = destination
  const at = next ?? since
  const time =
    at === undefined ? '' : cell.isToday || state === 'planned' ? timeInZone(at, timezone) : dayAndTime(at, timezone)
  const corrected = delivery?.correctedAt ? ` Corrected ${dayAndTime(delivery.correctedAt, timezone)}.` : ''
  return `${statement(state, time, reason && describeReason(reason, destination))}${corrected}`
}

function statement(state: DayState, time: string, reason: string | undefined): string {
  switch (state) {
    case 'posted':
      return time ? `Posted ${time}.` : 'Posted.'
    case 'pending':
      return reason ?? `Goes out ${time}.`
    case 'planned':
      return `Planned for ${time}, once its digest is there.`
    case 'unpublished':
      return 'No digest was published.'
    case 'before':
      return 'The destination was not there yet.'
    default:
      return reason ?? `${stateWords[state].name}.`
  }
}
