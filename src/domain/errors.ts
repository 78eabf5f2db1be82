import { errorWords, type FailureReason, reasonFrom, textOf } from './failure-reason.ts'
import type { LogFields } from './log.ts'

/**
 * What an error means for the delivery that it ended.
 *
 * - `retry`: the next tick goes on, asking the platform first where an answer was lost.
 * - `pause`: the destination gets nothing until the pause ends.
 * - `halt`: the whole platform stops until its token is accepted.
 * - `fail`: the delivery is given up until its digest or the configuration changes.
 * - `leave`: another process goes on with it, so nothing is recorded.
 */
export type ErrorOutcome = 'retry' | 'pause' | 'halt' | 'fail' | 'leave'

/**
 * An error with an external cause: a sentence that a stranger can act on, and what becomes of the delivery.
 * Everything that is not an `ExpectedError` is a bug of ours.
 */
export abstract class ExpectedError extends Error {
  abstract readonly code: string
  abstract readonly outcome: ErrorOutcome
  /** What `message` says, for every language. */
  readonly reason: FailureReason

  constructor(reason: string | FailureReason, options?: ErrorOptions) {
    super(textOf(reason), options)
    this.name = new.target.name
    this.reason = typeof reason === 'string' ? { text: reason } : reason
  }
}

/** A bug of ours fails the delivery: trying again would only repeat it. */
export const outcomeOf = (error: unknown): ErrorOutcome => (error instanceof ExpectedError ? error.outcome : 'fail')

/** An error as fields of the log: `err` is a bug of ours. */
export const errorFields = (error: unknown): Pick<LogFields, 'code' | 'reason' | 'err'> =>
  error instanceof ExpectedError ? { code: error.code, reason: error.message } : { err: error }

/** The reason that people see. The details of a bug are in the log only. */
export const reasonOf = (error: unknown): FailureReason =>
  error instanceof ExpectedError ? error.reason : reason('bug')

function reason(code: keyof typeof errorWords, ...values: (string | FailureReason)[]): FailureReason {
  return reasonFrom(errorWords, code, ...values)
}

/** The platform asked us to slow down. Nothing was sent; trying again after `retryAfterMs` should work. */
export class PlatformBusy extends ExpectedError {
  readonly code = 'platform_busy'
  readonly outcome = 'retry'
  readonly retryAfterMs: number

  constructor(platform: string, retryAfterMs: number, options?: ErrorOptions) {
    super(reason('busy', platform, String(retryAfterMs)), options)
    this.retryAfterMs = retryAfterMs
  }
}

/** No answer, or a server error: the message may or may not have been posted. Look for it before sending it again. */
export class Ambiguous extends ExpectedError {
  readonly code = 'ambiguous'
  readonly outcome = 'retry'
  readonly what: string

  constructor(platform: string, what: string, options?: ErrorOptions) {
    super(reason('ambiguous', platform, what), options)
    this.what = what
  }
}

/** The platform failed while it handled the request (HTTP 500). Discord answers so to a message that is too heavy. */
export class ServerFailed extends Ambiguous {}

/** A request without an answer may still be acted upon: until `retryAfterMs` have passed, it must not be sent again. */
export class StillArriving extends ExpectedError {
  readonly code = 'still_arriving'
  readonly outcome = 'retry'
  readonly retryAfterMs: number

  constructor(platform: string, retryAfterMs: number) {
    super(reason('still-arriving', platform, String(retryAfterMs)))
    this.retryAfterMs = retryAfterMs
  }
}

/** The platform could not be reached at all, so nothing was sent. Trying again later should work. */
export class PlatformUnreachable extends ExpectedError {
  readonly code = 'platform_unreachable'
  readonly outcome = 'retry'

  constructor(platform: string, what: string | FailureReason, options?: ErrorOptions) {
    super(reason('unreachable', platform, what), options)
  }
}

/** The platform does not show whether the message was posted: the part stays uncertain. */
export class CannotSay extends ExpectedError {
  readonly code = 'cannot_say'
  /** `pause` where the bot may not read the channel: Discord blocks a bot that is refused every minute. */
  readonly outcome: ErrorOutcome

