import type { Paragraph, PhrasingContent, RootContent } from 'mdast'
import { wordsOf } from './chapters.ts'
import { shortAddress } from './inlines.ts'

/** A link around more blocks than this is an accident, such as a stray bracket. */
const cardMax = 10

/** The end of such a link, with nothing after it: `](https://…)`, `](/paper "Title")`. */
const ending = /\]\((\S+?)(?:\s+["“][^"”]*["”])?\)\s*$/

/**
 * Blocks where a link around some of them is the link of their first words. Converters of web pages write such links over several
 * paragraphs, where Markdown knows none: `[`, a picture, a title and a text, `](https://…)`.
 */
export function joinCards<Content extends RootContent>(nodes: readonly Content[]): Content[] {
  const joined: RootContent[] = []
  for (let at = 0; at < nodes.length; at += 1) {
    const opening = nodes[at] as Content
    const end = isOpening(opening)
      ? nodes.findIndex((node, place) => place > at && place <= at + cardMax && isEnding(node))
      : -1
    const closing = nodes[end]
    if (opening.type !== 'paragraph' || closing?.type !== 'paragraph') {
      joined.push(opening)
      continue
    }
    const [, url = ''] = ending.exec(wordsOf(closing)) ?? []
    const inside = [...withoutStart(opening), ...nodes.slice(at + 1, end), ...withoutEnd(closing)]
    joined.push(...linkCard(inside, url))
    at = end
  }
  // The blocks of a card may stand wherever its brackets did.
  return joined as Content[]
}

function isOpening(node: RootContent): boolean {
  const [first] = node.type === 'paragraph' ? node.children : []
  return first?.type === 'text' && /^\s*\[/.test(first.value) && !wordsOf(node).includes(']')
}

function isEnding(node: RootContent): boolean {
  const words = node.type === 'paragraph' ? wordsOf(node) : ''
  return ending.test(words) && !words.slice(0, words.lastIndexOf('](')).includes('[')
}

/** Without the bracket. Behind it, the marks of a heading are text to the parser. */
function withoutStart({ children: [first, ...rest], ...paragraph }: Paragraph): RootContent[] {
  const value = first?.type === 'text' ? first.value.replace(/^\s*\[\s*/, '') : ''
  const [marks = ''] = /^#{1,6}(?=\s)/.exec(value) ?? []
  const text = value.slice(marks.length).trimStart()
  const children: PhrasingContent[] = [...(text === '' ? [] : [{ type: 'text' as const, value: text }]), ...rest]
  if (children.length === 0) return []
  if (marks === '') return [{ ...paragraph, children }]
  const { position } = paragraph
  return [{ type: 'heading', depth: marks.length as 1 | 2 | 3 | 4 | 5 | 6, children, ...(position && { position }) }]
}

function withoutEnd(paragraph: Paragraph): RootContent[] {
  const at = paragraph.children.findLastIndex((node) => node.type === 'text' && node.value.includes(']('))
  const last = paragraph.children[at]
  const value = last?.type === 'text' ? last.value.slice(0, last.value.lastIndexOf('](')).trimEnd() : ''
  const children = [...paragraph.children.slice(0, at), ...(value === '' ? [] : [{ type: 'text' as const, value }])]
  return children.length === 0 ? [] : [{ ...paragraph, children }]
}

/** The blocks inside of a link: their title is the link, else their first line. Pictures without a description decorate it. */
export function linkCard(nodes: readonly RootContent[], url: string): RootContent[] {
  const hasWords = nodes.some((node) => wordsOf(node).trim() !== '')
  const kept = hasWords ? nodes.flatMap(withoutIcons) : nodes
  const isTitle = (node: RootContent) => node.type === 'heading' && wordsOf(node).trim() !== ''
  const title = kept.find(isTitle) ?? kept.find(({ type }) => type === 'paragraph')
  if ((title?.type !== 'heading' && title?.type !== 'paragraph') || title.children.some(({ type }) => type === 'link'))
    return [...kept, { type: 'paragraph', children: [linkTo(url, [{ type: 'text', value: shortAddress(url) }])] }]
  return kept.map((node) => (node === title ? { ...title, children: [linkTo(url, title.children)] } : node))
}

function linkTo(url: string, children: readonly PhrasingContent[]): PhrasingContent {
  const place = children.find(({ position }) => position)?.position
  return { type: 'link', url, children: [...children] as never[], ...(place && { position: place }) }
}

function withoutIcons(node: RootContent): RootContent[] {
  if (node.type !== 'paragraph') return [node]
  const children = node.children.filter((child) => child.type !== 'image' || child.alt?.trim())
  return children.length === 0 ? [] : [{ ...node, children }]
}
