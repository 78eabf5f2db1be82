import type { SourceAdapter } from '../source.ts'
import { htmlToText } from '../text/html-text.ts'
import { latexToText } from '../text/latex.ts'
import { tidyText } from '../text/tidy-text.ts'
import { type FeedEntry, feedTypes, readFeed } from './feed.ts'

/** How an entry is announced, and what that says about it. Replaced papers are no news. https://info.arxiv.org/help/rss_specifications.html */
const signals: Readonly<Record<string, number>> = { new: 0.5, cross: 0.4 }

/** What arXiv writes before the abstract. */
const preamble = /^\s*arXiv:\S+\s+Announce Type:\s*([a-z-]+)\s*(?:Abstract:\s*)?/i

/** The daily feed of one arXiv category. Not the search API, which answers 429 for hours. */
export function arxivSource(base: string, category: string): SourceAdapter {
  return {
    accept: feedTypes,
    address: `${base.replace(/\/+$/, '')}/rss/${category}`,
    read: (document) => {
      const { entries, problem } = readFeed(document)
      return {
        entries: entries.flatMap((entry) => {
          const signal = signals[announcedAs(entry)]
          return signal === undefined ? [] : [{ ...inPlainWords(entry), signal }]
        }),
        ...(problem && { problem }),
      }
    },
  }
}

function announcedAs({ content }: FeedEntry): string {
  return preamble.exec(content)?.[1]?.toLowerCase() ?? 'new'
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