  constructor(platform: string, why: string | FailureReason, options?: ErrorOptions) {
    super(reason('cannot-say', platform, why), options)
    this.outcome = options?.cause instanceof DestinationRefused ? 'pause' : 'retry'
  }
}

/** The destination refuses every message until an admin changes something there; the reason says what. */
export class DestinationRefused extends ExpectedError {
  readonly code = 'destination_refused'
  readonly outcome = 'pause'
}

/** The destination refuses threads, or messages in them. The channel itself may still take messages. */
export class DiscussionRefused extends DestinationRefused {}

/** The platform refuses this message for good: it breaks one of its rules. */
export class MessageRefused extends ExpectedError {
  readonly code = 'message_refused'
  readonly outcome = 'fail'

  constructor(platform: string, why: string | FailureReason, options?: ErrorOptions) {
    super(reason('message-refused', platform, why), options)
  }
}

/** A person deleted the message or the thread that this one belongs under; the channel itself is there. */
export class ThreadGone extends ExpectedError {
  readonly code = 'thread_gone'
  readonly outcome = 'fail'

  constructor(platform: string, options?: ErrorOptions) {
    super(reason('thread-gone', platform), options)
  }
}

/** The platform refused the request, so nothing was posted, for a reason that is unknown or may pass. */
export class RefusedForNow extends ExpectedError {
  readonly code = 'refused_for_now'
  readonly outcome = 'retry'
  readonly platform: string
  readonly why: string | FailureReason

  constructor(platform: string, why: string | FailureReason, options?: ErrorOptions) {
    super(reason('refused-for-now', platform, why), options)
    this.platform = platform
    this.why = why
  }
}

/** The platform refuses this message for its size: a lighter form of it may pass. */
export class MessageTooLarge extends MessageRefused {}

/** The platform refuses this message for images of it that it cannot fetch: with links in their place it may pass. */
export class ImageRefused extends MessageRefused {
  /** The addresses of the images. */
  readonly urls: readonly string[]

  constructor(platform: string, why: string | FailureReason, urls: readonly string[], options?: ErrorOptions) {
    super(platform, why, options)
    this.urls = urls
  }
}

/** The platform refuses our token: nothing works there until it is replaced. */
export class TokenRefused extends ExpectedError {
  readonly code = 'token_refused'
  readonly outcome = 'halt'
}

/** The code of an installation was used before: it may have been installed then. */
export class CodeUsed extends TokenRefused {}

/** The configuration or the command line has a mistake; `message` says what and where. */
export class ConfigurationError extends ExpectedError {
  readonly code = 'configuration'
  readonly outcome = 'fail'
}

/** The ledger cannot be written at present; the reason says where, why and what to do. Nothing is posted meanwhile. */
export class LedgerUnusable extends ExpectedError {
  readonly code = 'ledger_unusable'
  readonly outcome = 'retry'
}

/** The ledger is broken, and only a person can repair it. */
export class LedgerDamaged extends LedgerUnusable {}

/** The call was not made, because the process is stopping. */
export class NotBegun extends ExpectedError {
  readonly code = 'not_begun'
  readonly outcome = 'retry'

  constructor(why: string) {
    super(reason('not-begun', why))
  }
}

/** An operator undoes the delivery, so no part of it may be posted. */
export class DeliveryUndone extends ExpectedError {
  readonly code = 'delivery_undone'
  readonly outcome = 'fail'

  constructor(delivery: string) {
    super(reason('delivery-withdrawn', delivery))
  }
}

/** A message was confirmed by hand without a link, and another one belongs in its thread. */
export class PlaceUnknown extends ExpectedError {
  readonly code = 'place_unknown'
  readonly outcome = 'retry'

  constructor(part: string, under: string) {
    super(reason('place-unknown', part, under))
  }
}

/** A message was confirmed by hand without a link: it cannot be edited, and nothing can be posted under it. */
export class MessageUnknown extends ExpectedError {
  readonly code = 'message_unknown'
  readonly outcome = 'fail'

  constructor(part: string) {
    super(reason('message-unknown', part))
  }
}
