import { unstyled } from '../../domain/build.ts'
import type { Block } from '../../domain/digest.ts'
import { readBlocks } from './blocks.ts'
import type { ParseContext } from './context.ts'
import { mergeTexts } from './inline-text.ts'

/** The footnotes cited since the last call, each as blocks that begin with its number: `[1] …`. */
export function takeFootnotes(context: ParseContext): Block[] {
  const blocks: Block[] = []
  // A footnote may cite others, which then come after it.
  for (const identifier of untaken(context)) {
    const note = context.footnotes.get(identifier)
    context.taken.add(identifier)
    if (!note) continue
    const label = unstyled(`[${context.cited.indexOf(identifier) + 1}] `)
    const [first, ...rest] = readBlocks(note.children, context, 1)
    if (first?.type === 'paragraph') {
      blocks.push({ type: 'paragraph', children: mergeTexts([label, ...first.children]) }, ...rest)
    } else blocks.push({ type: 'paragraph', children: [label] }, ...(first ? [first] : []), ...rest)
  }
  return blocks
}

function* untaken(context: ParseContext): Generator<string> {
  for (let at = 0; at < context.cited.length; at++) {
    const identifier = context.cited[at]
    if (identifier !== undefined && !context.taken.has(identifier)) yield identifier
  }
}
