import type { Block } from '../../domain/digest.ts'
import { readBlocks } from './blocks.ts'
import type { Manuscript } from './context.ts'
import { mergeTexts, text } from './inline-text.ts'

/** The footnotes cited since the last call, each as blocks that begin with its number: `[1] …`. */
export function takeFootnotes(manuscript: Manuscript): Block[] {
  const blocks: Block[] = []
  // A footnote may cite others, which then come after it.
  for (const identifier of untaken(manuscript)) {
    const note = manuscript.footnotes.get(identifier)
    manuscript.taken.add(identifier)
    if (!note) continue
    const label = text(`[${manuscript.cited.indexOf(identifier) + 1}] `)
    const [first, ...rest] = readBlocks(note.children, manuscript, 1)
    if (first?.type === 'paragraph') {
      blocks.push({ type: 'paragraph', children: mergeTexts([label, ...first.children]) }, ...rest)
    } else blocks.push({ type: 'paragraph', children: [label] }, ...(first ? [first] : []), ...rest)
  }
  return blocks
}

function* untaken(manuscript: Manuscript): Generator<string> {
  for (let at = 0; at < manuscript.cited.length; at++) {
    const identifier = manuscript.cited[at]
    if (identifier !== undefined && !manuscript.taken.has(identifier)) yield identifier
  }
}
