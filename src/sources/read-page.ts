import type { Element, Nodes, Root } from 'hast'
import { failureReason } from '../i18n/failures.ts'
import { decodeDocument } from './fetch/decode.ts'
import { FetchFailed } from './fetch/fetch-failed.ts'
import type { FetchedDocument } from './fetch/safe-fetch.ts'
import { parseHtml, textOfTree } from './text/html-text.ts'
import { latexToText } from './text/latex.ts'
import { tidyText } from './text/tidy-text.ts'

/** The metadata and the text of a page. */
export interface PageReading {
  readonly title: string
  readonly text: string
  readonly authors: readonly string[]
  /** In milliseconds since 1970. */
  readonly publishedAt: number | undefined
}

export const pageTypes = 'text/html, application/xhtml+xml, text/plain;q=0.5'

/** The maximum length of a page that is read, in characters. */
const pageMax = 2_000_000

/** Elements around the text of a page that are not part of it. */
const around = new Set(['nav', 'header', 'footer', 'aside', 'form', 'dialog', 'menu'])

/** A paragraph with fewer characters than this is a caption or a button. */
const paragraphMin = 40

/** Title and text of a web page. Throws `FetchFailed` for another document, or one without a title. */
export function readPage({ body, contentType, url }: FetchedDocument): PageReading {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  const page = decodeDocument(body ?? Buffer.alloc(0), contentType).slice(0, pageMax)
  const isHtml = /html/.test(type) || (type === '' && /<html[\s>]/i.test(page.slice(0, 2_000)))
  if (!isHtml && type !== 'text/plain') {
    const { hostname } = new URL(url)
    throw new FetchFailed(type ? failureReason('page-type', hostname, type) : failureReason('page-no-type', hostname))
  }
  if (!isHtml) return plainPage(page)
  const tree = parseHtml(page)
  const meta = metaOf(tree)
  const first = (...names: readonly string[]) => names.flatMap((name) => meta.get(name) ?? [])[0] ?? ''
  const abstract = latexToText(tidyText(first('citation_abstract')))
  const heading =
    oneLine(textOf(find(tree, 'title')).replace(/\s+[|·–—]\s+[^|·–—]+$/, '')) || oneLine(textOf(find(tree, 'h1')))
  const title = latexToText(oneLine(first('citation_title', 'og:title', 'twitter:title'))) || heading
  if (title === '') throw new FetchFailed(failureReason('page-untitled', new URL(url).hostname))
  const description = tidyText(first('og:description', 'description', 'twitter:description'))
  const text = abstract || paragraphsOf(tree) || description
  const at = Date.parse(
    first('article:published_time', 'citation_publication_date', 'citation_date', 'date', 'dc.date'),
  )
  return {
    title: title.slice(0, 500),
    text,
    authors: [...new Set([...(meta.get('citation_author') ?? []), ...(meta.get('author') ?? [])].map(oneLine))]
      .filter((name) => name !== '')
      .slice(0, 50),
    publishedAt: Number.isNaN(at) ? undefined : at,
  }
}

function plainPage(page: string): PageReading {
  const text = tidyText(page)
  const title = text.split('\n')[0]?.slice(0, 200) ?? ''
  if (title === '') throw new FetchFailed(failureReason('page-empty'))
  return { title, text, authors: [], publishedAt: undefined }
}

const oneLine = (text: string): string => tidyText(text).replaceAll(/\s+/g, ' ')

const textOf = (element: Element | undefined): string =>
  element ? textOfTree({ type: 'root', children: [...element.children] }) : ''

/** The `meta` elements of the head, by name, in lower case. */
function metaOf(tree: Root): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { tagName, properties } of elementsOf(tree)) {
    if (tagName !== 'meta') continue
    const name = String(properties.property ?? properties.name ?? '').toLowerCase()
    const content = String(properties.content ?? '')
    if (name !== '' && content.trim() !== '') found.set(name, [...(found.get(name) ?? []), content])
  }
  return found
}

function find(tree: Nodes, name: string): Element | undefined {
  return elementsOf(tree).find(({ tagName }) => tagName === name)
}

/** All elements, without recursion, because hostile pages may be nested without limit. */
function elementsOf(tree: Nodes, isSkipped: (element: Element) => boolean = () => false): Element[] {
  const found: Element[] = []
  const waiting: Nodes[] = [tree]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === 'element') {
      if (isSkipped(node)) continue
      found.push(node)
    }
    if ('children' in node) waiting.push(...(node.children.toReversed() as Nodes[]))
  }
  return found
}

/** The paragraphs of the article, or else of the page, without what is around them. */
function paragraphsOf(tree: Root): string {
  const place = find(tree, 'article') ?? find(tree, 'main') ?? tree
  const isText = ({ tagName }: Element) => ['p', 'li', 'blockquote', 'pre', 'h2', 'h3'].includes(tagName)
  const paragraphs = elementsOf(place, ({ tagName }) => around.has(tagName)).filter(isText)
  const texts = paragraphs
    // Nested elements are already included.
    .filter(({ children }) => !children.some((child) => child.type === 'element' && isText(child)))
    .map((element) => ({ text: textOf(element), isHeading: /^h/.test(element.tagName) }))
    .filter(({ text, isHeading }) => text !== '' && (isHeading || text.length >= paragraphMin))
  return tidyText(texts.some(({ isHeading }) => !isHeading) ? texts.map(({ text }) => text).join('\n\n') : '')
}
