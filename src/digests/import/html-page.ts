import type { Element, Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { defaultHandlers, type Handle, type NodeHandle, toMdast } from 'hast-util-to-mdast'
import type { InlineCode, PhrasingContent, RootContent, Text } from 'mdast'
import type { InlineMath } from 'mdast-util-math'
import type { ParseContext } from '../markdown/context.ts'
import { raisedText } from '../markdown/html-inlines.ts'
import { directAddress } from './direct-address.ts'
import { readMarkdownLines } from './html-lines.ts'
import type { PageLine } from './page-line.ts'

/** The parsed HTML of a page. */
export interface HtmlPage {
  readonly lines: PageLine[]
  /** The address that the page calls its own. */
  readonly url?: string
  /** The title of the browser's tab, for pages without a visible title. */
  readonly title?: string
}

/** Reads the HTML of a page: its main part, where it says which one that is. */
export function readHtmlPage(html: string, context: ParseContext): HtmlPage {
  const root = fromHtml(html)
  const elements = allElements(root)
  const called = (name: string) => elements.filter(({ tagName }) => tagName === name)
  const part = mainPart(elements) ?? called('body')[0] ?? root
  const canonical = called('link').find(({ properties }) => String(properties.rel) === 'canonical')
  const href = String(canonical?.properties.href ?? '')
  const url = /^https?:/i.test(href) && URL.canParse(href) ? href : undefined
  const [name] = called('title')
  const title = name && elementText(name).replace(/\s+/g, ' ').trim()
  // The converter reads items of a list as such wherever they stand.
  for (const element of elements) if (hasClass(element, /^notable-item$/)) element.tagName = 'li'
  const tree = toMdast(part, { document: true, handlers: handlersFor(url), nodeHandlers: { text: textHandler } })
  const lines = readMarkdownLines('children' in tree ? (tree.children as RootContent[]) : [], context)
  return { lines, ...(url && { url }), ...(title && { title }) }
}

/** Blanks of every kind and width are one blank. */
export const textHandler: NodeHandle = (state, node) => {
  const text = { type: 'text' as const, value: 'value' in node ? node.value.replace(/\s+/g, ' ') : '' }
  state.patch(node, text)
  return text
}

/**
 * The part that the page marks as its main part, unless items of the digest are outside of it: each item may be an
 * article.
 */
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

/** Elements that are invisible or belong to the site rather than to the page. */
const unseen = 'noscript iframe head nav footer form button input select textarea'.split(' ')
/** Elements whose words the converter would drop or restyle. */
const plain = 'caption dialog mark menu q optgroup option'.split(' ')
/** Elements in which pages show numbers, topics, descriptions and formulas. */
const inline = 'a abbr b cite code em i label small span strong sub sup time'.split(' ')

/** How elements become Markdown. Relative addresses are completed with `base`. */
export function handlersFor(base: string | undefined): Record<string, Handle> {
  const complete = (url: string) =>
    !URL.canParse(url) && base && URL.canParse(url, base) ? new URL(url, base).href : directAddress(url)
  const own: Record<string, Handle> = {
    ...Object.fromEntries(unseen.map((name): [string, Handle] => [name, () => undefined])),
    ...Object.fromEntries(plain.map((name): [string, Handle] => [name, (state, node) => state.all(node)])),
    a: (state, node) => {
      const href = String(node.properties.href ?? '')
      const children = state.all(node) as PhrasingContent[]
      if (href === '' || href.startsWith('#')) return children
      const link = { type: 'link' as const, url: complete(href), children }
      state.patch(node, link)
      return link
    },
    img: (state, node) => {
      const alt = String(node.properties.alt ?? '').trim()
      // A tracking pixel.
      const isPixel = [node.properties.width, node.properties.height].every((size) => Number(size) <= 2)
      if (alt === '' || isPixel) return undefined
      const image = { type: 'image' as const, url: complete(String(node.properties.src ?? '')), alt }
      state.patch(node, image)
      return image
    },
    sub: (state, node) => smallText('sub', node) ?? (state.all(node) as PhrasingContent[]),
    sup: (state, node) => smallText('sup', node) ?? (state.all(node) as PhrasingContent[]),
    math: (state, node) => formulaOf(node) ?? state.all(node),
  }
  for (const name of inline) {
    const handle = own[name] ?? (defaultHandlers as Record<string, Handle>)[name]
    own[name] = (state, node, parent) => {
      const special = formulaOf(node) ?? hintOf(node)
      if (special) state.patch(node, special)
      const content = special ?? handle?.(state, node, parent)
      if (!hasClass(node, /(?:^|-)(?:desc(?:ription)?|summary)$/)) return content
      // Separates a description from the title before it if the page has no blank there.
      return [{ type: 'text', value: ' ' }, ...[content ?? []].flat()] as RootContent[]
    }
  }
  return own
}

/** Superscripts and subscripts without links: `10<sup>6</sup>` must not become 106. */
function smallText(tag: 'sub' | 'sup', node: Element): Text | undefined {
  if (allElements(node).some(({ tagName }) => tagName === 'a')) return undefined
  const value = raisedText(tag, elementText(node).trim())
  return value === undefined ? undefined : { type: 'text', value }
}

declare module 'mdast' {
  interface InlineCodeData {
    /** Set where the page shows these words as a number or a tag. */
    hint?: 'number' | 'tag'
  }
}

function hintOf(node: Element): InlineCode | undefined {
  const words = elementText(node).replace(/\s+/g, ' ').trim()
  const number = hasClass(node, /(?:^|-)num(?:ber)?$/) ? /^#?(\d{1,3})\.?$/.exec(words)?.[1] : undefined
  if (number !== undefined) return { type: 'inlineCode', value: number, data: { hint: 'number' } }
  if (!hasClass(node, /(?:^|-)tag$/) || words === '') return undefined
  return { type: 'inlineCode', value: words, data: { hint: 'tag' } }
}

/** The TeX source in the markup of a rendered formula. */
function formulaOf(node: Element): InlineMath | undefined {
  if (node.tagName !== 'math' && !hasClass(node, /^katex$/)) return undefined
  const source = allElements(node).find(
    ({ tagName, properties }) => tagName === 'annotation' && /tex/i.test(String(properties.encoding ?? '')),
  )
  const value = source && elementText(source).trim()
  return value ? { type: 'inlineMath', value } : undefined
}

export function hasClass(node: Element, pattern: RegExp): boolean {
  const names = node.properties.className
  return Array.isArray(names) && names.some((name) => pattern.test(String(name)))
}

/** The bare text of a node. */
export function elementText(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(elementText).join('') : ''
}

export function allElements(node: Nodes): Element[] {
  const inner = 'children' in node ? node.children.flatMap(allElements) : []
  return node.type === 'element' ? [node, ...inner] : inner
}
