import { sentence } from '../../domain/build.ts'
import type { ExpectedError } from '../../domain/errors.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import type { Log, LogFields } from '../../domain/log.ts'
import { messagesFor } from '../../i18n/messages.ts'

type Fallback = 'failed' | 'unknownAction' | 'notWaiting' | 'tooLateForDialog' | 'shared' | 'notShared'

/** A reply that the adapter gives by itself, in the reader's language; the details are in the log. */
export function fallbackReply(kind: Fallback, { language }: Requester): Extract<Reply, { type: 'text' }> {
  return sentence(messagesFor(language).fallback[kind])
}

/** Logs why an answer did not reach its reader. The text of answers and the URLs they go to stay out of the log. */
export function logUndelivered(error: ExpectedError, about: LogFields, log: Log): void {
  log.warn({ ...about, reason: error.message }, 'an answer did not reach its reader')
}
