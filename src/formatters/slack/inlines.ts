import type { Inline } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import { type TagColor, tagColor, type Vocabulary } from '../../domain/vocabulary.ts'
import { repeatsAddress, webAddress } from '../../domain/web-address.ts'
import type { InlineElement, LinkElement, Style, TextElement } from './block-kit.ts'
import { urlLimit } from './limits.ts'

/** A tag is passed on as a code span with a color, so that it can be anywhere in styled text and is never split. */
interface TagInline {
  readonly type: 'code'
  readonly value: string
  readonly color: TagColor
}

export function coloredTag(tag: string | undefined, vocabulary: Vocabulary): TagInline[] {
  return tag ? [{ type: 'code', value: tag, color: tagColor(vocabulary, tag) }] : []
}

export function isTag(node: Inline): node is TagInline {
  return node.type === 'code' && 'color' in node
}

/** Styled text as Slack's elements. Neighbours of one style are joined and empty ones, which Slack refuses, left out. */
export function inlineElements(inlines: readonly Inline[]): InlineElement[] {
  return joinElements(write(inlines, {}))
}

function write(inlines: readonly Inline[], style: Style, url?: string): InlineElement[] {
  return inlines.flatMap((node) => writeNode(node, style, url))
}

function writeNode(node: Inline, style: Style, url?: string): InlineElement[] {
  if (isTag(node)) return node.value === '' ? [] : [{ type: 'tag', text: node.value, color: node.color }]
  switch (node.type) {
    case 'text':
      return words(node.value, style, url)
    case 'code':
    case 'math':
      return words(node.value, { ...style, code: true }, url)
    case 'break':
      return words('\n', {})
    case 'channel':
      return [{ type: 'channel', channel_id: node.value }]
    case 'strong':
      return write(node.children, { ...style, bold: true }, url)
    case 'emphasis':
      return write(node.children, { ...style, italic: true }, url)
    case 'strike':
      return write(node.children, { ...style, strike: true }, url)
    case 'link':
      return link(node, style)
  }
}

function link(node: Extract<Inline, { type: 'link' }>, style: Style): InlineElement[] {
  const url = slackAddress(node.url)
  if (url) {
    const inside = write(node.children, style, url)
    return inside.length > 0 ? inside : [{ type: 'link', url, ...styled(style) }]
  }
  // An address to copy is better than a message that is rejected.
  const shown = node.url.replace(/^mailto:/i, '')
  const behind = repeatsAddress(plainText(node.children), node.url) ? '' : ` (${shown})`
  return node.children.length > 0 ? [...write(node.children, style), ...words(behind, style)] : words(shown, style)
}

/** The address of a link or button as it is sent to Slack; undefined for one that Slack does not accept. */
export function slackAddress(url: string): string | undefined {
  const address = webAddress(url)
  return address && address.length <= urlLimit ? address : undefined
}

function words(text: string, style: Style, url?: string): (TextElement | LinkElement)[] {
  if (text === '') return []
  return [url === undefined ? { type: 'text', text, ...styled(style) } : { type: 'link', url, text, ...styled(style) }]
}

function styled(style: Style): { style?: Style } {
  return Object.keys(style).length > 0 ? { style } : {}
}

/** Neighbours of one style as one. */
export function joinElements<T extends InlineElement>(elements: readonly T[]): T[] {
  const joined: T[] = []
  for (const element of elements) {
    const last = joined.at(-1)
    if (last && isWords(last) && isWords(element) && lookAlike(last, element)) {
      joined[joined.length - 1] = { ...last, text: last.text + element.text }
    } else joined.push(element)
  }
  return joined
}

type Words = (TextElement | LinkElement) & { readonly text: string }

function isWords(element: InlineElement): element is Words {
  return (element.type === 'text' || element.type === 'link') && element.text !== undefined
}

function lookAlike(a: Words, b: Words): boolean {
  const urls = [a, b].map((element) => (element.type === 'link' ? element.url : undefined))
  const [one = {}, other = {}] = [a.style, b.style]
  const flags = ['bold', 'italic', 'strike', 'code'] as const
  return urls[0] === urls[1] && flags.every((flag) => one[flag] === other[flag])
}
