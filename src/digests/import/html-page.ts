import type { Element, Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import type { Diagnostics } from './diagnostics.ts'
import { hasClass, textOf } from './html-inlines.ts'
import { readHtmlLines } from './html-lines.ts'
import type { PageLine } from './page-line.ts'

/** What the HTML of a page says. */
export interface HtmlPage {
  readonly lines: PageLine[]
  /** The address that the page calls its own. */
  readonly url?: string
  /** What a browser shows above the page, for pages that show no title themselves. */
  readonly title?: string
}

/** Reads the HTML of a page: its main part, where it says which one that is. */
export function readHtmlPage(html: string, diagnostics: Diagnostics): HtmlPage {
  const root = fromHtml(html)
  const elements = allElements(root)
  const called = (name: string) => elements.filter(({ tagName }) => tagName === name)
  const part = mainPart(elements) ?? called('body')[0] ?? root
  const canonical = called('link').find(({ properties }) => String(properties.rel) === 'canonical')
  const href = String(canonical?.properties.href ?? '')
  const url = /^https?:/i.test(href) && URL.canParse(href) ? href : undefined
  const [name] = called('title')
  const title = name && textOf(name).replace(/\s+/g, ' ').trim()
  const lines = readHtmlLines(part, { base: url, diagnostics, depth: 0 })
  return { lines, ...(url && { url }), ...(title && { title }) }
}

/** The part that the page calls its main one, unless something of the digest stands outside: each item may be an article. */
function mainPart(elements: readonly Element[]): Element | undefined {
  const chapters = elements.filter((element) => hasClass(element, /^section-/))
  const headings = elements.filter(({ tagName }) => tagName === 'h2')
  const holds = (part: Element, wanted: readonly Element[]) => {
    const inside = new Set(allElements(part))
    return wanted.every((element) => inside.has(element))
  }
  return elements.find(
    (part) =>
      (part.tagName === 'main' && holds(part, chapters)) ||
      (part.tagName === 'article' && holds(part, [...chapters, ...headings])),
  )
}

function allElements(node: Nodes): Element[] {
  const inner = 'children' in node ? node.children.flatMap(allElements) : []
  return node.type === 'element' ? [node, ...inner] : inner
}
