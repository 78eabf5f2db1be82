import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Candidate, CandidateRepository, SourceState } from '../domain/candidate.ts'
import { dayMs, hourMs, minuteMs } from '../domain/duration.ts'
import { LedgerUnusable } from '../domain/errors.ts'
import type { FailureReason } from '../domain/failure-reason.ts'
import { webAddress } from '../domain/web-address.ts'
import { failureReason } from '../i18n/failures.ts'
import { FetchFailed } from './fetch/fetch-failed.ts'
import { type FetchOptions, safeFetch } from './fetch/safe-fetch.ts'
import { candidateId, titleKey } from './identity.ts'
import { withPageTexts } from './page-texts.ts'
import type { Entry, Source } from './source.ts'

export interface CollectContext {
  readonly candidates: CandidateRepository
  readonly fetch: FetchOptions
  readonly now: () => number
}

/**
 * Older entries are not news, in milliseconds: such as the entries of a new source, or of a feed that moved its pages.
 */
const recentMs = 7 * dayMs

/** The largest number of undated entries that are taken at once: more of them are old ones that a source lists for the first time. */
const undatedMax = 10

/** The largest number of new candidates of one fetch: the largest arXiv categories announce about 200 papers a day. */
const newMax = 300

/** The same title of the same source within this time is the same entry with another address, in milliseconds. */
const sameTitleMs = 2 * dayMs

/** How long candidates are kept, in milliseconds. */
export const candidateRetentionMs = 60 * dayMs

/** The longest time between two tries of a failing source, in milliseconds. */
const maxBackOffMs = 12 * hourMs

/** The result of one fetch of a source. */
interface Collected {
  readonly state: SourceState
  /** The number of new candidates. */
  readonly added: number
  /** An unexpected error: a bug. */
  readonly err?: unknown
}

/**
 * Fetches a source once and adds what is new. Throws only if the candidates cannot be stored; failures of a server are
 * recorded in the state.
 */
export async function collect(
  publication: string,
  source: Source,
  before: SourceState | undefined,
  context: CollectContext,
): Promise<Collected> {
  const now = context.now()
  const { address } = source
  const known = before?.address === address ? before : undefined
  const base = { publication, source: source.name, address }
  try {
    const { etag, lastModified } = known ?? {}
    const document = await safeFetch({ url: address, accept: source.accept, etag, lastModified }, context.fetch)
    const { body } = document
    const success = { ...base, readAt: now, nextAt: now + source.everyMs, failures: 0 }
    if (!body) {
      const kept = { ...(etag && { etag }), ...(lastModified && { lastModified }) }
      return { state: { ...success, ...kept, ...(known?.problem && { problem: known.problem }) }, added: 0 }
    }
    const { entries, problem } = await source.read({ ...document, body })
    const { added, left } = await addNew(publication, source, entries, context)
    const partly = problem ?? (left > 0 ? failureReason('source-undated', String(left)) : problemOfLinks(entries))
    const validators = {
      ...(document.etag && { etag: document.etag }),
      ...(document.lastModified && { lastModified: document.lastModified }),
    }
    return { state: { ...success, ...validators, ...(partly && { problem: partly }) }, added }
  } catch (error) {
    if (error instanceof LedgerUnusable) throw error
    const isExpected = error instanceof FetchFailed
    const failures = (before?.failures ?? 0) + 1
    const backoffMs = Math.min(source.everyMs * 2 ** Math.min(failures - 1, 10), Math.max(maxBackOffMs, source.everyMs))
    const askedMs = Math.min((isExpected ? error.retryAfterMs : undefined) ?? 0, dayMs)
    const { etag, lastModified, readAt } = before ?? {}
    const state = {
      ...base,
      ...(known && etag && { etag }),
      ...(known && lastModified && { lastModified }),
      ...(readAt !== undefined && { readAt }),
      nextAt: now + Math.max(backoffMs, askedMs, minuteMs),
      failures,
      failingSince: before?.failingSince ?? now,
      problem: isExpected ? error.reason : failureReason('source-bug'),
    }
    return { state, added: 0, ...(!isExpected && { err: error }) }
  }
}

