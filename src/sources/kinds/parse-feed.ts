import { DetectError, MalformedError, ParseError, parseFeed } from 'feedsmith'
import type { FailureReason } from '../../domain/failure-reason.ts'
import { failureReason } from '../../i18n/failures.ts'
import { FetchFailed } from '../fetch/fetch-failed.ts'
import { cutFeed, withoutDoctype } from './feed-xml.ts'

type ParsedFeed = ReturnType<typeof parseFeed<string>>

interface FeedReading {
  /** One feed for each part that could be parsed. */
  readonly feeds: readonly ParsedFeed[]
  readonly problem?: FailureReason
}

/** A feed longer than this is read entry by entry, in characters, so that a long one is not read to its end. */
const wholeMax = 500_000

/** More attributes in one tag are an attack: the parser takes seconds for a million of them. */
const attributesMax = 1_000

/** A tag with fewer characters cannot have more attributes than `attributesMax`. */
const longTag = /<\w[^<>]{4000}/g

function hasAttack(xml: string): boolean {
  return [...xml.matchAll(longTag)].some(({ index }) => {
    const end = xml.indexOf('>', index)
    return xml.slice(index, end < 0 ? xml.length : end).split(/=["']/, attributesMax + 2).length > attributesMax + 1
  })
}

/**
 * Parses RSS, Atom, RDF or JSON Feed. Of a feed that is not well-formed, the entries that are complete and well-formed
 * are kept, and `problem` says so. Throws `FetchFailed` if this is no feed.
 */
export function parseAnyFeed(text: string): FeedReading {
  const trimmed = text.trim()
  if (trimmed === '') throw new FetchFailed(failureReason('source-empty'))
  if (trimmed.startsWith('{')) return { feeds: [parseJson(trimmed)] }
  const xml = withoutDoctype(trimmed)
  if (!/<(?:\w+:)?(?:rss|feed|rdf)[\s>]/i.test(xml.slice(0, 10_000))) {
    const isPage = /<html[\s>]/i.test(trimmed.slice(0, 10_000))
    throw new FetchFailed(failureReason(isPage ? 'source-page' : 'source-no-feed'))
  }
  if (hasAttack(xml)) throw new FetchFailed(failureReason('source-broken'))
  const parts = cutFeed(xml)
  // The parser would take an unclosed entry, and merge it with the next.
  const isWhole = xml.length <= wholeMax && !parts?.broken
  const whole = isWhole ? tryToParse(xml) : undefined
  return whole ? { feeds: [whole] } : parseInParts(xml, parts)
}

function parseJson(text: string): ParsedFeed {
  const feed = tryToParse(text)
  if (feed?.format === 'json') return feed
  throw new FetchFailed(failureReason('source-no-json-feed'))
}

function tryToParse(text: string): ParsedFeed | undefined {
  try {
    return parseFeed(text)
  } catch (error) {
    if ([DetectError, MalformedError, ParseError].some((each) => error instanceof each)) return undefined
    throw error
  }
}

function parseInParts(xml: string, parts: ReturnType<typeof cutFeed>): FeedReading {
  const whole = parts && tryToParse(`${parts.head}${parts.entries.join('')}${parts.tail}`)
  if (whole && parts.broken === 0 && xml.length > wholeMax) return { feeds: [whole] }
  const each = parts?.entries.map((entry) => tryToParse(`${parts.head}${entry}${parts.tail}`)) ?? []
  const feeds = each.filter((feed) => feed !== undefined)
  const unread = each.length - feeds.length + (parts?.broken ?? 0)
  if (feeds.length === 0) throw new FetchFailed(failureReason('source-broken'))
  const total = String(feeds.length + unread)
  const problem =
    unread > 0
      ? failureReason('source-broken-part', String(unread), total)
      : failureReason('source-broken-whole', total)
  return { feeds, problem }
}
