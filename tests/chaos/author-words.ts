import type { Destination } from '../../src/domain/destination.ts'
import type { Finding } from './audit.ts'
import type { Draft } from './drafts.ts'
import type { PostedMessage } from './posted-messages.ts'

/**
 * Sentences of the author that a delivery should show and does not. Independent of the bot's formatters: only letters
 * and digits are compared, which no platform changes.
 */
export function missingSentences(
  { stories, notes, observation }: Draft,
  { layout, tags }: Pick<Destination, 'layout' | 'tags'>,
  delivery: string,
  messages: readonly PostedMessage[],
): readonly Finding[] {
  // A delivery that shows nothing at all is judged by its parts.
  if (messages.length === 0) return []
  const shown = messages.map((message) => lettersOf(message.shown())).join(' ')
  const wanted = stories.filter(({ tag }) => tags.length === 0 || tags.includes(tag))
  const titles = wanted.map(({ title }) => title)
  const texts = wanted.flatMap(({ body, takeaways }) => [body, ...takeaways])
  // With tags only sections are chosen; the overview alone has the titles.
  const rest = tags.length > 0 ? texts : [...texts, ...notes, observation]
  return [...titles, ...(layout === 'overview' ? [] : rest)]
    .filter((sentence) => !shown.includes(lettersOf(sentence)))
    .map((sentence) => ({
      fault: 'lost',
      marker: { delivery, part: 'overview' },
      detail: `nothing shows "${sentence}"`,
    }))
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '')
}
