import type { ReaderClock } from '../../../src/commands/dates/periods.ts'
import { takeDays } from '../../../src/commands/dates/take-days.ts'

/** A Thursday. */
export const here: ReaderClock = {
  now: Date.parse('2026-03-12T09:00:00Z'),
  timezone: 'Europe/London',
  language: 'en-GB',
}

/** Words, and the days as `first–last`. */
export const taken = (text: string, at = here) => {
  const { words, days } = takeDays(text, at)
  const span = [days.first, days.last].map((day) => day?.slice(2) ?? '')
  return `${words} ${span[0] === span[1] ? span[0] : span.join('–')}`.trim()
}
