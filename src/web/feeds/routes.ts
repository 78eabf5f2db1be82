import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, Hono } from 'hono'
import type { Visibility } from '../../domain/destination.ts'
import { mainPublication, publicationPattern } from '../../domain/digest.ts'
import { matches } from '../api/preconditions.ts'
import { type FeedContext, feedTitle, idOf, type PublishedEntry, publishedEntries } from './feed.ts'

export interface FeedOptions extends FeedContext {
  readonly publications: () => readonly string[]
  readonly visibility: (publication: string) => Visibility
  /** The token that feed readers send instead of a login, if the page has a password. */
  readonly token?: string | undefined
}

/** `/feed.xml` (Atom) and `/feed.json` of the main publication, and `/zh/feed.xml` of another one. */
export function addFeeds(app: Hono, options: FeedOptions): void {
  for (const format of ['xml', 'json'] as const) {
    app.get(`/feed.${format}`, (context) => serveFeed(context, mainPublication, format, options))
    app.get(`/:publication/feed.${format}`, (context) =>
      serveFeed(context, context.req.param('publication') ?? '', format, options),
    )
  }
}

/** Whether a request asks for a feed with the right token. */
export function mayReadFeed(context: Context, token: string | undefined): boolean {
  const given = context.req.query('token')
  if (token === undefined || given === undefined || !isFeed(context.req.path)) return false
  const [one, other] = [token, given].map((text) => createHash('sha256').update(text).digest())
  return one !== undefined && other !== undefined && timingSafeEqual(one, other)
}

function isFeed(path: string): boolean {
  return /^(?:\/[^/]+)?\/feed\.(?:xml|json)$/.test(path)
}

async function serveFeed(
  context: Context,
  publication: string,
  format: 'xml' | 'json',
  options: FeedOptions,
): Promise<Response> {
  const isKnown = publicationPattern.test(publication) && options.publications().includes(publication)
  const isVisible = options.visibility(publication) === 'everyone' || context.get('visitor') === 'logged-in'
  if (!isKnown || !isVisible) return context.text('There is no such feed.\n', 404)
  const items = await publishedEntries(publication, options)
  const body = await (format === 'xml' ? atomFeed : jsonFeed)(publication, items)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 32)}"`
  const headers = { etag, 'cache-control': 'private, no-cache', 'last-modified': new Date(newest(items)).toUTCString() }
  const known = context.req.header('if-none-match')
  if (known !== undefined && matches(known, etag, 'weak')) return context.body(null, 304, headers)
  const type = format === 'xml' ? 'application/atom+xml' : 'application/feed+json'
  return context.body(body, 200, { ...headers, 'content-type': `${type}; charset=utf-8` })
}

/** https://www.rfc-editor.org/rfc/rfc4287 */
async function atomFeed(publication: string, items: readonly PublishedEntry[]): Promise<string> {
  const { generateAtomFeed } = await import('feedsmith')
  return generateAtomFeed({
    id: idOf(publication),
    title: { value: feedTitle(publication) },
    updated: new Date(newest(items)),
    authors: [{ name: 'Morning Post' }],
    entries: items.map(({ id, title, url, author, tags, html, language, publishedAt, updatedAt }) => ({
      id,
      title: { value: title },
      published: new Date(publishedAt),
      updated: new Date(updatedAt),
      ...(url !== undefined && { links: [{ href: url, rel: 'alternate', type: 'text/html' }] }),
      ...(author !== undefined && { authors: [{ name: author }] }),
      categories: tags.map((term) => ({ term })),
      content: { value: html, type: 'html', xml: { lang: language } },
    })),
  })
}

/** https://www.jsonfeed.org/version/1.1/ */
async function jsonFeed(publication: string, items: readonly PublishedEntry[]): Promise<string> {
  const { generateJsonFeed } = await import('feedsmith')
  const feed = generateJsonFeed({
    title: feedTitle(publication),
    items: items.map(({ id, title, url, author, tags, html, language, publishedAt, updatedAt }) => ({
      id,
      title,
      ...(url !== undefined && { url }),
      ...(author !== undefined && { authors: [{ name: author }] }),
      tags: [...tags],
      language,
      content_html: html,
      date_published: new Date(publishedAt),
      date_modified: new Date(updatedAt),
    })),
  })
  return `${JSON.stringify(feed)}\n`
}

/** When anything in the feed changed last. */
function newest(items: readonly PublishedEntry[]): number {
  return items.reduce((latest, { updatedAt }) => Math.max(latest, updatedAt), 0)
}
