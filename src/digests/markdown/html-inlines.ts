import type { Nodes, PhrasingContent } from 'mdast'
import { decodeEntities } from './html-tags.ts'
import type { HtmlElement, HtmlNode } from './html-tree.ts'

const emphasisTags = { b: 'strong', strong: 'strong', i: 'emphasis', em: 'emphasis', cite: 'emphasis' } as const
const strikeTags = ['s', 'del', 'strike']
const codeTags = ['code', 'kbd', 'samp', 'tt', 'var']
const embeddedTags = ['iframe', 'video', 'audio', 'embed']
const plainTags = [
  'span',
  'font',
  'u',
  'ins',
  'mark',
  'small',
  'big',
  'abbr',
  'q',
  'time',
  'label',
  'sub',
  'sup',
  'picture',
]
export const emptyTags = ['wbr', 'source', 'input', 'meta', 'link', 'col', 'colgroup']
export const headingTags = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']
const boxTags = [
  'p',
  'div',
  'center',
  'section',
  'article',
  'header',
  'footer',
  'main',
  'nav',
  'aside',
  'figure',
].concat([
  'figcaption',
  'details',
  'summary',
  'address',
  'dl',
  'dt',
  'dd',
  'body',
  'html',
  'thead',
  'tbody',
  'tfoot',
  'caption',
])
/** The tags of blocks. */
export const blockTags = new Set([
  ...boxTags,
  ...headingTags,
  'ul',
  'ol',
  'li',
  'blockquote',
  'pre',
  'hr',
  'table',
  'tr',
  'td',
  'th',
])

/** The tags with a meaning; any other is text. */
export const htmlTags: ReadonlySet<string> = new Set([
  ...Object.keys(emphasisTags),
  ...strikeTags,
  ...codeTags,
  ...embeddedTags,
  ...plainTags,
  ...emptyTags,
  ...blockTags,
  ...['a', 'img', 'br'],
])

/** Content inside a paragraph, heading or cell. Blocks there are set apart by line ends. */
export function phrasing(nodes: readonly HtmlNode[]): PhrasingContent[] {
  return nodes.flatMap((node) => inlineOf(node))
}

function inlineOf(node: HtmlNode): PhrasingContent[] {
  if ('text' in node) return [textAt(decodeEntities(node.text), node.at)]
  if ('node' in node) return [node.node as PhrasingContent]
  const { tag, attributes, children, at } = node
  const place = { ...(at.position && { position: at.position }) }
  const inside = () => phrasing(children)
  if (tag in emphasisTags)
    return [{ type: emphasisTags[tag as keyof typeof emphasisTags], children: inside(), ...place }]
  if (strikeTags.includes(tag)) return [{ type: 'delete', children: inside(), ...place }]
  if (codeTags.includes(tag)) return codeOf(node)
  if (tag === 'sub' || tag === 'sup') return raised(node)
  if (tag === 'br' || tag === 'hr') return [{ type: 'break', ...place }]
  if (emptyTags.includes(tag)) return []
  const { href, src, alt = '', title } = attributes
  const titled = { ...(title && { title }), ...place }
  if (tag === 'img' && isPixel(attributes)) return []
  if (tag === 'img') return src ? [{ type: 'image', url: src.trim(), alt, ...titled }] : alt ? [textAt(alt, at)] : []
  if (tag === 'a' && href) return [{ type: 'link', url: href.trim(), children: inside(), ...titled }]
  if (embeddedTags.includes(tag) && src) {
    const words = children.some((child) => wordsIn(child).trim() !== '') || !title ? inside() : [textAt(title, at)]
    return [{ type: 'link', url: src.trim(), children: words, ...place }]
  }
  if (!blockTags.has(tag)) return inside()
  const line: PhrasingContent = { type: 'break', ...place }
  return [line, ...inside(), line]
}

/** Whether an image is a tracking pixel. */
function isPixel({ width = '', height = '' }: HtmlElement['attributes']): boolean {
  return /^[0-2](?:px)?$/.test(width) && /^[0-2](?:px)?$/.test(height)
}

function codeOf({ children, at }: HtmlElement): PhrasingContent[] {
  // Code would drop a link or an image inside it.
  const isText = children.every((child) => 'text' in child || ('node' in child && child.node.type === 'text'))
  if (!isText) return phrasing(children)
  const value = children.map(wordsIn).join('').replace(/\s+/g, ' ').trim()
  return value === '' ? [] : [{ type: 'inlineCode', value, ...(at.position && { position: at.position }) }]
}

const small = {
  sup: new Map([...'0123456789+-=()ni'].map((sign, at) => [sign, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ'][at] ?? sign])),
  sub: new Map([...'0123456789+-=()aeox'].map((sign, at) => [sign, [...'₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓ'][at] ?? sign])),
}

/** `x<sup>2</sup>` becomes `x²`: chats support no other superscripts or subscripts. */
function raised({ tag, children, at }: HtmlElement): PhrasingContent[] {
  const isText = children.every((child) => 'text' in child || ('node' in child && child.node.type === 'text'))
  const text = isText ? raisedText(tag as 'sub' | 'sup', children.map(wordsIn).join('')) : undefined
  return text === undefined ? phrasing(children) : [textAt(text, at)]
}

/**
 * A text in superscript or subscript characters, or a number after `^` or `_` if a character is missing; undefined for
 * other words.
 */
export function raisedText(tag: 'sub' | 'sup', text: string): string | undefined {
  const signs = [...text.replace(/[−–]/g, '-')].map((sign) => small[tag].get(sign))
  if (text !== '' && signs.every((sign) => sign !== undefined)) return signs.join('')
  return /^[+−–-]?\d[\d.,/]*$/.test(text) ? `${tag === 'sup' ? '^' : '_'}${text}` : undefined
}

/** The words of a node, without their markup. */
export function wordsIn(node: HtmlNode): string {
  if ('text' in node) return decodeEntities(node.text)
  if ('node' in node) return 'value' in node.node ? node.node.value : ''
  return node.tag === 'br' ? '\n' : node.children.map(wordsIn).join('')
}

function textAt(value: string, at: Nodes): PhrasingContent {
  return { type: 'text', value, ...(at.position && { position: at.position }) }
}
