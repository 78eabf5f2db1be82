import type { Paragraph, PhrasingContent, RootContent } from 'mdast'
import { wordsOf } from './chapters.ts'

/**
 * The beginning of a line in a table without cell borders: a time, a bullet that Markdown does not know, or an emoji.
 */
const opening = /^\s*(?:[([]?\d{1,2}:\d{2}(?::\d{2})?[)\]]?\s|[•◦‣▪▸►·→➤✓✔–—]\s|\p{Extended_Pictographic}(?<!\d))/u

/**
 * Keeps the line ends of a paragraph whose lines all begin with a label in bold, a time, a bullet or an emoji. Markdown
 * would join such lines.
 */
export function withLineEnds(paragraph: Paragraph): Paragraph {
  const lines: PhrasingContent[][] = [[]]
  for (const node of paragraph.children) {
    const pieces = node.type === 'text' ? node.value.split('\n') : []
    if (node.type !== 'text' || pieces.length < 2) lines.at(-1)?.push(node)
    for (const [at, value] of pieces.length > 1 ? pieces.entries() : []) {
      if (at > 0) lines.push([])
      if (value !== '' && node.type === 'text') lines.at(-1)?.push({ ...node, value })
    }
  }
  if (lines.length < 2 || !lines.every(isEntry)) return paragraph
  const lineEnd: PhrasingContent = { type: 'break' }
  return { ...paragraph, children: lines.flatMap((line, at) => (at > 0 ? [lineEnd, ...line] : line)) }
}

function isEntry([first, next]: readonly PhrasingContent[]): boolean {
  if (first?.type === 'text') return opening.test(first.value)
  if (first?.type !== 'strong') return false
  return /[:：]\s*$/.test(wordsOf(first)) || (next?.type === 'text' && /^\s*[:：]/.test(next.value))
}

/** The first line of a paragraph and the others. */
export function splitLine(children: readonly PhrasingContent[]): {
  title: PhrasingContent[]
  below: PhrasingContent[]
} {
  const at = children.findIndex(
    (child) => child.type === 'break' || (child.type === 'text' && child.value.includes('\n')),
  )
  const end = children[at]
  if (!end) return { title: [...children], below: [] }
  const [first = '', ...lines] = end.type === 'text' ? end.value.split('\n') : []
  const rest = lines.join('\n')
  return {
    title: [...children.slice(0, at), ...(first.trim() === '' ? [] : [{ type: 'text' as const, value: first }])],
    below: [...(rest.trim() === '' ? [] : [{ type: 'text' as const, value: rest }]), ...children.slice(at + 1)],
  }
}

/** A line of signs at the beginning of a paragraph, as plain text draws it, as a rule. */
export function splitDrawnRule(paragraph: RootContent): RootContent[] {
  if (paragraph.type !== 'paragraph') return [paragraph]
  const { title, below } = splitLine(paragraph.children)
  if (!/^\s*([=_~#+*─—–━═▬-])\1{7,}\s*$/u.test(title.map(wordsOf).join(''))) return [paragraph]
  const { position } = paragraph
  const rule = { type: 'thematicBreak' as const, ...(position && { position }) }
  return below.length > 0 ? [rule, { ...paragraph, children: below }] : [rule]
}
