import type { Digest } from '../../domain/digest.ts'
import { longDate } from '../../i18n/dates.ts'
import { messagesFor } from '../../i18n/messages.ts'

/** What readers are told of a digest that its author took back; undefined for one that stands. */
export function withdrawnNotice({ date, withdrawn }: Digest, language = 'en'): string | undefined {
  if (withdrawn === undefined) return undefined
  const { answers, labels } = messagesFor(language)
  return `${answers.withdrawnOn(longDate(date, language))}${labels.colon}${withdrawn}`
}
