import { nameToEmoji } from 'gemoji'
import type { Heading, ListItem, Nodes, Parents, PhrasingContent, Root, RootContent, Text } from 'mdast'
import { problemText } from '../../i18n/problems.ts'
import { readChatMarks, readSlackLinks } from './chat-marks.ts'
import { isContentsPlace } from './contents-place.ts'
import type { ParseContext } from './context.ts'
import { splitDefinitions } from './definition-lists.ts'
import { readDialect } from './dialects.ts'
import { flow, withoutEdges } from './html-blocks.ts'
import { htmlTags, phrasing } from './html-inlines.ts'
import { type HtmlEvents, htmlTree } from './html-tree.ts'
import { splitDrawnRule } from './line-ends.ts'
import { joinCards } from './link-cards.ts'
import { unfoldOutline } from './list-titles.ts'

/** Comments by programs, which are never meant for readers. */
const ofProgram =
  /^\s*<!--\s*(?:more|truncate|nextpage|end_?excerpt|\/?wp:|kg-card|markdownlint|prettier|vale|toc|\/toc|start[ _-]?(?:of )?toc|doctoc)\b[^\n]*?-->\s*$/i

/**
 * Makes Markdown of what authors write beside it: HTML with a meaning, names of emoji, and addresses that are relative
 * to `base`, the digest's page. Changes the tree, whose definitions are known already; `source` is what it was made of.
 */
export function readMarkup(root: Root, source: string, base: string | undefined, context: ParseContext): void {
  const events: HtmlEvents = {
    onDropped: (what, at) => {
      if (what === 'comment' && at.type === 'html' && commentsIn(at.value).every((each) => ofProgram.test(each))) return
      const rule = what === 'comment' ? 'html-comment' : 'html-script'
      context.warn(rule, problemText(rule), at)
    },
    onUnknown: (at) => context.warn('html-as-text', problemText('html-as-text'), at),
  }
  const waiting: Nodes[] = [root]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === 'listItem' && typeof node.checked === 'boolean') trimTask(node)
    if (node.type === 'heading') trimStars(node)
    if ('children' in node) {
      if (node.type === 'root' || node.type === 'listItem' || node.type === 'blockquote') {
        const own = node.type === 'root' ? node.children.flatMap(splitDrawnRule).flatMap(unfoldOutline) : node.children
        const blocks = splitDefinitions(joinCards<RootContent>(own)).filter((block) => !isContentsPlace(block))
        node.children = blocks as typeof node.children
      } else if (node.children.some((child) => child.type === 'link' && child.url.includes('|')))
        node.children = readSlackLinks(node.children as PhrasingContent[]) as typeof node.children
      if (node.children.some(({ type }) => type === 'html')) replaceHtml(node, events)
      waiting.push(...node.children.toReversed())
    }
    if (node.type === 'text') {
      node.value = readChatMarks(node.value)
      if (!isEscaped(node, source)) node.value = replaceShortcodes(node.value)
      readDialect(node, source, context)
    }
    const isUnused = node.type === 'definition' && !context.referred.has(node.identifier)
    if ('url' in node && !isUnused) node.url = resolveAddress(node.url, base)
  }
}

/** Notion writes two blanks behind `[x]`. */
function trimTask({ children: [first] }: ListItem): void {
  const [start] = first?.type === 'paragraph' ? first.children : []
  if (start?.type === 'text') start.value = start.value.trimStart()
}

function commentsIn(html: string): string[] {
  return html.match(/<!--[\s\S]*?(?:-->|$)/g) ?? []
}

/** `** Title` above a line of dashes is a heading in the plain text of Mailchimp. */
function trimStars({ children: [start] }: Heading): void {
  if (start?.type === 'text') start.value = start.value.replace(/^\*{1,3} +(?=\S)/, '')
}

/** Whether the author escaped the colon (`\\:`), so that the name of an emoji stays as it is. */
function isEscaped({ value, position }: Text, source: string): boolean {
  const [start, end] = [position?.start.offset, position?.end.offset]
  return value.includes(':') && start !== undefined && end !== undefined && source.slice(start, end).includes('\\:')
}

function replaceHtml(node: Parents, events: HtmlEvents): void {
  const isText = phrasingParents.has(node.type)
  // The tree is new: the nodes inside may be changed once more, and are of the same kind as before.
  const children: (RootContent | PhrasingContent)[] = isText
    ? inlineContent(node, events)
    : flow(htmlTree(node.children, htmlTags, events))
  node.children = children as typeof node.children
}

/** Removes blanks that dropped nodes, such as comments, leave at the end of a line. */
function inlineContent(node: Parents, events: HtmlEvents): PhrasingContent[] {
  const content = phrasing(htmlTree(node.children, htmlTags, events))
  return lineParents.has(node.type) ? withoutEdges(content) : content
}

const lineParents: ReadonlySet<string> = new Set<Parents['type']>(['paragraph', 'heading', 'tableCell'])

const phrasingParents: ReadonlySet<string> = new Set<Parents['type']>([
  ...(['paragraph', 'heading', 'tableCell', 'emphasis', 'strong', 'delete', 'link', 'linkReference'] as const),
])

/** The full address, where there is one: addresses without a host are below that of the page. */
function resolveAddress(url: string, base: string | undefined): string {
  if (url === '' || URL.canParse(url)) return url
  if (/^www\.[^\s./]+\.\S/i.test(url)) return `https://${url}`
  if (base && URL.canParse(url, base)) return new URL(url, base).href
  return url.startsWith('//') && URL.canParse(`https:${url}`) ? `https:${url}` : url
}

/** One name or several in a row, apart from words and addresses: `:rocket:`, but not `std::gem::x` or `10:100:20`. */
const shortcodes = /(?<![\p{L}\p{N}_/:])(?::[a-z0-9_+-]+:)+(?![\p{L}\p{N}_/:])/gu

/** The text with emoji for the names that GitHub knows: `:rocket:`. Other names stay. */
function replaceShortcodes(text: string): string {
  if (!text.includes(':')) return text
  return text.replace(shortcodes, (run) =>
    run.replace(/:([^:]+):/g, (code, name: string) => (Object.hasOwn(nameToEmoji, name) && nameToEmoji[name]) || code),
  )
}
