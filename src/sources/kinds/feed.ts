import type { SourceAdapter } from '../source.ts'
import { htmlToText } from '../text/html-text.ts'
import { tidyText } from '../text/tidy-text.ts'
import { readFeedInWorker } from './read-feed-in-worker.ts'

export const feedTypes =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1'

/** Feeds say nothing about how good an entry is. */
const middleSignal = 0.5

/** Any feed: RSS, Atom, RDF or JSON Feed. */
export function feedSource(url: string): SourceAdapter {
  return {
    accept: feedTypes,
    address: url,
    read: async (document) => {
      const { entries, problem } = await readFeedInWorker(document)
      return {
        entries: entries.map(({ content, isPlain, ...entry }) => ({
          ...entry,
          signal: middleSignal,
          text: () => (isPlain ? tidyText(content) : htmlToText(content)),
        })),
        ...(problem && { problem }),
      }
    },
  }
}
