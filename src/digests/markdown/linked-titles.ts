import type { Heading, Paragraph, RootContent } from 'mdast'
import { wordsOf } from './chapters.ts'

/** Fewer lines that are bold links are calls such as `Read on`. */
const titlesMin = 3

/** In characters. A longer line is a sentence. */
const titleMax = 160

/**
 * Turns lines that are only a bold link, each with a text below, into headings one level below the heading above them:
 * newsletters with several chapters write the titles of stories in this way.
 */
export function linkedTitles(nodes: readonly RootContent[]): readonly RootContent[] {
  const isTitle = nodes.map((node) => node.type === 'paragraph' && isBoldLink(node))
  const hasText = (at: number) => {
    const next = nodes[at + 1]
    return next !== undefined && !isTitle[at + 1] && next.type !== 'heading' && next.type !== 'thematicBreak'
  }
  const places = [...isTitle.keys()].filter((at) => isTitle[at])
  if (places.length < titlesMin || !places.every(hasText)) return nodes
  const depths = nodes.flatMap((node) => (node.type === 'heading' ? [node.depth] : []))
  const depth = Math.min(6, Math.max(...depths) + 1) as Heading['depth']
  return nodes.map((node, at) =>
    node.type === 'paragraph' && isTitle[at] ? { ...node, type: 'heading', depth } : node,
  )
}

/** Whether a paragraph is one link in bold: `[**Title**](…)` or `**[Title](…)**`. */
export function isBoldLink(paragraph: Paragraph): boolean {
  const [outer, ...others] = paragraph.children
  if (others.length > 0 || wordsOf(paragraph).length > titleMax) return false
  if (outer?.type !== 'link' && outer?.type !== 'strong') return false
  const [inner, ...more] = outer.children
  return more.length === 0 && inner?.type === (outer.type === 'link' ? 'strong' : 'link')
}
