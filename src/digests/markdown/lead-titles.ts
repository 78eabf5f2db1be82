import type { List, Paragraph, RootContent } from 'mdast'
import { wordsOf } from './chapters.ts'

/** With fewer such paragraphs, bold words at the beginning are emphasis in an essay. */
const itemsMin = 3

/** In characters. A longer beginning in bold is a sentence. */
const titleMax = 120

/**
 * Converts paragraphs that all begin with a title in bold, as in `**It works.** More about it`, to the list of notes
 * that they would be with a dash before each. Undefined for any other text.
 */
export function leadTitlesAsList(nodes: readonly RootContent[]): RootContent[] | undefined {
  const isLed = nodes.map((node) => node.type === 'paragraph' && beginsWithTitle(node))
  const [first, last] = [isLed.indexOf(true), isLed.lastIndexOf(true)]
  const items = nodes.slice(first, last + 1).filter(({ type }) => type !== 'thematicBreak')
  const paragraphs = items.filter((node): node is Paragraph => node.type === 'paragraph')
  const titles = new Set(paragraphs.map(titleOf))
  const areItems = paragraphs.length === items.length && isLed.filter(Boolean).length === items.length
  if (!areItems || items.length < itemsMin || titles.size < items.length) return undefined
  // `Problem: …` and `Method: …` are parts of one text, unless each has a link.
  const labels = paragraphs.filter((node) => /[:：]\s*$/.test(titleOf(node)) || /^\s*[:：]/.test(afterTitle(node)))
  if (labels.length > 1 && !paragraphs.every(({ children }) => children.some(({ type }) => type === 'link')))
    return undefined
  const list: List = {
    type: 'list',
    ordered: false,
    children: paragraphs.map((node) => ({
      type: 'listItem',
      children: [node],
      ...(node.position && { position: node.position }),
    })),
  }
  return [...nodes.slice(0, first), list, ...nodes.slice(last + 1)]
}

function beginsWithTitle(paragraph: Paragraph): boolean {
  const title = titleOf(paragraph)
  const rest = afterTitle(paragraph)
  return title !== '' && title.length <= titleMax && /^[ \t:：—–-]*[^\s:：—–-]/u.test(rest)
}

function titleOf({ children: [first] }: Paragraph): string {
  return first?.type === 'strong' ? wordsOf(first).trim() : ''
}

/** The words after the title. */
function afterTitle({ children: [, ...rest] }: Paragraph): string {
  return rest.map(wordsOf).join('')
}