async function addNew(
  publication: string,
  source: Source,
  entries: readonly Entry[],
  { candidates, fetch, now: clock }: CollectContext,
): Promise<{ added: number; left: number }> {
  const now = clock()
  const known = await candidates.list(publication, now - candidateRetentionMs)
  const ids = new Map(known.map((candidate) => [candidate.id, candidate]))
  const titles = new Map(
    known.filter((each) => each.source === source.name).map((each) => [titleKey(each.title), each]),
  )
  const hasMoved = mostAreKnownByTitle(entries, ids, titles, now)
  const [found, stronger, left]: [Candidate[], Candidate[], Candidate[]] = [[], [], []]
  let undated = 0
  for (const entry of entries) {
    const publishedAt = Math.min(entry.publishedAt ?? now, now)
    const id = idOf(entry, publishedAt)
    const same = ids.get(id)
    if (same) {
      if (entry.signal > same.signal) stronger.push({ ...same, signal: entry.signal })
      continue
    }
    const url = webAddress(entry.url)
    if (!url || publishedAt < now - recentMs || found.length === newMax) continue
    const twin = titles.get(titleKey(entry.title))
    const isNamed = entry.publishedAt !== undefined || entry.hasOwnUrl
    if (twin && (hasMoved || !isNamed || Math.abs(twin.publishedAt - publishedAt) < sameTitleMs)) continue
    const { title, authors, tags, signal } = entry
    const text = entry.text()
    // They are remembered, so that the next fetch does not take them for new.
    const isLeft = entry.publishedAt === undefined && ++undated > undatedMax
    const candidate: Candidate = {
      id,
      publication,
      source: source.name,
      url,
      title: title.slice(0, titleMax),
      text,
      authors,
      tags,
      publishedAt,
      firstSeenAt: now,
      signal,
      state: isLeft ? 'dropped' : 'new',
    }
    ;(isLeft ? left : found).push(candidate)
    ids.set(id, candidate)
    titles.set(titleKey(title), candidate)
    // Yields between texts, which take time, so that posts are not delayed.
    await setImmediate()
  }
  await candidates.add([...stronger, ...left])
  const added = await candidates.add(source.linksPages ? await withPageTexts(found, fetch) : found)
  return { added, left: left.length }
}

/** A digest can link entries without an address to the page of their source only, where that is on the public web. */
function problemOfLinks(entries: readonly Entry[]): FailureReason | undefined {
  const isLinked = entries.length === 0 || entries.some(({ hasOwnUrl, url }) => hasOwnUrl && webAddress(url))
  return isLinked ? undefined : failureReason('source-no-links')
}

/**
 * Whether a feed lists its entries again under other addresses, and possibly with other dates or none: then an old
 * title is not news. A few repeated titles prove nothing, because a series has one title for different entries.
 */
function mostAreKnownByTitle(
  entries: readonly Entry[],
  ids: ReadonlyMap<string, Candidate>,
  titles: ReadonlyMap<string, Candidate>,
  now: number,
): boolean {
  const unknown = entries.filter((entry) => !ids.has(idOf(entry, Math.min(entry.publishedAt ?? now, now))))
  const again = new Set(unknown.map(({ title }) => titleKey(title)).filter((title) => titles.has(title)))
  return again.size >= movedLeast && again.size * 2 > unknown.length
}

/** The number of different titles that must be repeated before a feed counts as moved. */
const movedLeast = 3

function idOf({ hasOwnUrl, url, title }: Entry, publishedAt: number): string {
  return hasOwnUrl ? candidateId(url) : titleId(title, publishedAt)
}

/** The longest title, in characters. */
const titleMax = 500

/** The id of an entry without an address of its own. */
function titleId(title: string, publishedAt: number): string {
  const day = new Date(publishedAt).toISOString().slice(0, 10)
  return createHash('sha256')
    .update(`${titleKey(title)} ${day}`)
    .digest('hex')
    .slice(0, 16)
}
