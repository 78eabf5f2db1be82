import type { BlockContent, ListItem as MarkdownItem, PhrasingContent, TableCell, TableRow } from 'mdast'
import type {} from 'mdast-util-math'
import type { Block, Cell, Inline, ListItem } from '../domain/digest.ts'

const deepestHeading = 6

/** Blocks as Markdown's tree; headings count their depth from the heading above, which has depth `below`. */
export function markBlocks(blocks: readonly Block[], below: number): BlockContent[] {
  return blocks.map((block) => markBlock(block, below))
}

function markBlock(block: Block, below: number): BlockContent {
  switch (block.type) {
    case 'paragraph':
      return { type: 'paragraph', children: markInlines(block.children) }
    case 'heading': {
      const depth = Math.min(deepestHeading, below + block.depth) as 1 | 2 | 3 | 4 | 5 | 6
      return { type: 'heading', depth, children: markInlines(block.children) }
    }
    case 'list': {
      const children = block.items.map((item) => markItem(item, below))
      return { type: 'list', ordered: block.ordered, start: block.start, spread: false, children }
    }
    case 'quote':
      return { type: 'blockquote', children: markBlocks(block.children, below) }
    case 'code':
      return { type: 'code', lang: block.language ?? null, value: block.value }
    case 'math':
      return { type: 'math', value: block.value }
    case 'table':
      return { type: 'table', align: [...block.align], children: [block.header, ...block.rows].map(markRow) }
    case 'rule':
      return { type: 'thematicBreak' }
  }
}

function markItem(item: ListItem, below: number): MarkdownItem {
  const children = markBlocks(item.children, below)
  return { type: 'listItem', spread: false, checked: item.checked ?? null, children }
}

function markRow(cells: readonly Cell[]): TableRow {
  return {
    type: 'tableRow',
    children: cells.map((cell): TableCell => ({ type: 'tableCell', children: markInlines(cell) })),
  }
}

/** Styled text as Markdown's tree. */
export function markInlines(inlines: readonly Inline[]): PhrasingContent[] {
  return inlines.map(markInline)
}

function markInline(node: Inline): PhrasingContent {
  switch (node.type) {
    case 'text':
      return { type: 'text', value: node.value }
    case 'code':
      return { type: 'inlineCode', value: node.value }
    case 'math':
      return { type: 'inlineMath', value: node.value }
    case 'strong':
    case 'emphasis':
      return { type: node.type, children: markInlines(node.children) }
    case 'strike':
      return { type: 'delete', children: markInlines(node.children) }
    case 'link':
      return { type: 'link', url: node.url, children: markInlines(node.children) }
    case 'break':
      return { type: 'break' }
  }
}
