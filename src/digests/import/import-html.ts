import type { Element, Nodes, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toMdast } from 'hast-util-to-mdast'
import type { RootContent } from 'mdast'
import { wordsOf } from '../markdown/chapters.ts'
import { formatMarkdown } from '../markdown/write-blocks.ts'
import { allElements, elementText, handlersFor, textHandler } from './html-page.ts'
import { importMarkdown, refusal, type TextFacts } from './import-markdown.ts'
import type { Import, ImportOptions } from './import-page.ts'
import { unwrapLayout } from './layout-tables.ts'
import { splitAtBlankLines, withBoldHeadings, withKickersBelow, withoutMailParts } from './mail-parts.ts'
import { findMainPart } from './main-part.ts'
import { simplifyMarkup } from './page-markup.ts'

/** The digest on any web page or in any newsletter: its own text, cut into sections by its headings. */
export function importHtml(html: string, options: ImportOptions): Import {
  const root = fromHtml(html)
  const part = findMainPart(html, options.isMail)
  if ('doubt' in part) return refusal('undecided', part.doubt, options)
  const titles = allElements(root).filter(({ tagName }) => tagName === 'h1')
  const [title, ...others] = titles.map((heading) => elementText(heading).replace(/\s+/g, ' ').trim())
  const facts = { ...(options.url && { url: options.url }), ...pageFacts(root) }
  // The title of the browser's tab has the names of the author and the site behind that of the page.
  const isShown = title !== undefined && title !== '' && others.length === 0
  const isLonger = isShown && facts.title?.startsWith(title)
  return importFragment(
    part.html,
    isLonger ? { ...facts, title } : facts,
    options,
    squeeze((isShown ? title : facts.title) ?? ''),
  )
}

/**
 * The same for HTML that holds nothing but the text, such as the content of a feed's entry. `pageTitle` is the page's own
 * title without blanks.
 */
export function importFragment(html: string, facts: TextFacts, options: ImportOptions, pageTitle?: string): Import {
  // The reader view makes the title of a page a heading like those of its sections.
  const nodes = withKickersBelow(withBoldHeadings(splitAtBlankLines(withoutMailParts(fragmentNodes(html, facts.url)))))
    .filter((node, at) => at > 0 || node.type !== 'paragraph' || squeeze(wordsOf(node)) !== pageTitle)
    .map(
      (node): RootContent =>
        node.type === 'heading' && squeeze(wordsOf(node)) === pageTitle ? { ...node, depth: 1 } : node,
    )
  const reading = importMarkdown(formatMarkdown(nodes), facts, options)
  // The lines are those of converted Markdown, which the author has never seen.
  const problems = reading.problems.map((problem) => ({ ...problem, line: 1, column: 1 }))
  return { ...reading, problems }
}

/** The Markdown tree of a piece of HTML. Relative addresses are completed with `base`. */
export function fragmentNodes(html: string, base: string | undefined): RootContent[] {
  const root = fromHtml(html, { fragment: true })
  simplifyMarkup(root)
  unwrapLayout(root)
  liftHeadings(root)
  const tree = toMdast(root, { document: true, handlers: handlersFor(base), nodeHandlers: { text: textHandler } })
  return 'children' in tree ? (tree.children as RootContent[]) : []
}

/** Moves headings out of links and table cells, since Markdown has headings at the top level only. */
function liftHeadings(root: Root): void {
  for (const element of allElements(root)) {
    const [only, ...others] = element.children.filter((child) => !isBlank(child))
    if (element.tagName !== 'a' || others.length > 0 || only?.type !== 'element' || !/^h[1-6]$/.test(only.tagName))
      continue
    const { tagName } = only
    only.tagName = 'span'
    const link: Element = { ...element, children: only.children }
    Object.assign(element, { tagName, properties: {}, children: [link] })
  }
}

function squeeze(words: string): string {
  return words.replace(/\s+/g, '')
}

function isBlank(node: Nodes): boolean {
  return node.type === 'text' && elementText(node).trim() === ''
}

/** What a page says of itself in its head. */
function pageFacts(root: Root): TextFacts {
  const elements = allElements(root)
  const meta = (name: string) => {
    const found = elements.find(
      ({ tagName, properties }) => tagName === 'meta' && [properties.property, properties.name].includes(name),
    )
    return String(found?.properties.content ?? '').trim()
  }
  const canonical = elements.find(
    ({ tagName, properties }) => tagName === 'link' && String(properties.rel) === 'canonical',
  )
  const url = [String(canonical?.properties.href ?? ''), meta('og:url')].find(
    (address) => /^https?:/i.test(address) && URL.canParse(address),
  )
  const tab = elements.find(({ tagName }) => tagName === 'title')
  const title = (meta('og:title') || withoutSite(tab ? elementText(tab) : '', meta('og:site_name')))
    .replace(/\s+/g, ' ')
    .trim()
  const language = languageOf(String(elements.find(({ tagName }) => tagName === 'html')?.properties.lang ?? ''))
  return { ...(title && { title }), ...(url && { url }), ...(language && { language }) }
}

/** `Issue 12 | Some Weekly` is `Issue 12`, if the page says that it is of `Some Weekly`. */
function withoutSite(title: string, site: string): string {
  if (site === '' || !title.trim().endsWith(site)) return title
  return title
    .trim()
    .slice(0, -site.length)
    .replace(/[\s|·•:–—-]+$/, '')
}

function languageOf(tag: string): string | undefined {
  try {
    return tag ? new Intl.Locale(tag).language : undefined
  } catch {
    return undefined
  }
}
