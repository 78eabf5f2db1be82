import type { RootContent } from 'mdast'
import { unstyled } from '../../domain/build.ts'
import type { Inline } from '../../domain/digest.ts'
import { firstLink, plainText } from '../../domain/text.ts'
import { withoutMailParts } from '../import/mail-parts.ts'
import { wordsOf } from './chapters.ts'
import type { ParseContext } from './context.ts'
import { dropStart, trimEnd, trimStart } from './inline-text.ts'
import { readInlines } from './inlines.ts'
import {
  endingLabelLength,
  endingLinks,
  isCallToRead,
  isLoneLink,
  isSourceLine,
  sourceLabelLength,
} from './source-lines.ts'

/**
 * Removes a line that consists of links from the end or the beginning of a text, or a labelled one from anywhere.
 * `hasMore`: whether the section has text elsewhere.
 */
export function takeLinkLine(
  nodes: RootContent[],
  hasMore: boolean,
  context: ParseContext,
): readonly Inline[] | undefined {
  const isContent = (node: RootContent) =>
    node.type !== 'thematicBreak' && node.type !== 'definition' && withoutMailParts([node]).length > 0
  const [first, last] = [nodes.findIndex(isContent), nodes.findLastIndex(isContent)]
  const labelled = nodes.findIndex((node) => node.type === 'paragraph' && sourceLabelLength(wordsOf(node)) > 0)
  for (const at of [last, first, labelled]) {
    const node = nodes[at]
    // A section needs more than its source: an address that is the whole text stays there.
    if (node?.type !== 'paragraph') continue
    if (!isSourceLine(node.children) && !(at === last && isLastLink(nodes, at))) continue
    if (first === last && !hasMore && !isCallToRead(wordsOf(node))) continue
    const written = readInlines(node.children, context)
    if (firstLink(written) === undefined) continue
    nodes.splice(at, 1)
    return withoutBrackets(dropStart(written, sourceLabelLength(plainText(written))))
  }
  return undefined
}

/** Whether the last paragraph is one link, whatever its words, and no item of several. */
function isLastLink(nodes: readonly RootContent[], at: number): boolean {
  const isLink = (node: RootContent | undefined) => node?.type === 'paragraph' && isLoneLink(node.children)
  return isLink(nodes[at]) && !isLink(nodes[at - 1])
}

/** `[[pdf](…)] [[abs](…)]` without the brackets around its links. */
function withoutBrackets(line: readonly Inline[]): readonly Inline[] {
  const isFramed = line.every(
    (node) => node.type === 'link' || (node.type === 'text' && /^[\s[\]|·]*$/.test(node.value)),
  )
  const links = line.filter(({ type }) => type === 'link')
  if (!isFramed || !line.some((node) => node.type === 'text' && /[[\]]/.test(node.value))) return line
  return links.flatMap((link, at): Inline[] => (at > 0 ? [unstyled(' | '), link] : [link]))
}

/** Removes the links after the last sentence of a text: those with a label, and others in a file of any form. */
export function takeEndingLinks(nodes: RootContent[], context: ParseContext): readonly Inline[] | undefined {
  const at = nodes.findLastIndex(({ type }) => type !== 'thematicBreak' && type !== 'definition')
  const last = nodes[at]
  const start = last?.type === 'paragraph' ? endingLinks(last.children) : undefined
  if (last?.type !== 'paragraph' || start === undefined) return undefined
  const written = trimEnd(readInlines(last.children.slice(start), context))
  // A link that no chat can open stays as text.
  if (firstLink(written) === undefined) return undefined
  const own = last.children.slice(0, start)
  const before = own.at(-1)
  const text = before?.type === 'text' ? before.value : ''
  const label = text.slice(text.length - endingLabelLength(text))
  // In the format a link without a label belongs to its sentence.
  if (!context.isFreeForm && label === '') return undefined
  const isBracketed = /^\s*[(（[]/.test(label) || /[(（[]$/.test(text)
  const opening = text.slice(0, text.length - label.length).replace(/\s*[(（[]*$/, '')
  const [end = ''] = isBracketed ? (/[.。]$/.exec(plainText(written)) ?? []) : []
  const value = /[.!?…。！？]["'”’»」』)）]*$/.test(opening) ? opening : opening + end
  if (before?.type === 'text') own.splice(-1, 1, { ...before, value })
  nodes.splice(at, 1, { ...last, children: own })
  const links = isBracketed ? withoutBrackets(written) : written
  if (links !== written) return links
  const [close] = isBracketed ? written.slice(-1) : []
  if (close?.type !== 'text') return trimStart(written)
  return trimStart([...written.slice(0, -1), { ...close, value: close.value.replace(/[)）\]][.。]?$/, '') }])
}

/** A title that is a link is its own source. */
export function linkOfTitle(title: readonly Inline[]): readonly Inline[] | undefined {
  const [only, ...others] = title.filter((node) => plainText([node]).trim() !== '')
  if (only?.type === 'link' && others.length === 0) return [only]
  return only && 'children' in only && only.type !== 'link' && others.length === 0
    ? linkOfTitle(only.children)
    : undefined
}
