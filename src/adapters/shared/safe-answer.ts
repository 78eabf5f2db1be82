import type { ExpectedError } from '../../domain/errors.ts'
import type { Log, LogFields } from '../../domain/log.ts'

/** What the work gives, or something else when it fails: whoever asks is always answered. */
export async function safeAnswer<Answer>(
  work: () => Promise<Answer>,
  otherwise: Answer,
  about: LogFields,
  log: Log,
): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    log.error({ ...about, err: error }, 'a request could not be answered')
    return otherwise
  }
}

/** Notes in one line why an answer did not reach its reader. Words and addresses of answers stay out of the log. */
export function logUndelivered(meaning: ExpectedError, about: LogFields, log: Log): void {
  log.warn({ ...about, reason: meaning.message }, 'an answer did not reach its reader')
}
