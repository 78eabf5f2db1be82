import type { Blockquote, List, ListItem, Paragraph, PhrasingContent, RootContent } from 'mdast'
import { readAlert } from './alerts.ts'
import { wordsOf } from './chapters.ts'
import type { ParseContext } from './context.ts'
import { isPointer, isSourceLine, sourceLabelLength } from './source-lines.ts'
import { labelLength, matchesName } from './vocabulary-match.ts'

/**
 * Authors leave no blank line before `Key takeaways:` and `Source:`. Markdown then takes these lines for the end of the
 * paragraph or of the bullet above; here they become paragraphs again.
 */
export function freeLabelLines(nodes: readonly RootContent[], context: ParseContext): RootContent[] {
  return nodes.flatMap((node, at): RootContent[] => {
    const quote = node.type === 'blockquote' ? readAlert(node) : undefined
    if (quote && isQuotedLabel(quote, context)) return freeLabelLines(quote.children, context)
    if (node.type === 'paragraph') return splitParagraph(node, context)
    if (node.type !== 'list') return [node]
    const before = nodes[at - 1]
    const { takeaways } = context.vocabulary.headings
    // Below the label of takeaways, each other item is one.
    const isBelow = before !== undefined && matchesName(wordsOf(before), takeaways)
    return freeItems(node, isBelow ? ['source'] : ['source', 'takeaways'], context)
  })
}

/** Whether a quote is a box around a label, such as `> **TL;DR:** It works.`, and no quotation. */
function isQuotedLabel({ children }: Blockquote, { vocabulary }: ParseContext): boolean {
  const [first, ...others] = children
  const isPlain = others.every(({ type }) => type === 'paragraph' || type === 'list')
  const words = first?.type === 'paragraph' ? wordsOf(first) : ''
  const isLabel =
    matchesName(words.split('\n', 1)[0] ?? '', vocabulary.headings.takeaways) ||
    labelLength(words, vocabulary, 'takeaways') !== undefined
  return first?.type === 'paragraph' && isPlain && isLabel
}

/** Moves `- Source: https://…` and `- Takeaway: …` at the end of a list out of it. */
function freeItems(list: List, labels: readonly ('source' | 'takeaways')[], context: ParseContext): RootContent[] {
  const isLabel = ({ children: [only, ...others] }: ListItem) =>
    only?.type === 'paragraph' && others.length === 0 && isLabelled(wordsOf(only), labels, context)
  const end = list.children.findLastIndex((item) => !isLabel(item)) + 1
  const freed = list.children.slice(end).flatMap(({ children }) => children)
  if (freed.length === 0) return freeFromList(list, context)
  const rest = end > 0 ? freeFromList({ ...list, children: list.children.slice(0, end) }, context) : []
  return [...rest, ...freed]
}

/** Whether a line has one of the labels with content after it. */
function isLabelled(words: string, labels: readonly ('source' | 'takeaways')[], { vocabulary }: ParseContext): boolean {
  return labels.some((label) => {
    const length = labelLength(words, vocabulary, label)
    return length !== undefined && length < words.length
  })
}

function freeFromList(list: List, context: ParseContext): RootContent[] {
  const item = list.children.at(-1)
  const last = item?.children.at(-1)
  if (!item || last?.type !== 'paragraph') return [list]
  const [own, ...freed] = splitParagraph(last, context)
  if (!own || freed.length === 0) return [list]
  const shorter = { ...item, children: [...item.children.slice(0, -1), own as Paragraph] }
  return [{ ...list, children: [...list.children.slice(0, -1), shorter] }, ...freed]
}

function splitParagraph(paragraph: Paragraph, context: ParseContext): Paragraph[] {
  const groups: PhrasingContent[][][] = []
  const all = splitLines(paragraph.children, context)
  // Several lines such as `👉 [Title](…)` are a list.
  const pointer = all.filter(isPointer).length === 1 ? all.findIndex(isPointer) : -1
  for (const [at, line] of all.entries()) {
    const group = groups.at(-1)
    if (!group || at === pointer || isLabelLine(line, context)) groups.push([line])
    else group.push(line)
  }
  if (groups.length < 2) return [paragraph]
  return groups.map((lines) => {
    const children = lines.flatMap((line, at) => [...(at > 0 ? [lineEnd] : []), ...line])
    const start = children[0]?.position?.start ?? paragraph.position?.start
    return { type: 'paragraph', children, ...(start && { position: { start, end: start } }) }
  })
}

const lineEnd: PhrasingContent = { type: 'text', value: '\n' }

function isLabelLine(line: readonly PhrasingContent[], { vocabulary }: ParseContext): boolean {
  const words = line.map(wordsOf).join('')
  const isBold = line[0]?.type === 'strong'
  const isBare = /[:：]\s*$/.test(words) && matchesName(words, vocabulary.headings.takeaways)
  const isInline = isBold && labelLength(words, vocabulary, 'takeaways') !== undefined
  return isBare || isInline || labelLength(words, vocabulary, 'source') !== undefined || isLinkLine(line)
}

/** `Link: https://…` on a line of its own. */
function isLinkLine(line: readonly PhrasingContent[]): boolean {
  return sourceLabelLength(line.map(wordsOf).join('')) > 0 && isSourceLine(line)
}

/** Splits text at the line ends of the source. */
function splitLines(children: readonly PhrasingContent[], context: ParseContext): PhrasingContent[][] {
  const lines: PhrasingContent[][] = [[]]
  for (const node of children) {
    const pieces = node.type === 'text' ? node.value.split('\n') : []
    if (pieces.length < 2) {
      lines.at(-1)?.push(node)
      continue
    }
    const first = node.position?.start.line ?? 1
    for (const [at, value] of pieces.entries()) {
      if (at > 0) lines.push([])
      const position = at === 0 ? node.position : lineStart(first + at, context)
      if (value !== '') lines.at(-1)?.push({ type: 'text', value, ...(position && { position }) })
    }
  }
  return lines
}

function lineStart(line: number, context: ParseContext) {
  const column = (/^[\s>]*/.exec(context.lines[line - 1] ?? '')?.[0].length ?? 0) + 1
  return { start: { line, column }, end: { line, column } }
}
