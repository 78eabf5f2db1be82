import { z } from 'zod'
import type { SourceAdapter } from '../source.ts'
import { latexToText } from '../text/latex.ts'
import { tidyText } from '../text/tidy-text.ts'
import { isWithdrawn } from '../text/withdrawn.ts'
import { readItems, readJson } from './read-json.ts'

const dailyPaper = z.object({
  publishedAt: z.string().nullish(),
  title: z.string().nullish(),
  paper: z.object({
    id: z.string().regex(/^(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?$/),
    title: z.string().nullish(),
    summary: z.string().nullish(),
    authors: z.array(z.object({ name: z.string().nullish() })).nullish(),
    upvotes: z.number().nullish(),
    submittedOnDailyAt: z.string().nullish(),
    publishedAt: z.string().nullish(),
    ai_keywords: z.array(z.string()).nullish(),
  }),
})

/** With this number of votes, half of the signal is reached. */
const upvotesOfHalf = 25

/** The daily papers of Hugging Face, with their votes. Each is linked at arXiv, so that it is the same as from there. */
export function huggingFaceSource(base: string): SourceAdapter {
  return {
    accept: 'application/json',
    address: `${base.replace(/\/+$/, '')}/api/daily_papers?limit=100`,
    read: (document) => {
      const { items, problem } = readItems(readJson(document), dailyPaper)
      return {
        entries: items.flatMap(({ paper, title, publishedAt }) => {
          const words = tidyText(latexToText(paper.title ?? title ?? '')).replaceAll(/\s+/g, ' ')
          if (words === '' || isWithdrawn(paper.summary ?? '')) return []
          const upvotes = Math.max(0, paper.upvotes ?? 0)
          const dates = [paper.submittedOnDailyAt, publishedAt, paper.publishedAt].map((each) => Date.parse(each ?? ''))
          return {
            url: `https://arxiv.org/abs/${paper.id.replace(/v\d+$/, '')}`,
            hasOwnUrl: true,
            title: words,
            authors: (paper.authors ?? []).map(({ name }) => tidyText(name ?? '')).filter((name) => name !== ''),
            tags: paper.ai_keywords ?? [],
            // The day on which it was listed: a paper may be older.
            publishedAt: dates.find((at) => !Number.isNaN(at)),
            signal: upvotes / (upvotes + upvotesOfHalf),
            text: () => tidyText(latexToText(paper.summary ?? '')),
          }
        }),
        ...(problem && { problem }),
      }
    },
  }
}
