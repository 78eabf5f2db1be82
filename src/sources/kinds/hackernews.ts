import { z } from 'zod'
import { cleanAddress } from '../identity.ts'
import { mentions } from '../mentions.ts'
import type { SourceAdapter } from '../source.ts'
import { htmlToText } from '../text/html-text.ts'
import { tidyText } from '../text/tidy-text.ts'
import { readItems, readJson } from './read-json.ts'

interface HackerNewsSettings {
  /** The fewest points of a story. */
  readonly points: number
  /** Only stories with one of these words in the title; empty for all. */
  readonly words: readonly string[]
}

/** https://hn.algolia.com/api */
const story = z.object({
  objectID: z.string().regex(/^\d+$/),
  title: z.string(),
  url: z.string().nullish(),
  author: z.string().nullish(),
  points: z.number().nullish(),
  story_text: z.string().nullish(),
  created_at_i: z.number(),
})

/** The title of a removed story. */
const removed = /^\s*(?:\[(?:dead|deleted|flagged)\])?\s*$/i

/** With this number of points, half of the signal is reached. */
const pointsOfHalf = 200

/** The newest stories of Hacker News with enough points, by the search of Algolia. */
export function hackerNewsSource(base: string, { points, words }: HackerNewsSettings): SourceAdapter {
  const query = `tags=story&numericFilters=${encodeURIComponent(`points>=${points}`)}&hitsPerPage=200`
  return {
    accept: 'application/json',
    linksPages: true,
    address: `${base.replace(/\/+$/, '')}/api/v1/search_by_date?${query}`,
    read: (document) => {
      const answer = z.object({ hits: z.unknown() }).safeParse(readJson(document))
      const { items, problem } = readItems(answer.data?.hits, story)
      const wanted = items.filter(
        (each) =>
          (each.points ?? 0) >= points &&
          !removed.test(each.title) &&
          (words.length === 0 || words.some((word) => mentions(each.title, word))),
      )
      return {
        entries: wanted.map((each) => ({
          // A question to readers has no page but its own.
          url: cleanAddress(each.url ?? '') ?? `https://news.ycombinator.com/item?id=${each.objectID}`,
          hasOwnUrl: true,
          title: tidyText(each.title).replaceAll(/\s+/g, ' '),
          authors: each.author ? [each.author] : [],
          tags: [],
          publishedAt: each.created_at_i * 1000,
          signal: (each.points ?? 0) / ((each.points ?? 0) + pointsOfHalf),
          text: () => htmlToText(each.story_text ?? ''),
        })),
        ...(problem && { problem }),
      }
    },
  }
}
