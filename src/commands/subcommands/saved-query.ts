import { z } from 'zod'
import { parseDay } from '../../domain/day.ts'
import type { ReadContext } from '../context.ts'
import type { SearchRequest } from '../parse-command.ts'

const day = z.string().refine((text) => parseDay(text) !== undefined)

const lookup = z.object({
  words: z.string(),
  tag: z.string().optional(),
  days: z.object({ first: day.optional(), last: day.optional() }),
  publication: z.string().optional(),
})

/**
 * Saves the parsed query, not its text: "yesterday" stays the same day on pages that are turned tomorrow,
 * or in another time zone.
 */
export function saveQuery({ words, tag, days, publication }: SearchRequest, context: ReadContext): string {
  return context.savedQueries.save(JSON.stringify({ words, tag, days, publication }))
}

/** The query with that id; undefined when it is no longer stored. */
export function loadQuery(id: string, context: ReadContext): SearchRequest | undefined {
  const text = context.savedQueries.load(id)
  if (text === undefined) return undefined
  const read = lookup.safeParse(JSON.parse(text))
  return read.success ? (read.data as SearchRequest) : undefined
}
