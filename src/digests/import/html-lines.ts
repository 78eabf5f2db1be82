import type { PhrasingContent, RootContent } from 'mdast'
import { unstyled } from '../../domain/build.ts'
import type { Inline } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import { readBlocks } from '../markdown/blocks.ts'
import { wordsOf } from '../markdown/chapters.ts'
import type { ParseContext } from '../markdown/context.ts'
import { mergeTexts, trimEnd, trimStart } from '../markdown/inline-text.ts'
import { readInlines } from '../markdown/inlines.ts'
import { type PageLine, takeBullet } from './page-line.ts'

/** The lines of a page, one for each block that holds text. */
export function readMarkdownLines(nodes: readonly RootContent[], context: ParseContext, lists = 0): PageLine[] {
  return nodes.flatMap((node) => linesOf(node, context, lists))
}

function linesOf(node: RootContent, context: ParseContext, lists: number): PageLine[] {
  switch (node.type) {
    case 'paragraph':
      return readText(node.children, context)
    case 'heading':
      return withForm(readText(node.children, context), { heading: node.depth })
    case 'list':
      return readMarkdownLines(node.children, context, lists + 1)
    case 'listItem':
      return withForm(readMarkdownLines(node.children, context, lists), { bullet: { depth: Math.max(0, lists - 1) } })
    case 'table': {
      // The converter puts an empty head on a table that has none.
      const [head, ...rows] = node.children
      const children = head && wordsOf(head).trim() === '' ? rows : node.children
      return rows.length > 0 || wordsOf(node) !== '' ? readBlock({ ...node, children }, context) : []
    }
    case 'code':
    case 'blockquote':
      return readBlock(node, context)
    default:
      return []
  }
}

function readBlock(node: RootContent, context: ParseContext): PageLine[] {
  return readBlocks([node], context, 2).map((block) => ({ at: positionOf(node), words: [], block }))
}

/** Marks the first line of an element with the element's kind. */
function withForm(lines: readonly PageLine[], form: Pick<PageLine, 'heading' | 'bullet'>): PageLine[] {
  const [first, ...rest] = lines
  if (!first || first.block || first.bullet || first.heading) return [...lines]
  return [{ ...first, ...form }, ...rest]
}

function readText(nodes: readonly PhrasingContent[], context: ParseContext): PageLine[] {
  const lines: PhrasingContent[][] = [[]]
  for (const node of nodes) {
    if (node.type === 'break') lines.push([])
    else lines.at(-1)?.push(node)
  }
  return lines.flatMap((line) => readLine(line, context))
}

/** A line of text. Numbers and topics that the page marks as such are separate from its words. */
function readLine(nodes: readonly PhrasingContent[], context: ParseContext): PageLine[] {
  const hints: { number?: string; tag?: string } = {}
  const rest = nodes.map((node): PhrasingContent => {
    const hint = node.type === 'inlineCode' ? node.data?.hint : undefined
    if (node.type !== 'inlineCode' || hint === undefined) return node
    if (hints[hint] !== undefined) return { type: 'text', value: node.value }
    hints[hint] = node.value
    return { type: 'text', value: ' ' }
  })
  const { words, ...bullet } = takeBullet(collapseBlanks(hoistBlanks(readInlines(rest, context))))
  if (words.length === 0 && hints.number === undefined && hints.tag === undefined) return []
  const first = nodes.find((node) => wordsOf(node).trim() !== '')
  return [{ at: positionOf(first ?? nodes[0]), words, ...hints, ...bullet }]
}

function positionOf(node: RootContent | undefined): PageLine['at'] {
  const { line = 1, column = 1 } = node?.position?.start ?? {}
  return { line, column }
}

/** Moves the blanks at the ends of a style outside of it. */
function hoistBlanks(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((node): Inline[] => {
    if (!('children' in node)) return [node]
    const words = plainText([node])
    const children = trimEnd(trimStart(mergeTexts(hoistBlanks(node.children))))
    const blank = (found: boolean) => (found ? [unstyled(' ')] : [])
    return [
      ...blank(/^\s/.test(words)),
      ...(children.length > 0 ? [{ ...node, children }] : []),
      ...blank(/\s$/.test(words)),
    ]
  })
}

/** Text with each run of blanks collapsed, also across styles, and with none at the ends. */
function collapseBlanks(inlines: readonly Inline[]): Inline[] {
  let afterBlank = true
  const collapse = (nodes: readonly Inline[]): Inline[] =>
    nodes.map((node) => {
      if ('children' in node) return { ...node, children: collapse(node.children) }
      if (node.type !== 'text') {
        afterBlank = false
        return node
      }
      const value = node.value.replace(/\s+/g, ' ')
      const shown = afterBlank ? value.replace(/^ /, '') : value
      if (shown !== '') afterBlank = shown.endsWith(' ')
      return unstyled(shown)
    })
  return trimEnd(mergeTexts(collapse(inlines)))
}
