import type { Inline } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import { dropStart, text, trimStart } from '../markdown/inline-text.ts'

/** The first `count` characters of styled text, without blanks at their end, and the rest without blanks at its start. */
export function splitAt(inlines: readonly Inline[], count: number): [Inline[], Inline[]] {
  return [trimEnd(takeStart(inlines, count)), dropStart(inlines, count)]
}

/** Styled text cut into pieces wherever one of these stretches of its plain text stands. */
export function cutOut(inlines: readonly Inline[], gaps: readonly { index: number; length: number }[]): Inline[][] {
  const pieces: Inline[][] = []
  let start = 0
  for (const gap of [...gaps, { index: plainText(inlines).length, length: 0 }]) {
    pieces.push(trimEnd(trimStart(takeStart(dropExactly(inlines, start), gap.index - start))))
    start = gap.index + gap.length
  }
  return pieces
}

function takeStart(inlines: readonly Inline[], count: number): Inline[] {
  const taken: Inline[] = []
  let left = count
  for (const node of inlines) {
    if (left <= 0) break
    const length = plainText([node]).length
    taken.push(length <= left ? node : takeFrom(node, left))
    left -= length
  }
  return taken
}

function takeFrom(node: Inline, count: number): Inline {
  if ('children' in node) return { ...node, children: takeStart(node.children, count) }
  return node.type === 'break' ? node : { ...node, value: node.value.slice(0, count) }
}

function dropExactly(inlines: readonly Inline[], count: number): Inline[] {
  return count > 0 ? dropStart(inlines, count) : [...inlines]
}

/** Without blanks and line breaks at the end. */
export function trimEnd(inlines: readonly Inline[]): Inline[] {
  const last = inlines.at(-1)
  const rest = inlines.slice(0, -1)
  if (!last) return []
  if (last.type === 'break') return trimEnd(rest)
  if (last.type === 'text') {
    const value = last.value.trimEnd()
    return value === '' ? trimEnd(rest) : [...rest, text(value)]
  }
  if (!('children' in last)) return [...inlines]
  const children = trimEnd(last.children)
  return children.length === 0 ? trimEnd(rest) : [...rest, { ...last, children }]
}
