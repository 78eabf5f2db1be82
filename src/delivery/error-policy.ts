import { CannotSay, DestinationRefused, ExpectedError } from '../domain/errors.ts'

/**
 * What an error means for the delivery that it ended.
 *
 * - `later`: the next tick carries on, asking first where an answer was lost.
 * - `pause`: the destination gets nothing until the pause is over or somebody starts the bot again.
 * - `halt`: the whole platform stops; only a new token helps.
 * - `fail`: the delivery is given up until its digest or the configuration changes.
 */
export type ErrorOutcome = 'later' | 'pause' | 'halt' | 'fail'

/** The adapters turn every answer of their platform into one of these codes; nothing else decides. */
const consequences: Readonly<Record<string, ErrorOutcome>> = {
  platform_busy: 'later',
  platform_unreachable: 'later',
  ambiguous: 'later',
  cannot_say: 'later',
  ledger_unusable: 'later',
  not_begun: 'later',
  place_unknown: 'later',
  destination_refused: 'pause',
  token_refused: 'halt',
  message_refused: 'fail',
  message_unknown: 'fail',
  configuration: 'fail',
}

/** What we did not expect is a bug of ours, and trying it again would only repeat it. */
export function outcomeOf(error: unknown): ErrorOutcome {
  // Whoever may not look into a channel need not ask every minute: Discord shuts out who is refused too often.
  if (error instanceof CannotSay && error.cause instanceof DestinationRefused) return 'pause'
  return (error instanceof ExpectedError && consequences[error.code]) || 'fail'
}
