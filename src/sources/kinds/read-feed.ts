import type { parseFeed } from 'feedsmith'
import type { FailureReason } from '../../domain/failure-reason.ts'
import { decodeDocument } from '../fetch/decode.ts'
import { cleanAddress } from '../identity.ts'
import type { Entry } from '../source.ts'
import { htmlToText, titleText } from '../text/html-text.ts'
import { tidyText } from '../text/tidy-text.ts'
import { parseAnyFeed } from './parse-feed.ts'

type ParsedFeed = ReturnType<typeof parseFeed<string>>
type Of<Format> = Extract<ParsedFeed, { format: Format }>['feed']
type RssItem = NonNullable<Of<'rss'>['items']>[number] | NonNullable<Of<'rdf'>['items']>[number]
type AtomEntry = NonNullable<Of<'atom'>['entries']>[number]
type JsonItem = NonNullable<Of<'json'>['items']>[number]

/** A fetched document, and its address. */
export interface FeedDocument {
  readonly body: Uint8Array
  readonly contentType: string
  readonly url: string
}

/** An entry of a feed, before it is converted to the form of all sources. */
export interface FeedEntry extends Omit<Entry, 'text' | 'signal'> {
  /** The longest of its texts, as HTML unless `isPlain`. */
  readonly content: string
  readonly isPlain: boolean
}

export interface FeedEntries {
  readonly entries: readonly FeedEntry[]
  /** Why some entries could not be read; the list has the others. */
  readonly problem?: FailureReason
}

/** The entries of a feed. Throws `FetchFailed` for another document. */
export function readFeed(document: FeedDocument): FeedEntries {
  const { feeds, problem } = parseAnyFeed(decodeDocument(document.body, document.contentType))
  const entries = feeds.flatMap((parsed) => entriesOf(parsed, document.url))
  return { entries: entries.filter(({ title, url }) => title !== '' && url !== ''), ...(problem && { problem }) }
}

function entriesOf(parsed: ParsedFeed, base: string): FeedEntry[] {
  switch (parsed.format) {
    case 'rss':
    case 'rdf': {
      const home = cleanAddress(parsed.feed.link ?? '', base) ?? base
      return (parsed.feed.items ?? []).map((item) => fromRss(item, base, home))
    }
    case 'atom': {
      const home = cleanAddress(linkOf(parsed.feed.links) ?? '', base) ?? base
      const bases = (entry: AtomEntry) => [parsed.feed.xml?.base, entry.xml?.base]
      return (parsed.feed.entries ?? []).map((entry) => fromAtom(entry, resolved(bases(entry), base), home))
    }
    case 'json': {
      const home = cleanAddress(parsed.feed.home_page_url ?? '', base) ?? base
      return (parsed.feed.items ?? []).map((item) => fromJson(item, base, home))
    }
  }
}

/** The base of links in an element whose ancestors have these values of `xml:base`. https://www.w3.org/TR/xmlbase/ */
const resolved = (bases: readonly (string | undefined)[], base: string): string =>
  bases.reduce<string>((outer, each) => URL.parse(each ?? '', outer)?.href ?? outer, base)

function fromRss(item: RssItem, base: string, home: string): FeedEntry {
  const guid = 'guid' in item && item.guid?.isPermaLink !== false ? item.guid?.value : undefined
  const own = ownAddress([item.link, guid, linkOf(item.atom?.links)], base)
  const content = longest(
    item.content?.encoded,
    item.description,
    item.atom?.content?.value,
    item.atom?.summary?.value,
    'itunes' in item ? item.itunes?.summary : undefined,
    item.media?.description?.value,
  )
  const people = 'authors' in item ? (item.authors ?? []).map(({ name, email }) => name ?? email) : []
  const categories = 'categories' in item ? (item.categories ?? []).map(({ name }) => name) : (item.dc?.subjects ?? [])
  return {
    url: own ?? home,
    hasOwnUrl: own !== undefined,
    title: titleText(item.title ?? '') || firstWords(content),
    content,
    isPlain: false,
    authors: texts([...people, ...(item.dc?.creators ?? [])]),
    tags: texts(categories),
    publishedAt: timeOf('pubDate' in item ? item.pubDate : undefined, item.dc?.dates?.[0], item.atom?.published),
  }
}

