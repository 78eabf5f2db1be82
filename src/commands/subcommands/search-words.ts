import { sideBySide } from '../../domain/right-to-left.ts'
import type { SearchResults } from '../../domain/search.ts'
import { shortDate } from '../../i18n/dates.ts'
import { isTranslated, messagesFor } from '../../i18n/messages.ts'
import type { SearchRequest } from '../parse-command.ts'

/** What was searched for, as the title of a page. */
export function queryTitle({ words, tag, days, publication }: SearchRequest, language = 'en'): string {
  const conditions = [tag, words, spanOf(days, language), publication]
  return sideBySide(conditions.flatMap((each) => each || []))
}

function spanOf({ first, last }: SearchRequest['days'], language: string): string {
  const phrases = messagesFor(language).answers
  if (first && last) return [...new Set([first, last])].map((day) => shortDate(day, language)).join(' – ')
  if (first) return phrases.since(shortDate(first, language))
  return last ? phrases.until(shortDate(last, language)) : ''
}

/** What the hits lack; undefined if each has all that was asked for. */
export function closenessOf({ parts, isGuess }: SearchResults, language = 'en'): string | undefined {
  const { partly, apart, closest } = messagesFor(language).answers
  if (!parts || (!isGuess && parts.missing.length === 0)) return isGuess ? closest : undefined
  const list = (names: readonly string[], type: 'conjunction' | 'disjunction') =>
    new Intl.ListFormat(isTranslated(language) ? language : 'en-GB', { type }).format(names)
  if (parts.missing.length === 0) return apart(list(parts.found, 'conjunction'))
  return partly(list(parts.missing, 'disjunction'), list(parts.found, 'disjunction'))
}
