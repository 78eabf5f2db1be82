import type { List, ListItem, Paragraph, RootContent } from 'mdast'
import { wordsOf } from './chapters.ts'
import { splitLine } from './line-titles.ts'

/** In characters. A longer first line is a sentence. */
const titleMax = 100

/**
 * A list as notes have it: the first line of each item in bold where all items have a title above their text, and the lines of
 * a list in an item below its text.
 */
export function titledList(node: RootContent): RootContent {
  if (node.type !== 'list') return node
  const isTitled = node.children.length > 1 && (hasTitles(node) || node.children.every(hasTitleAbove))
  return { ...node, children: node.children.map((item) => titledItem(item, isTitled)) }
}

/**
 * Whether the first lines are titles: the author ended them although the next word would have fitted, and no sentence
 * continues below.
 */
function hasTitles({ children }: List): boolean {
  const texts = children.map(({ children: [first] }) => (first?.type === 'paragraph' ? wordsOf(first).split('\n') : []))
  const width = Math.max(...texts.flat().map((line) => line.length))
  return texts.every(([title = '', next = '']) => {
    const [word = ''] = next.trim().split(/\s/)
    const isOpen = title.length + 1 + word.length > width || /[,;:，；：、]\s*$/.test(title) || /^\p{Ll}/u.test(word)
    return next !== '' && title.trim() !== '' && title.length <= titleMax && (!isOpen || /^https?:/.test(word))
  })
}

/** Whether the first paragraph of an item is a title, and the next its text. */
function hasTitleAbove({ children: [first, second] }: ListItem): boolean {
  const title = first?.type === 'paragraph' ? wordsOf(first).trim() : ''
  const isLine = title !== '' && title.length <= titleMax && !/\n|[.。!！?？,，;；:：…]$/.test(title)
  return isLine && second?.type === 'paragraph'
}

function titledItem(item: ListItem, isTitled: boolean): ListItem {
  const [first, ...others] = item.children
  const children = others.flatMap((node) => (node.type === 'list' ? node.children.map(bulleted) : [node]))
  if (!isTitled || first?.type !== 'paragraph') return { ...item, children: first ? [first, ...children] : [] }
  const { title, below } = splitLine(first.children)
  const isBold = title[0]?.type === 'strong' || title[0]?.type === 'link'
  const head = isBold ? title : [{ type: 'strong' as const, children: title }]
  const rest = below.length > 0 ? [{ type: 'text' as const, value: '\n' }, ...below] : []
  const text: Paragraph = { ...first, children: [...head, ...rest] }
  return { ...item, children: [text, ...children] }
}

/** An item of a list in an item, as a line of its own. */
function bulleted({ children: [only] }: ListItem): Paragraph {
  const own = only?.type === 'paragraph' ? only.children : []
  return { type: 'paragraph', children: [{ type: 'text', value: '• ' }, ...own] }
}
