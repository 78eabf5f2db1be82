import { decodeDocument } from '../fetch/decode.ts'
import { cleanAddress } from '../identity.ts'
import type { SourceAdapter } from '../source.ts'
import { htmlToText } from '../text/html-text.ts'
import { latexToText } from '../text/latex.ts'
import { tidyText } from '../text/tidy-text.ts'
import { isWithdrawn } from '../text/withdrawn.ts'
import { feedTypes } from './feed.ts'
import { cutFeed } from './feed-xml.ts'
import type { FeedEntry } from './read-feed.ts'
import { readFeedInWorker } from './read-feed-in-worker.ts'

/**
 * The announcement types of entries, with the signal of each. Replaced papers are not news.
 * https://info.arxiv.org/help/rss_specifications.html
 */
const signals: Readonly<Record<string, number>> = { new: 0.5, cross: 0.4 }

/** The text that arXiv puts before the abstract, as plain text or HTML. */
const preamble = /^(?:\s|<[^>]*>)*arXiv:\S+\s+Announce Type:\s*([a-z-]+)(?:\s|<[^>]*>)*(?:Abstract:\s*)?/i

/** The element that says the same, and the address of the entry that has it. The parser of feeds leaves it out. */
const announceType = /<(?:[\w-]+:)?announce_type\b[^>]*>\s*([a-z-]+)/i
const entryAddress = /https?:\/\/[^\s<>"']*arxiv\.org\/abs\/[^\s<>"']+/i

/** The note that arXiv put after the title of a replaced paper before 2024, as mirrors still do. */
const updatedTitle = /\(arXiv:\S+ \[[^\]]*\] UPDATED\)\s*$/

/** The daily feed of one arXiv category. Not the search API, which answers 429 for hours. */
export function arxivSource(base: string, category: string): SourceAdapter {
  return {
    accept: feedTypes,
    address: `${base.replace(/\/+$/, '')}/rss/${category}`,
    read: async (document) => {
      const { entries, problem } = await readFeedInWorker(document)
      const types = announceTypes(decodeDocument(document.body, document.contentType))
      return {
        entries: entries.flatMap((entry) => {
          const signal = signals[types.get(entry.url) ?? announcedAs(entry)]
          // An entry without a title begins with what arXiv writes before the abstract.
          if (signal === undefined || preamble.test(entry.title)) return []
          const paper = { ...inPlainWords(entry), signal }
          return isWithdrawn(entry.content.replace(preamble, '')) ? [] : [paper]
        }),
        ...(problem && { problem }),
      }
    },
  }
}

function announceTypes(xml: string): ReadonlyMap<string, string> {
  const entries = cutFeed(xml)?.entries ?? []
  return new Map(
    entries.flatMap((entry): [string, string][] => {
      const type = announceType.exec(entry)?.[1]?.toLowerCase()
      const url = cleanAddress(entryAddress.exec(entry)?.[0] ?? '')
      return type && url ? [[url, type]] : []
    }),
  )
}

function announcedAs({ content, title }: FeedEntry): string {
  return preamble.exec(content)?.[1]?.toLowerCase() ?? (updatedTitle.test(title) ? 'replace' : 'new')
}

function inPlainWords({ content, isPlain, ...entry }: FeedEntry) {
  return {
    ...entry,
    title: latexToText(entry.title.replace(/\s*\(arXiv:\S+ \[[^\]]*\][^)]*\)$/, '')),
    // One element has all authors.
    authors: entry.authors.flatMap((names) => names.split(/,\s+/)).map((name) => latexToText(name).trim()),
    text: () => latexToText(isPlain ? tidyText(content) : htmlToText(content)).replace(preamble, ''),
  }
}
