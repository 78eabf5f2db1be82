import type { Heading, List, Nodes, RootContent } from 'mdast'
import { wordsOf } from './chapters.ts'
import type { ParseContext } from './context.ts'
import { matchesName } from './vocabulary-match.ts'

/** Where a program puts a list of the headings. */
const contentsPlace = /^\s*(?:\[toc\]|\[\[_?toc_?\]\]|\$\{toc\}|\{\{\s*toc\s*\}\}|@\[toc\].*)\s*$/i

/** Whether a program would put the list of contents in the place of a block. Its marks are not read yet. */
export function isContentsPlace(node: RootContent): boolean {
  if (node.type === 'list') return /\{:\s*toc\b[^}\n]*\}\s*$/.test(wordsOf(node))
  return node.type === 'paragraph' && contentsPlace.test(wordsOf(node))
}

/** The share of the items that name a heading; a list may leave out some or shorten them. */
const namedShare = 0.7

/** Rules and anchors between the list and the next heading, in blocks. */
const besideMax = 4

/** Turns the heading of a list of contents, the first or below a title, into a line in bold: the list is not a section. */
export function withContentsAsText(
  nodes: readonly RootContent[],
  { vocabulary }: ParseContext,
): readonly RootContent[] {
  const headings = nodes.filter((node) => node.type === 'heading')
  const titles = new Set(headings.map((heading) => letters(wordsOf(heading))))
  const isContents = (heading: Heading) => {
    const at = nodes.indexOf(heading)
    const list = nodes[at + 1]
    const after = nodes.slice(at + 2, at + 2 + besideMax).find((node) => wordsOf(node).trim() !== '')
    return list?.type === 'list' && (!after || after.type === 'heading') && namesTitles(list, titles)
  }
  const contents = headings.slice(0, 2).find(isContents)
  // Below `TL;DR` stands the overview.
  if (!contents || matchesName(wordsOf(contents), vocabulary.headings.takeaways)) return nodes
  const { children, position } = contents
  const line: RootContent = {
    type: 'paragraph',
    children: [{ type: 'strong', children }],
    ...(position && { position }),
  }
  return nodes.map((node) => (node === contents ? line : node))
}

function namesTitles(list: List, titles: ReadonlySet<string>): boolean {
  const items = itemsOf(list)
  const named = items.filter((item) => titles.has(letters(wordsOf(item))) && !leadsElsewhere(item))
  return items.length > 1 && named.length >= items.length * namedShare
}

/** All items, including nested ones. */
function itemsOf({ children }: List): RootContent[] {
  return children.flatMap((item) => item.children.flatMap((node) => (node.type === 'list' ? itemsOf(node) : [node])))
}

/** Whether a link in an item leads to another page. */
function leadsElsewhere(node: Nodes): boolean {
  if (node.type === 'link') return !node.url.includes('#')
  return 'children' in node && node.children.some(leadsElsewhere)
}

/** Without numbers in front, emoji and punctuation. */
function letters(words: string): string {
  return words
    .toLowerCase()
    .replace(/^\s*[\d.]+\s/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
}
