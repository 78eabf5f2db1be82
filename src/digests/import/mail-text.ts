import type { PhrasingContent, RootContent } from 'mdast'
import { wordsOf } from '../markdown/chapters.ts'
import { findExceededLimit } from '../markdown/limits.ts'
import { parseMarkdown } from '../markdown/parse.ts'
import { withoutMailParts } from './mail-parts.ts'
import { rangeOf, withoutFieldLinks, withoutGreeting } from './merge-tags.ts'

/** The Markdown of a newsletter without what it says about the e-mail itself. */
interface MailText {
  /** Its lines have the numbers that they had. */
  readonly text: string
  /** How many lines in bold stand above other text, as titles do. */
  readonly boldLines: number
  /** The lines of links that lost their address, since a mailing program would have filled it in. */
  readonly linkLines: readonly number[]
  /** The first field that a mailing program would have filled in. */
  readonly field?: { readonly name: string; readonly line: number }
}

export function withoutMailText(given: string): MailText {
  const whole = given.replace(/\r\n?/g, '\n')
  // What takes too long to be parsed is refused by the reader, with its line.
  if (findExceededLimit(whole)) return { text: whole, boldLines: 0, linkLines: [] }
  const root = parseMarkdown(whole)
  const { text, lines: linkLines } = withoutFieldLinks(root, whole)
  const nodes = (text === whole ? root : parseMarkdown(text)).children.filter(
    ({ type }) => type !== 'yaml' && !isToml(type),
  )
  const kept = new Set(withoutMailParts(nodes))
  let result = text
  let field: MailText['field']
  for (const node of nodes.toReversed()) {
    const [start, end] = rangeOf(node)
    const { text: own, left } = kept.has(node) ? withoutGreeting(node, text) : { text: '', left: [] }
    if (left[0]) field = { name: left[0], line: node.position?.start.line ?? 1 }
    const lost = text.slice(start, end).split('\n').length - own.split('\n').length
    if (own.length < end - start) result = result.slice(0, start) + '\n'.repeat(lost) + own + result.slice(end)
  }
  return { text: result, boldLines: nodes.filter(beginsBold).length, linkLines, ...(field && { field }) }
}

/** Whether the first line of a paragraph is in bold, also as a link or with a picture in front. */
function beginsBold(node: RootContent): boolean {
  if (node.type !== 'paragraph') return false
  const end = node.children.findIndex(
    (child) => child.type === 'break' || (child.type === 'text' && /^\s*\n/.test(child.value)),
  )
  const line = end < 0 ? node.children : node.children.slice(0, end)
  return line.some(isBold) && line.every((child) => isBold(child) || !/[\p{L}\p{N}]/u.test(wordsOf(child)))
}

function isBold(node: PhrasingContent): boolean {
  if (node.type === 'strong') return true
  return (node.type === 'link' || node.type === 'emphasis') && node.children.length > 0 && node.children.every(isBold)
}

function isToml(type: RootContent['type'] | 'toml'): boolean {
  return type === 'toml'
}
