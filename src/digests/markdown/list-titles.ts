import type { List, ListItem, Paragraph, RootContent } from 'mdast'
import { wordsOf } from './chapters.ts'
import { splitLine } from './line-ends.ts'

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

function hasTitles({ children }: List): boolean {
  return areTitled(
    children.map(({ children: [first] }) => (first?.type === 'paragraph' ? wordsOf(first).split('\n') : [])),
  )
}

/**
 * Whether the first lines of texts are titles: the author ended them although the next word would have fitted into
 * the longest line, of at least `least` characters, and no sentence continues below.
 */
export function areTitled(texts: readonly (readonly string[])[], least = 0): boolean {
  const width = Math.max(least, ...texts.flat().map((line) => line.length))
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

/** Items that begin with a heading, as outliners such as Logseq write all text, as that heading and what is below it. */
export function unfoldOutline(node: RootContent): RootContent[] {
  if (node.type !== 'list' || !node.children.some(({ children: [first] }) => first?.type === 'heading')) return [node]
  return node.children.flatMap((item) => {
    const [first, ...rest] = item.children
    if (first?.type !== 'heading') return [{ ...node, children: [item] }]
    return [first, ...rest.flatMap(unfoldOutline)]
  })
}

/** With fewer letters than this, nested items say more than the ones above them. */
const deepTitleMax = 60

/** A list of titles with lists of lists below them: each title as a heading. */
export function splitOutline(given: readonly RootContent[]): RootContent[] {
  const nodes = given.flatMap(unwrapOutline)
  const lists = nodes.filter((node) => node.type === 'list')
  const [list] = lists
  const isDeep = ({ children }: ListItem) =>
    children.some((node) => node.type === 'list' && node.children.some((item) => item.children.some(isList)))
  const isTitled = ({ children: [first, second, ...others] }: ListItem) => {
    const words = first?.type === 'paragraph' ? wordsOf(first) : ''
    const isTitle = words !== '' && words.length <= deepTitleMax && !/\n|[.。!！?？:：]$/.test(words)
    return isTitle && second?.type === 'list' && others.length === 0
  }
  if (!list || lists.length > 1 || list.children.length < 2) return [...given]
  if (!list.children.every(isTitled) || !list.children.some(isDeep)) return [...given]
  return nodes.flatMap((node): RootContent[] =>
    node !== list
      ? [node]
      : list.children.flatMap(({ position, children: [first, ...rest] }): RootContent[] => [
          {
            type: 'heading',
            depth: 2,
            children: first?.type === 'paragraph' ? first.children : [],
            ...(position && { position }),
          },
          ...rest,
        ]),
  )
}

function isList({ type }: RootContent): boolean {
  return type === 'list'
}

/** The list in the only item of another, below the words of that item, as Roam exports a page. */
function unwrapOutline(node: RootContent): RootContent[] {
  const [only, ...others] = node.type === 'list' ? node.children : []
  const [first, second, ...rest] = only?.children ?? []
  const isWrapper = first?.type === 'paragraph' && second?.type === 'list' && others.length + rest.length === 0
  return isWrapper ? [first, second] : [node]
}
