import { sentence } from '../../domain/build.ts'
import type { Reply, Requester } from '../../domain/interaction.ts'
import { messagesFor } from '../../i18n/messages.ts'

type Fallback = 'failed' | 'unknownAction' | 'tooLateForDialog' | 'shared' | 'notShared'

/** A reply that the adapter gives by itself, in the reader's language; the details are in the log. */
export function fallbackReply(kind: Fallback, { language }: Requester): Extract<Reply, { type: 'text' }> {
  return sentence(messagesFor(language).fallback[kind])
}
