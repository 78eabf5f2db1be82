import type { Block, ListItem } from '../../domain/digest.ts'
import { allWords, type PageLine } from './page-line.ts'

/** Lines as blocks of running text; headings count their depth from the heading above, which has level `below`. */
export function toBlocks(lines: readonly PageLine[], below: number): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; ) {
    const bullets = lines.slice(at, lines.findIndex((line, index) => index >= at && !line.bullet) >>> 0)
    const line = lines[at] as PageLine
    if (bullets.length > 0) blocks.push(toList(bullets, 0))
    else if (line.block) blocks.push(line.block)
    else if (line.heading)
      blocks.push({ type: 'heading', depth: Math.max(1, line.heading - below), children: allWords(line) })
    else blocks.push({ type: 'paragraph', children: allWords(line) })
    at += Math.max(1, bullets.length)
  }
  return blocks
}

/** Bullets as a list, with lists inside. */
function toList(bullets: readonly PageLine[], depth: number): Block {
  const items: ListItem[] = []
  for (let at = 0; at < bullets.length; ) {
    const { bullet: _, ...line } = bullets[at] as PageLine
    const inner = bullets.slice(at + 1, endOfInner(bullets, at + 1, depth))
    const children = [...toBlocks([line], 3), ...(inner.length > 0 ? [toList(inner, depth + 1)] : [])]
    items.push({ children })
    at += 1 + inner.length
  }
  return { type: 'list', ordered: false, start: 1, items }
}

function endOfInner(bullets: readonly PageLine[], from: number, depth: number): number {
  const end = bullets.findIndex((line, index) => index >= from && (line.bullet?.depth ?? 0) <= depth)
  return end < 0 ? bullets.length : end
}
