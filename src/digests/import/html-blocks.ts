import type { Element, Nodes } from 'hast'
import type { Block, Cell, Table } from '../../domain/digest.ts'
import type { Diagnostics } from './diagnostics.ts'
import { collapseBlanks, readInlineHtml, textOf } from './html-inlines.ts'
import { type PageLine, toBlocks } from './page-line.ts'

/** How the HTML inside a block is read. */
export interface BlockContext {
  /** Completes relative addresses. */
  readonly base: string | undefined
  readonly diagnostics: Diagnostics
  readonly readLines: (node: Nodes) => readonly PageLine[]
}

/** The block that an element is by itself: a listing, a quote, a table. Undefined for what only holds lines. */
export function readBlockHtml(node: Element, context: BlockContext): Block | undefined {
  switch (node.tagName) {
    case 'pre':
      return { type: 'code', ...languageOf(node), value: textOf(node).replace(/\n$/, '') }
    case 'blockquote':
      return {
        type: 'quote',
        children: toBlocks(
          node.children.flatMap((child) => context.readLines(child)),
          2,
        ),
      }
    case 'table':
      return readTable(node, context)
    default:
      return undefined
  }
}

function languageOf(pre: Element): { language?: string } {
  const code = pre.children.find((child) => child.type === 'element' && child.tagName === 'code')
  const names = code?.type === 'element' ? code.properties.className : undefined
  const language = Array.isArray(names)
    ? names
        .map(String)
        .find((name) => name.startsWith('language-'))
        ?.slice(9)
    : undefined
  return language ? { language } : {}
}

function readTable(node: Element, { base, diagnostics }: BlockContext): Table | undefined {
  const rows = findRows(node).map((row) =>
    row.children.flatMap((cell): Cell[] =>
      cell.type === 'element' && /^t[dh]$/.test(cell.tagName)
        ? [collapseBlanks(readInlineHtml(cell, base, diagnostics))]
        : [],
    ),
  )
  const columns = Math.max(0, ...rows.map((row) => row.length))
  if (columns === 0) return undefined
  const fill = (row: readonly Cell[]) => Array.from({ length: columns }, (_, at) => row[at] ?? [])
  const [header = [], ...body] = rows
  return {
    type: 'table',
    align: Array.from({ length: columns }, () => 'left'),
    header: fill(header),
    rows: body.map(fill),
  }
}

function findRows(node: Element): Element[] {
  return node.children.flatMap((child) => {
    if (child.type !== 'element') return []
    return child.tagName === 'tr' ? [child] : findRows(child)
  })
}
