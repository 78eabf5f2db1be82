import type { Candidate } from '../domain/candidate.ts'
import { FetchFailed } from './fetch/fetch-failed.ts'
import { type FetchOptions, safeFetch } from './fetch/safe-fetch.ts'
import { pageTypes, readPage } from './read-page.ts'

/** The largest number of pages that are read for one fetch of a source, and at once. */
const [pagesMax, atOnce] = [12, 4]

/** How long a page may take, in milliseconds. */
const pageMs = 10_000

/** Adds the texts of their pages to the candidates, the best ones first. One whose page cannot be read has no text. */
export async function withPageTexts(found: readonly Candidate[], fetch: FetchOptions): Promise<Candidate[]> {
  const wanted = found.filter(({ text }) => text === '').toSorted((a, b) => b.signal - a.signal)
  const waiting = wanted.slice(0, pagesMax)
  const texts = new Map<string, string>()
  const work = async () => {
    for (let next = waiting.shift(); next && !fetch.signal?.aborted; next = waiting.shift()) {
      texts.set(next.id, await textOf(next.url, fetch))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return found.map((candidate) => ({ ...candidate, text: texts.get(candidate.id) ?? candidate.text }))
}

async function textOf(url: string, fetch: FetchOptions): Promise<string> {
  try {
    return readPage(await safeFetch({ url, accept: pageTypes }, { ...fetch, timeoutMs: pageMs })).text
  } catch (error) {
    if (error instanceof FetchFailed) return ''
    throw error
  }
}
