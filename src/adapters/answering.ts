import type { ExpectedError } from '../domain/errors.ts'
import type { Log } from '../domain/log.ts'
import type { Reply } from '../domain/request.ts'
import { failed } from './sentences.ts'

/** The reply, or a polite sentence when there is none: whoever asks is always answered. */
export async function answered(work: () => Promise<Reply>, about: object, log: Log): Promise<Reply> {
  try {
    return await work()
  } catch (error) {
    log.error({ ...about, err: error }, 'a reader could not be answered')
    return failed
  }
}

/** Notes in one line why an answer did not reach its reader. Words and addresses of answers stay out of the log. */
export function noteUnsaid(meaning: ExpectedError, about: object, log: Log): void {
  log.warn({ ...about, reason: meaning.message }, 'an answer did not reach its reader')
}
