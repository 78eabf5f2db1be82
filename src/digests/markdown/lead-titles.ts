import type { List, ListItem, Paragraph, PhrasingContent, RootContent } from 'mdast'
import { wordsOf } from './chapters.ts'
import { splitLine } from './line-ends.ts'
import { areTitled } from './list-titles.ts'

/** With fewer such paragraphs, bold words at the beginning are emphasis in an essay. */
const itemsMin = 3

/** In characters. A longer beginning in bold is a sentence. */
const titleMax = 120

/** Paragraphs that are notes, as a list of them; undefined for other text. */
export function paragraphsAsList(nodes: readonly RootContent[]): RootContent[] | undefined {
  return leadTitlesAsList(nodes) ?? threadAsList(nodes) ?? firstLinesAsList(nodes) ?? addressesAsList(nodes)
}

/** Texts that all begin with an address, on the same line, the line or the paragraph before, as a list of notes. */
function addressesAsList(nodes: readonly RootContent[]): RootContent[] | undefined {
  const start = nodes.findIndex(beginsWithAddress)
  if (start < 0) return undefined
  const items: Paragraph[][] = []
  let end = start
  for (; end < nodes.length; end += 1) {
    const node = nodes[end] as RootContent
    const last = items.at(-1)
    if (node.type === 'paragraph' && beginsWithAddress(node)) items.push([node])
    else if (node.type === 'paragraph' && last?.length === 1 && last[0] && !hasWordsBehind(last[0])) last.push(node)
    else if (node.type !== 'thematicBreak') break
  }
  const isText = nodes.slice(end).some(beginsWithAddress)
  const areWhole = items.every(([first, second]) => second !== undefined || (first && hasWordsBehind(first)))
  if (items.length < itemsMin || isText || !areWhole) return undefined
  const children = items.map((item): ListItem => {
    const position = item[0]?.position
    return { type: 'listItem', children: item, ...(position && { position }) }
  })
  return [...nodes.slice(0, start), { type: 'list', ordered: false, children }, ...nodes.slice(end)]
}

function beginsWithAddress(node: RootContent): boolean {
  const [first] = node.type === 'paragraph' ? node.children : []
  return first?.type === 'link' && /^(?:https?:\/\/|www\.)\S+$/i.test(wordsOf(first))
}

function hasWordsBehind(paragraph: Paragraph): boolean {
  return /\p{L}/u.test(afterTitle(paragraph))
}

/**
 * Converts paragraphs that all begin with a title in bold, as in `**It works.** More about it`, to the list of notes
 * that they would be with a dash before each. Undefined for any other text.
 */
function leadTitlesAsList(nodes: readonly RootContent[]): RootContent[] | undefined {
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

/** Fewer numbered posts are no thread. */
const postsMin = 3

/** The number of a post in a thread: `1/`, `1/6`, `(1/6)`, also behind an emoji. */
const postNumber = /^\s*(?:\p{Extended_Pictographic}\ufe0f?\s*)?[(（]?(\d{1,2})\/(\d{1,2})?[)）]?(?=\s)/u

/** Posts of a thread that count from one on, as a list of notes. Undefined for other text. */
function threadAsList(nodes: readonly RootContent[]): RootContent[] | undefined {
  const posts: Paragraph[][] = []
  const start = nodes.findIndex((node) => numberOf(node) === 1)
  if (start < 0) return undefined
  for (const node of nodes.slice(start)) {
    if (node.type === 'thematicBreak') continue
    if (node.type !== 'paragraph') return undefined
    if (numberOf(node) === posts.length + 1) posts.push([node])
    else posts.at(-1)?.push(node)
  }
  const children = posts.map((post): ListItem => {
    const [{ position } = { position: undefined }] = post
    return { type: 'listItem', children: post, ...(position && { position }) }
  })
  // `1/2 of them`, `2/3 of us` are fractions.
  const totals = new Set(posts.map(([post]) => postNumber.exec(post ? wordsOf(post) : '')?.[2]))
  return posts.length < postsMin || totals.size > 1
    ? undefined
    : [...nodes.slice(0, start), { type: 'list', ordered: false, children }]
}

function numberOf(node: RootContent): number | undefined {
  const [, number] = node.type === 'paragraph' ? (postNumber.exec(wordsOf(node)) ?? []) : []
  return number === undefined ? undefined : Number(number)
}

/** Programs that wrap lines do it at this length or later, in characters. */
const wrapMin = 65

/**
 * Paragraphs that all have a title on their first line, above a sentence or an address, as a list of notes. Undefined for other
 * text.
 */
function firstLinesAsList(nodes: readonly RootContent[]): RootContent[] | undefined {
  const isStory = (node: RootContent): node is Paragraph => node.type === 'paragraph' && wordsOf(node).includes('\n')
  const [first, last] = [nodes.findIndex(isStory), nodes.findLastIndex(isStory)]
  const items = nodes.slice(first, last + 1).filter(({ type }) => type !== 'thematicBreak')
  const stories = items.filter(isStory)
  const texts = stories.map((node) => wordsOf(node).split('\n'))
  const isWhole = stories.length === items.length && nodes.length <= last - first + 3
  if (stories.length < itemsMin || !isWhole || !texts.every(isTitledText) || !areTitled(texts, wrapMin))
    return undefined
  const children = stories.map((story): ListItem => {
    const { title, below } = splitLine(story.children)
    const text: PhrasingContent[] = [{ type: 'strong', children: title }, { type: 'text', value: '\n' }, ...below]
    return {
      type: 'listItem',
      children: [{ ...story, children: text }],
      ...(story.position && { position: story.position }),
    }
  })
  return [...nodes.slice(0, first), { type: 'list', ordered: false, children }, ...nodes.slice(last + 1)]
}

/** Whether a line that is no sentence stands above one, or above an address. */
function isTitledText([title = '', ...lines]: readonly string[]): boolean {
  const isTitle = /^(?:\P{Ll}|\p{Ll}+\p{Lu})/u.test(title.trim()) && !/[.。!！?？…]$|^https?:/.test(title.trim())
  return isTitle && lines.some((line) => /[.。!！?？…]\s*$|https?:/.test(line))
}
