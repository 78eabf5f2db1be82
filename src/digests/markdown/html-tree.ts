import type { Nodes } from 'mdast'
import { type HtmlTag, type HtmlToken, tokenizeHtml } from './html-tags.ts'

/** HTML that may hold Markdown: an element, a text, or a node that the parser of Markdown made. */
export type HtmlNode = HtmlElement | { readonly text: string; readonly at: Nodes } | { readonly node: Nodes }

export interface HtmlElement {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: HtmlNode[]
  /** The node that its tag is in. */
  readonly at: Nodes
}

export interface HtmlEvents {
  /** A comment, a script or a style, which is dropped. */
  onDropped(what: 'comment' | 'script', at: Nodes): void
  /** A tag that is shown as it is written. */
  onUnknown(at: Nodes): void
}

/** Deeper elements are reduced to their text. */
const maxDepth = 30

/**
 * Elements that implicitly close an open one of their kind, as in `<li>a<li>b`, each with the parents that end the
 * search.
 */
const siblings: Readonly<Record<string, readonly string[]>> = {
  p: ['td', 'th', 'li', 'blockquote', 'div', 'details'],
  li: ['ul', 'ol'],
  tr: ['table'],
  td: ['table', 'tr'],
  th: ['table', 'tr'],
  dt: ['dl'],
  dd: ['dl'],
}

/** HTML is sanitized: these elements are dropped with their content. */
const droppedTags = new Set(['script', 'style'])

/** Attributes that have no value. */
const flags =
  /^(?:allowfullscreen|async|autoplay|checked|compact|controls|defer|disabled|download|hidden|inert|ismap|itemscope|loop|multiple|muted|noshade|novalidate|nowrap|open|playsinline|readonly|required|reversed|selected|data-.*|x-.*)$/

const inlineTags = new Set([
  'a',
  'b',
  'i',
  'q',
  's',
  'u',
  'em',
  'tt',
  'var',
  'code',
  'time',
  'label',
  'mark',
  'small',
  'big',
  'strong',
])

/** Text that only looks like HTML: `a <b and c>`, `Vec<i>`. */
function looksLikeWords({ tag, attributes, raw }: HtmlTag, before: HtmlNode | undefined): boolean {
  const names = Object.keys(attributes)
  if (names.length > 0) return !raw.includes('=') && !names.every((name) => flags.test(name))
  const text =
    before && ('text' in before ? before.text : 'node' in before && 'value' in before.node ? before.node.value : '')
  return inlineTags.has(tag) && /[\p{L}\p{N}]$/u.test(text ?? '')
}

function closes(node: Nodes, tag: string): boolean {
  return node.type === 'html' && node.value.toLowerCase().includes(`</${tag}`)
}

/** The children of a node, with tags as elements. `known` are the tags with a meaning; others are text. */
export function htmlTree(children: readonly Nodes[], known: ReadonlySet<string>, events: HtmlEvents): HtmlNode[] {
  const root: HtmlElement = { tag: '', attributes: {}, children: [], at: children[0] ?? { type: 'root', children: [] } }
  const stack: HtmlElement[] = [root]
  let dropping: string | undefined
  let index = 0
  const top = () => stack.at(-1) ?? root
  const closings = new Map<string, number>()
  /** Where such a tag is closed for the last time. */
  const lastClosing = (tag: string) => {
    const found = closings.get(tag) ?? children.findLastIndex((node) => closes(node, tag))
    closings.set(tag, found)
    return found
  }
  const closeTo = (index: number) => stack.splice(index)
  const open = ({ tag, attributes, isVoid }: HtmlTag, at: Nodes) => {
    const around = siblings[tag]
    const before = around ? stack.findLastIndex((each) => each.tag === tag || around.includes(each.tag)) : -1
    if (stack[before]?.tag === tag) closeTo(before)
    const element: HtmlElement = { tag, attributes, children: [], at }
    top().children.push(element)
    if (!isVoid && stack.length < maxDepth) stack.push(element)
  }
  const takeTag = (token: HtmlTag, at: Nodes) => {
    if (
      token.type === 'open' &&
      !token.isVoid &&
      looksLikeWords(token, top().children.at(-1)) &&
      index > lastClosing(token.tag)
    ) {
      events.onUnknown(at)
      top().children.push({ text: token.raw.replaceAll('&', '&amp;'), at })
      return
    }
    const opened = stack.findLastIndex(({ tag }) => tag === token.tag)
    if (droppedTags.has(token.tag)) {
      if (token.type === 'close') return
      events.onDropped('script', at)
      if (!token.isVoid) dropping = token.tag
    } else if (!known.has(token.tag)) {
      events.onUnknown(at)
      top().children.push({ text: token.raw.replaceAll('&', '&amp;'), at })
    } else if (token.type === 'open') open(token, at)
    else if (opened > 0) closeTo(opened)
  }
  const take = (token: HtmlToken, at: Nodes) => {
    if (token.type === 'text') {
      if (!dropping) top().children.push({ text: token.raw, at })
    } else if (token.type === 'comment') {
      if (!dropping) events.onDropped('comment', at)
    } else if (!dropping) takeTag(token, at)
    else if (token.type === 'close' && token.tag === dropping) dropping = undefined
  }
  for (const [at, child] of children.entries()) {
    index = at
    if (child.type === 'html') for (const token of tokenizeHtml(child.value)) take(token, child)
    else {
      // An unclosed script would hide the rest of the text.
      if (dropping && at > lastClosing(dropping)) dropping = undefined
      if (!dropping) top().children.push({ node: child })
    }
  }
  return root.children
}
