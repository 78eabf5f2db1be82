import type {
  BlockContent,
  DefinitionContent,
  ListItem,
  Nodes,
  PhrasingContent,
  RootContent,
  TableCell,
  TableRow,
} from 'mdast'
import { blockTags, emptyTags, headingTags, phrasing, wordsIn } from './html-inlines.ts'
import type { HtmlElement, HtmlNode } from './html-tree.ts'
import { linkCard } from './link-cards.ts'
import { parseMarkdown } from './parse.ts'

/** Content between blocks. */
export function flow(nodes: readonly HtmlNode[]): RootContent[] {
  const blocks: RootContent[] = []
  let line: HtmlNode[] = []
  const flush = () => {
    blocks.push(...paragraphs(line))
    line = []
  }
  for (const node of nodes.flatMap(withMarkdown)) {
    const isBlock =
      'node' in node ? !isPhrasing(node.node) : 'tag' in node && (blockTags.has(node.tag) || holdsBlock(node))
    if (!isBlock) {
      line.push(node)
      continue
    }
    flush()
    blocks.push(...('node' in node ? [node.node as RootContent] : 'tag' in node ? blockOf(node) : []))
  }
  flush()
  return blocks
}

/** Markup that text in HTML contains for no other reason. */
const markdownMarks = /\*\*[^\s*][^*\n]*\*\*|\[[^\]\n]+\]\(https?:/

/** Text right below a tag is HTML to the parser, but programs such as Notion write Markdown there. */
function withMarkdown(node: HtmlNode): HtmlNode[] {
  if (!('text' in node) || !markdownMarks.test(node.text)) return [node]
  const read = parseMarkdown(node.text.trim()).children
  const [only, ...others] = read
  const inside = only?.type === 'paragraph' && others.length === 0 ? only.children : read
  return inside.map((each) => ({ node: at(each, node.at) }))
}

/** Puts a node and its descendants at the place of the HTML that contained them. */
function at<Inner extends Nodes>(node: Inner, { position }: Nodes): Inner {
  const children =
    'children' in node ? { children: node.children.map((child) => at(child, { position } as Nodes)) } : {}
  return { ...node, ...children, ...(position && { position }) }
}

function blockOf(element: HtmlElement): RootContent[] {
  const { tag, attributes, children, at } = element
  const place = { ...(at.position && { position: at.position }) }
  const depth = headingTags.indexOf(tag) + 1
  if (depth > 0 && !children.some(holdsBlock)) {
    // Its node may hold many lines of HTML: a heading of several lines would be one with a rule under it.
    const start = at.position?.start
    const line = { ...(start && { position: { start, end: start } }) }
    return [{ type: 'heading', depth: depth as 1 | 2 | 3 | 4 | 5 | 6, children: phrasing(children), ...line }]
  }
  switch (tag) {
    case 'hr':
      return [{ type: 'thematicBreak', ...place }]
    case 'ul':
    case 'ol': {
      const start = Number.parseInt(attributes.start ?? '1', 10)
      const items = children.flatMap((child) => itemOf(child))
      const list = { type: 'list' as const, ordered: tag === 'ol', start: start >= 0 ? start : 1, ...place }
      return items.length > 0 ? [{ ...list, children: items }] : []
    }
    case 'blockquote':
      return [{ type: 'blockquote', children: flow(children) as (BlockContent | DefinitionContent)[], ...place }]
    case 'pre': {
      const isText = !children.some((child) => 'node' in child)
      const value = children
        .map(wordsIn)
        .join('')
        .replace(/^\n|\n$/g, '')
      return isText ? [{ type: 'code', value, ...place }] : flow(children)
    }
    case 'table':
      return tableOf(element)
    case 'a':
      return attributes.href ? linkCard(flow(children), attributes.href.trim()) : flow(children)
    case 'figcaption':
      // In italics, as a caption is written in Markdown.
      return children.some(holdsBlock) ? flow(children) : flow([{ tag: 'em', attributes: {}, children, at }])
    case 'summary':
      return flow([{ tag: 'b', attributes: {}, children, at }])
    default:
      return flow(children)
  }
}

function itemOf(child: HtmlNode): ListItem[] {
  if ('text' in child && child.text.trim() === '') return []
  const content = flow('tag' in child && child.tag === 'li' ? child.children : [child])
  const place = 'tag' in child && child.at.position ? { position: child.at.position } : {}
  return content.length > 0 ? [{ type: 'listItem', children: content as BlockContent[], ...place }] : []
}

/** A table of text; one that is there for the layout is the content of its cells. */
function tableOf(element: HtmlElement): RootContent[] {
  const { children, at } = element
  const rows = elementsIn(children, 'tr').map((row) =>
    row.children.filter((cell): cell is HtmlElement => 'tag' in cell && (cell.tag === 'td' || cell.tag === 'th')),
  )
  const cells = rows.flat()
  const isLayout =
    rows.length < 2 || cells.length <= rows.length || cells.some((cell) => cell.children.some(holdsBlock))
  const isWhole = children.every((child) => isRowsOnly(child))
  if (isLayout || !isWhole) return flow(children)
  const place = { ...(at.position && { position: at.position }) }
  const written = rows.map((row): TableRow => {
    const shown = row.map((cell): TableCell => ({ type: 'tableCell', children: phrasing(cell.children), ...place }))
    return { type: 'tableRow', children: shown, ...place }
  })
  return [{ type: 'table', children: written, ...place }]
}

function elementsIn(nodes: readonly HtmlNode[], tag: string): HtmlElement[] {
  return nodes.flatMap((node) => ('tag' in node ? (node.tag === tag ? [node] : elementsIn(node.children, tag)) : []))
}

/** Whether a part of a table has nothing beside rows and their cells. */
function isRowsOnly(node: HtmlNode): boolean {
  if ('text' in node) return node.text.trim() === ''
  if ('node' in node) return false
  if (node.tag === 'td' || node.tag === 'th' || emptyTags.includes(node.tag)) return true
  return ['tr', 'thead', 'tbody', 'tfoot'].includes(node.tag) && node.children.every(isRowsOnly)
}

function holdsBlock(node: HtmlNode): boolean {
  if ('text' in node) return false
  if ('node' in node) return !isPhrasing(node.node)
  return blockTags.has(node.tag) || node.children.some(holdsBlock)
}

/** Inline content, in paragraphs where a blank line is between. */
function paragraphs(line: readonly HtmlNode[]): RootContent[] {
  const groups: HtmlNode[][] = [[]]
  for (const node of line) {
    if (!('text' in node)) {
      groups.at(-1)?.push(node)
      continue
    }
    for (const [at, text] of node.text.split(/\n[ \t]*\n\s*/).entries()) {
      if (at > 0) groups.push([])
      if (text !== '') groups.at(-1)?.push({ text, at: node.at })
    }
  }
  return groups.flatMap((group): RootContent[] => {
    const children = withoutEdges(phrasing(group))
    const position = children.find((child) => child.position)?.position
    return children.length === 0 ? [] : [{ type: 'paragraph', children, ...(position && { position }) }]
  })
}

/** Without blanks and line ends around the text. */
export function withoutEdges(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const isBlank = (node: PhrasingContent) => node.type === 'break' || (node.type === 'text' && node.value.trim() === '')
  const start = nodes.findIndex((node) => !isBlank(node))
  const kept = start < 0 ? [] : nodes.slice(start, nodes.findLastIndex((node) => !isBlank(node)) + 1)
  return kept.map((node, at) => {
    if (node.type !== 'text') return node
    const value = at === 0 ? node.value.trimStart() : node.value
    return { ...node, value: at === kept.length - 1 ? value.trimEnd() : value }
  })
}

const phrasingTypes: ReadonlySet<string> = new Set<PhrasingContent['type']>([
  ...(['text', 'emphasis', 'strong', 'delete', 'inlineCode', 'break', 'link', 'linkReference'] as const),
  ...(['image', 'imageReference', 'footnoteReference', 'inlineMath'] as const),
])

function isPhrasing(node: Nodes): boolean {
  return phrasingTypes.has(node.type)
}
