import type { Paragraph, PhrasingContent, RootContent } from 'mdast'
import { wordsOf } from './chapters.ts'
import type { ParseContext } from './context.ts'
import { matchesName } from './vocabulary-match.ts'

/** A longer line in bold is a statement, in characters. */
const titleMax = 120

/** Below this many of them, a line in bold is emphasis. */
const titlesMin = 2

/**
 * In a text without headings, lines in bold take their place: at least two, each with a text below. A line with a colon
 * at its end leads over to a list.
 */
export function boldTitles(nodes: readonly RootContent[], context: ParseContext): readonly RootContent[] {
  if (nodes.some(({ type }) => type === 'heading')) return nodes
  const split = nodes.map((node) => (node.type === 'paragraph' ? splitTitle(node, context) : [node]))
  const pieces = split.flat()
  const isBare = pieces.some(({ type }, at) => type === 'heading' && (pieces[at + 1]?.type ?? 'heading') === 'heading')
  const titles = pieces.filter(({ type }) => type === 'heading').length
  return titles >= titlesMin && !isBare ? pieces : nodes
}

/** The line in bold at the beginning of a paragraph as a heading, and the lines below it. */
function splitTitle(paragraph: Paragraph, context: ParseContext): RootContent[] {
  const { position, children } = paragraph
  const at = children.findIndex(({ type }) => type === 'strong')
  const title = children.slice(0, at + 1)
  const rest = children.slice(at + 1)
  const words = title.map(wordsOf).join('').trim()
  const { takeaways, source } = context.vocabulary.headings
  const isLabel = /[:：]$/.test(words) || [takeaways, source].some((names) => matchesName(words, names))
  const isPlain = title.slice(0, -1).every((node) => node.type === 'text' && !/[\p{L}\n]/u.test(node.value))
  if (at < 0 || isLabel || !isPlain || words === '' || words.length > titleMax || words.includes('\n'))
    return [paragraph]
  const below = withoutLineEnd(rest)
  if (!below) return [paragraph]
  const heading = { type: 'heading' as const, depth: 2 as const, children: title, ...(position && { position }) }
  return below.length > 0 ? [heading, { ...paragraph, children: below }] : [heading]
}

/** What is on the next lines; undefined if the line goes on. */
function withoutLineEnd([first, ...rest]: readonly PhrasingContent[]): PhrasingContent[] | undefined {
  if (!first || first.type === 'break') return rest
  if (first.type !== 'text' || !/^[ \t]*\n/.test(first.value)) return undefined
  const value = first.value.replace(/^\s+/, '')
  return value === '' ? rest : [{ ...first, value }, ...rest]
}