function fromAtom(entry: AtomEntry, base: string, home: string): FeedEntry {
  const own = ownAddress([linkOf(entry.links), entry.id], base)
  const { content, title } = entry
  const summary = entry.summary ?? entry.media?.groups?.[0]?.description
  const [first, second] = [content, summary].map((each) => each?.value ?? '')
  const chosen = (first?.length ?? 0) >= (second?.length ?? 0) ? content : summary
  const isPlain = !/html/i.test(chosen?.type ?? 'text')
  const words = isMarkup(title?.type) ? titleText(title?.value ?? '') : tidyText(title?.value ?? '')
  return {
    url: own ?? home,
    hasOwnUrl: own !== undefined,
    title: words.replaceAll(/\s+/g, ' ') || firstWords(chosen?.value ?? ''),
    content: chosen?.value ?? '',
    isPlain,
    authors: texts((entry.authors ?? []).map(({ name }) => name)),
    tags: texts((entry.categories ?? []).map(({ label, term }) => label ?? term)),
    publishedAt: timeOf(entry.published, entry.updated),
  }
}

const isMarkup = (type: string | undefined): boolean => /html/i.test(type ?? '')

function fromJson(item: JsonItem, base: string, home: string): FeedEntry {
  const own = ownAddress([item.url, item.external_url, item.id], base)
  const content = item.content_text ?? item.content_html ?? item.summary ?? ''
  return {
    url: own ?? home,
    hasOwnUrl: own !== undefined,
    title: titleText(item.title ?? '') || firstWords(content),
    content,
    isPlain: content === item.content_text || item.content_html === undefined,
    authors: texts((item.authors ?? []).map(({ name }) => name)),
    tags: texts(item.tags ?? []),
    publishedAt: timeOf(item.date_published, item.date_modified),
  }
}

/** The first that is an address of the web. Only links may be relative: an id is one only if it is complete. */
function ownAddress([link, ...others]: readonly (string | undefined)[], base: string): string | undefined {
  const linked = link?.trim() ? cleanAddress(link, base) : undefined
  return linked ?? others.flatMap((each) => (each?.trim() ? (cleanAddress(each) ?? []) : []))[0]
}

/** The link to the page: the one without a relation, or `alternate`, HTML before others. */
function linkOf(links: readonly { href?: string; rel?: string; type?: string }[] | undefined): string | undefined {
  const pages = (links ?? []).filter(({ rel }) => rel === undefined || rel === 'alternate')
  return (pages.find(({ type }) => type === 'text/html') ?? pages[0])?.href
}

function longest(...values: readonly (string | undefined)[]): string {
  return values.reduce<string>((best, value) => ((value?.length ?? 0) > best.length ? (value ?? '') : best), '')
}

/** How long a title made of an entry's text is, in characters. */
const titleMax = 80

/** Short posts have no title. */
function firstWords(html: string): string {
  const line = htmlToText(html.slice(0, 2_000)).split('\n')[0] ?? ''
  return line.length <= titleMax ? line : `${line.slice(0, titleMax).replace(/\s+\S*$|[\ud800-\udbff]$/, '')}…`
}

/** `a@b.example (Ann)` is Ann. */
function texts(values: readonly (string | undefined)[]): string[] {
  const tidy = values.map((value) => titleText(value ?? '').replace(/^\S+@\S+ \((.+)\)$/, '$1'))
  return [...new Set(tidy.filter((value) => value !== '' && !value.includes('@')))].slice(0, 50)
}

/** The earliest date of anything on the web: programs write 1970 or the year 1 if they have no date. */
const webBegan = Date.UTC(1990)

/** The first of these that is a date. Zones that JavaScript does not know, such as CEST, are taken as UTC. */
function timeOf(...values: readonly (string | undefined)[]): number | undefined {
  return values.map(dateOf).find((at) => at >= webBegan)
}

function dateOf(value = ''): number {
  const text = value.trim()
  // JavaScript reads almost anything as a date: `Post 5` is in May 2001, and the year 0001 is 2001.
  if (!/\d{1,2}[\s-]+\p{L}{3,}[\s.-]+(?!0\d{3})\d{2}|(?<![+:\d-])[12]\d{3}/u.test(text)) return Number.NaN
  const at = Date.parse(text)
  return Number.isNaN(at) ? Date.parse(text.replace(/(?<=\d)\s+[A-Z]{2,5}$/, ' UTC')) : at
}
