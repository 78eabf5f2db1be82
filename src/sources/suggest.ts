import type { Candidate, CandidateRepository } from '../domain/candidate.ts'
import type { FailureReason } from '../domain/failure-reason.ts'
import { webAddress } from '../domain/web-address.ts'
import { failureReason } from '../i18n/failures.ts'
import { FetchFailed } from './fetch/fetch-failed.ts'
import { type FetchOptions, safeFetch } from './fetch/safe-fetch.ts'
import { candidateId, cleanAddress } from './identity.ts'
import { type PageReading, pageTypes, readPage } from './read-page.ts'

interface SuggestContext {
  readonly candidates: CandidateRepository
  readonly fetch: FetchOptions
  readonly now: () => number
}

/** A person’s suggestion for a publication. */
export interface CandidateSuggestion {
  readonly publication: string
  readonly address: string
  readonly suggestedBy: string
  /** The title if the page cannot be read; without it, that is an error. */
  readonly titleInstead?: string
}

/** The result of a suggestion. */
export interface SuggestionResult {
  readonly candidate: Candidate
  readonly isNew: boolean
  /** Why the page could not be read. The candidate has no text then. */
  readonly problem?: FailureReason
}

/** Adds the page at an address. A known candidate keeps its text. Throws `FetchFailed` if the page cannot be read. */
export async function suggest(
  { publication, address, suggestedBy, titleInstead }: CandidateSuggestion,
  { candidates, fetch, now }: SuggestContext,
): Promise<SuggestionResult> {
  const clean = cleanAddress(address)
  const url = clean && webAddress(clean)
  if (!url) throw new FetchFailed(failureReason('page-no-address'))
  const id = candidateId(url)
  const known = await candidates.get(publication, id)
  if (known) {
    await candidates.add([{ ...known, suggestedBy: known.suggestedBy ?? suggestedBy }])
    return { candidate: known, isNew: false }
  }
  const { page, problem } = await pageAt(url, fetch, titleInstead)
  const at = now()
  const candidate: Candidate = {
    id,
    publication,
    source: 'person',
    url,
    title: page.title,
    text: page.text,
    authors: page.authors,
    tags: [],
    publishedAt: Math.min(page.publishedAt ?? at, at),
    firstSeenAt: at,
    signal: 0.5,
    suggestedBy,
    state: 'new',
  }
  await candidates.add([candidate])
  return { candidate, isNew: true, ...(problem && { problem }) }
}

async function pageAt(url: string, fetch: FetchOptions, titleInstead: string | undefined) {
  try {
    return { page: readPage(await safeFetch({ url, accept: pageTypes }, fetch)) }
  } catch (error) {
    if (!(error instanceof FetchFailed) || titleInstead === undefined) throw error
    const page: PageReading = { title: titleInstead, text: '', authors: [], publishedAt: undefined }
    return { page, problem: error.reason }
  }
}
