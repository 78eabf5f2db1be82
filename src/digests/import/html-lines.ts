import type { Element, Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { unstyled } from '../../domain/build.ts'
import type { Inline } from '../../domain/digest.ts'
import type { Diagnostics } from './diagnostics.ts'
import { readBlockHtml } from './html-blocks.ts'
import { collapseBlanks, hasClass, readInlineHtml, textOf, unseen } from './html-inlines.ts'
import { type PageLine, takeBullet } from './page-line.ts'

/** What the elements around a piece of HTML say about it. */
export interface HtmlContext {
  /** Completes relative addresses. */
  readonly base: string | undefined
  readonly diagnostics: Diagnostics
  /** How many lists it stands in. */
  readonly depth: number
}

type Form = Pick<PageLine, 'heading' | 'bullet'>

const blockElements = new Set(
  (
    'address article aside blockquote body br dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header ' +
    'hgroup hr html li main ol p pre section summary table ul'
  ).split(' '),
)

/** The lines of a part of a page, one for each block that holds text. */
function readHtmlLines(node: Nodes, context: HtmlContext): PageLine[] {
  if (!('children' in node) || (node.type === 'element' && unseen.has(node.tagName))) return []
  const block =
    node.type === 'element'
      ? readBlockHtml(node, { ...context, readLines: (child) => readHtmlLines(child, { ...context, depth: 0 }) })
      : undefined
  if (block) return [{ at: positionOf(node), words: [], block }]
  const isList = node.type === 'element' && (node.tagName === 'ul' || node.tagName === 'ol')
  const inner = { ...context, depth: context.depth + (isList ? 1 : 0) }
  const lines: PageLine[] = []
  let run: Nodes[] = []
  for (const child of node.children) {
    if (!holdsBlocks(child)) run.push(child)
    else {
      lines.push(...readLine(run, inner), ...readHtmlLines(child, inner))
      run = []
    }
  }
  lines.push(...readLine(run, inner))
  return node.type === 'element' ? giveForm(lines, node, context) : lines
}

function holdsBlocks(node: Nodes): boolean {
  if (!('children' in node)) return false
  return (node.type === 'element' && blockElements.has(node.tagName)) || node.children.some(holdsBlocks)
}

/** The line that a run of inline nodes makes. Numbers and topics that the page marks as such are no part of its words. */
function readLine(run: readonly Nodes[], { base, diagnostics }: HtmlContext): PageLine[] {
  const words: Inline[] = []
  const hints: { number?: string; tag?: string } = {}
  for (const node of run) {
    const hint = node.type === 'element' ? hintOf(node) : undefined
    if (hint && hints[hint.is] === undefined) {
      hints[hint.is] = hint.words
      words.push(unstyled(' '))
    } else words.push(...describes(node), ...readInlineHtml(node, base, diagnostics))
  }
  const { words: rest, ...bullet } = takeBullet(collapseBlanks(words))
  const first = run.find((node) => textOf(node).trim() !== '')
  if (rest.length === 0 && hints.number === undefined && hints.tag === undefined) return []
  return [{ at: positionOf(first ?? run[0]), words: rest, ...hints, ...bullet }]
}

function hintOf(node: Element): { is: 'number' | 'tag'; words: string } | undefined {
  const words = textOf(node).replace(/\s+/g, ' ').trim()
  const number = hasClass(node, /(?:^|-)num(?:ber)?$/) ? /^#?(\d{1,3})\.?$/.exec(words)?.[1] : undefined
  if (number !== undefined) return { is: 'number', words: number }
  return hasClass(node, /(?:^|-)tag$/) && words !== '' ? { is: 'tag', words } : undefined
}

/** A description stands apart from the title before it also where the page writes no blank. */
function describes(node: Nodes): Inline[] {
  return node.type === 'element' && hasClass(node, /(?:^|-)(?:desc(?:ription)?|summary)$/) ? [unstyled(' ')] : []
}

/** Says of the first line of an element what the element makes of it. */
function giveForm(lines: readonly PageLine[], node: Element, { depth }: HtmlContext): PageLine[] {
  const [first, ...rest] = lines
  const form = formOf(node, depth)
  if (!first || !form || first.block || first.bullet || first.heading) return [...lines]
  return [{ ...first, ...form }, ...rest]
}

function formOf(node: Element, depth: number): Form | undefined {
  const level = /^h([1-6])$/.exec(node.tagName)?.[1]
  if (level) return { heading: Number(level) }
  if (hasClass(node, /^notable-item$/)) return { bullet: { depth: 0 } }
  return node.tagName === 'li' ? { bullet: { depth: Math.max(0, depth - 1) } } : undefined
}

function positionOf(node: Nodes | undefined): PageLine['at'] {
  const { line = 1, column = 1 } = node?.position?.start ?? {}
  return { line, column }
}

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
