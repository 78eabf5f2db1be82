import type {
  BlockContent,
  Definition,
  DefinitionContent,
  ListItem as MarkdownItem,
  Table as MarkdownTable,
  RootContent,
} from 'mdast'
import { unstyled } from '../../domain/build.ts'
import type { Block, Cell, Inline, ListItem } from '../../domain/digest.ts'
import { problemText } from '../../i18n/problems.ts'
import { readAlert } from './alerts.ts'
import type { ParseContext } from './context.ts'
import { describeImages, readParagraph, takeImagesOut } from './images.ts'
import { mergeTexts } from './inline-text.ts'
import { isEmpty, isUsable, readInlines } from './inlines.ts'
import { withLineEnds } from './line-ends.ts'

/** Blocks of running text. Headings count their depth from the heading above, which has depth `below`. */
export function readBlocks(nodes: readonly RootContent[], context: ParseContext, below: number): Block[] {
  return nodes.flatMap((node) => readBlock(node, context, below))
}

function readBlock(node: RootContent, context: ParseContext, below: number): Block[] {
  switch (node.type) {
    case 'paragraph':
      return readParagraph(context.isFreeForm ? withLineEnds(node) : node, context)
    case 'heading': {
      const children = readInlines(node.children, context)
      if (isEmpty(children)) return []
      return [{ type: 'heading', depth: Math.max(1, node.depth - below), children }]
    }
    case 'list': {
      const items = node.children.map((item) => readItem(item, context, below))
      return takeImagesOut({ type: 'list', ordered: node.ordered === true, start: node.start ?? 1, items })
    }
    case 'blockquote':
      return takeImagesOut({ type: 'quote', children: readBlocks(readAlert(node).children, context, below) })
    case 'code':
      return [...readMeta(node.meta), { type: 'code', ...(node.lang && { language: node.lang }), value: node.value }]
    case 'math':
      return [...readMeta(node.meta), { type: 'math', value: node.value }]
    case 'table':
      return readTable(node, context)
    case 'thematicBreak':
      return [{ type: 'rule' }]
    case 'definition':
      return readDefinition(node, context)
    default:
      return []
  }
}

function readItem(item: MarkdownItem, context: ParseContext, below: number): ListItem {
  const children = readBlocks(item.children as readonly (BlockContent | DefinitionContent)[], context, below)
  return typeof item.checked === 'boolean' ? { checked: item.checked, children } : { children }
}

/** To Markdown, `[Note]: careful` is the address of a link. If it is not an address, it is shown as text. */
function readDefinition(node: Definition, context: ParseContext): Block[] {
  const { identifier, label, url, title } = node
  if (context.referred.has(identifier)) return []
  if (isUsable(url)) {
    context.warn('unused-link', problemText('unused-link', label ?? identifier), node)
    return []
  }
  const words = `[${label ?? identifier}]: ${url}${title ? ` "${title}"` : ''}`
  context.warn('link-as-text', problemText('link-as-text'), node)
  return [{ type: 'paragraph', children: [unstyled(words)] }]
}

/**
 * The words after the language of a code block are a caption, such as `title="a.py"`. The lines to highlight
 * (`{1,3-5}`) are meaningless without line numbers.
 */
function readMeta(meta: string | null | undefined): Block[] {
  const words = (meta ?? '')
    .replace(/\{[\d\s,-]*\}/g, ' ')
    .replace(/(^|[\s{])[\w-]+=(?:"([^"]*)"|'([^']*)'|(?:true|false)\b|(?=\S))/g, '$1$2$3')
    .replace(/\s+/g, ' ')
    .trim()
  return words === '' ? [] : [{ type: 'paragraph', children: [unstyled(words)] }]
}

/** More columns than a chat can show, and more cells than readers look at. */
const maxColumns = 50
const maxCells = 5_000

function readTable(node: MarkdownTable, context: ParseContext): Block[] {
  const rows = node.children.map((row) => row.children.map((cell) => readInlines(cell.children, context)))
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0)
  if (columns > maxColumns || columns * rows.length > maxCells) return [readAsText(node, rows, columns, context)]
  const fill = (row: readonly Cell[]) => Array.from({ length: columns }, (_, at) => row[at] ?? [])
  const [header = [], ...body] = rows
  const align = Array.from({ length: columns }, (_, at) => node.align?.[at] ?? 'left')
  return [{ type: 'table', align, header: fill(header), rows: body.map(fill) }]
}

/** The words of a table that is too large to be shown as one: a line for each row. */
function readAsText(node: MarkdownTable, rows: readonly Cell[][], columns: number, context: ParseContext): Block {
  context.warn('large-table', problemText('large-table', columns, rows.length, maxColumns, maxCells), node)
  const lines = rows
    .map((row) => row.flatMap((cell, at): Inline[] => (at > 0 ? [unstyled(' | '), ...cell] : [...cell])))
    .filter((line) => !isEmpty(line))
  const children = lines.flatMap((line, at): Inline[] => (at > 0 ? [{ type: 'break' }, ...line] : line))
  return { type: 'paragraph', children: mergeTexts(children) }
}

/** Drops rules at both ends: authors draw them between the parts. */
export function trimRules(blocks: readonly Block[]): Block[] {
  const start = blocks.findIndex((block) => block.type !== 'rule')
  const end = blocks.findLastIndex((block) => block.type !== 'rule')
  return start < 0 ? [] : blocks.slice(start, end + 1)
}

/** The footnotes cited since the last call, each as blocks that begin with its number: `[1] …`. */
export function takeFootnotes(context: ParseContext): Block[] {
  const blocks: Block[] = []
  // A footnote may cite others, which then come after it.
  for (const identifier of untaken(context)) {
    const note = context.footnotes.get(identifier)
    context.taken.add(identifier)
    if (!note) continue
    const label = unstyled(`[${context.cited.get(identifier)}] `)
    const [first, ...rest] = describeImages(readBlocks(note.children, context, 1), [], context, note)
    if (first?.type === 'paragraph') {
      blocks.push({ type: 'paragraph', children: mergeTexts([label, ...first.children]) }, ...rest)
    } else blocks.push({ type: 'paragraph', children: [label] }, ...(first ? [first] : []), ...rest)
  }
  return blocks
}

function* untaken(context: ParseContext): Generator<string> {
  // Includes those that are cited in the meantime.
  for (const identifier of context.cited.keys()) if (!context.taken.has(identifier)) yield identifier
}
