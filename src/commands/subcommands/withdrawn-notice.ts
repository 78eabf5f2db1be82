import type { Digest } from '../../domain/digest.ts'
import { longDate } from '../../i18n/dates.ts'
import { phrasesFor } from '../../i18n/phrases.ts'

/** What readers are told of a digest that its author took back; undefined for one that stands. */
export function withdrawnNotice({ date, withdrawn }: Digest, language = 'en'): string | undefined {
  if (withdrawn === undefined) return undefined
  const { withdrawnOn, because } = phrasesFor(language)
  return `${withdrawnOn(longDate(date, language))}${because}${withdrawn}`
}
