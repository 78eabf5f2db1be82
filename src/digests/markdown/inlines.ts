import type { Definition, Node, Nodes, PhrasingContent } from 'mdast'
import { unstyled } from '../../domain/build.ts'
import type { Inline } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import { webAddress } from '../../domain/web-address.ts'
import type { LinkFault } from '../../i18n/en/problems-digests.ts'
import { problemText } from '../../i18n/problems.ts'
import type { ParseContext } from './context.ts'
import { joinLines } from './inline-text.ts'

/** The styled text of a paragraph, heading or cell. */
export function readInlines(nodes: readonly PhrasingContent[], context: ParseContext): Inline[] {
  return joinLines(convertAll(nodes, context))
}

function convertAll(nodes: readonly PhrasingContent[], context: ParseContext): Inline[] {
  return nodes.flatMap((node) => convert(node, context))
}

function convert(node: PhrasingContent, context: ParseContext): Inline[] {
  switch (node.type) {
    case 'text':
      return [unstyled(node.value)]
    case 'inlineCode':
      return [{ type: 'code', value: node.value }]
    case 'inlineMath':
      return [{ type: 'math', value: node.value.replaceAll('\n', ' ') }]
    case 'break':
      return [{ type: 'break' }]
    case 'strong':
    case 'emphasis':
      return [{ type: node.type, children: convertAll(node.children, context) }]
    case 'delete':
      return [{ type: 'strike', children: convertAll(node.children, context) }]
    case 'html':
      // Read before, with the tree.
      return []
    case 'footnoteReference':
      return [unstyled(`[${cite(node.identifier, context)}]`)]
    case 'link':
    case 'linkReference': {
      // Links cannot be nested: an inner one becomes text, and so does an image.
      const children = unlink(convertAll(withoutIcons(node.children), context))
      return readLink({ ...target(node, context), children }, node, context)
    }
    case 'image':
    case 'imageReference': {
      const { url, title } = target(node, context)
      const words = node.alt?.trim() ?? ''
      // Such an address holds the image itself.
      if (/^(?:data|blob|cid):/i.test(url)) {
        const text = problemText('unusable-link', shorten(url), 'scheme')
        context.warn('unusable-link', text, node)
        return [unstyled(words)]
      }
      return readLink({ url, title, children: [unstyled(words || fileName(url))] }, node, context)
    }
    default:
      return wordsOf(node, context)
  }
}

/**
 * The content of a link without images that have no description, which only decorate its words: an icon, a thumbnail.
 */
function withoutIcons(nodes: readonly PhrasingContent[]): readonly PhrasingContent[] {
  const isIcon = (node: PhrasingContent) => node.type === 'image' && !node.alt?.trim()
  if (!nodes.some(isIcon) || nodes.every((node) => isIcon(node) || isBlankText(node))) return nodes
  return nodes.map((node, at) => (isIcon(node) ? { type: 'text', value: at > 0 && nodes[at + 1] ? ' ' : '' } : node))
}

function isBlankText(node: PhrasingContent): boolean {
  return node.type === 'break' || (node.type === 'text' && node.value.trim() === '')
}

/** A block inside a line, which HTML allows: its words, separated from the words around it. */
function wordsOf(node: Nodes, context: ParseContext): Inline[] {
  if (node.type === 'definition' || node.type === 'html') return []
  if ('children' in node) {
    const words = convertAll(node.children as PhrasingContent[], context)
    return words.length > 0 ? [unstyled('\n'), ...words, unstyled('\n')] : []
  }
  return 'value' in node ? [unstyled(node.value)] : []
}

/** The target of a link or image. */
export function target(
  node: { identifier: string } | Pick<Definition, 'url' | 'title'>,
  context: ParseContext,
): Pick<Definition, 'url' | 'title'> {
  return 'url' in node ? node : (context.definitions.get(node.identifier) ?? { url: '' })
}

function unlink(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((node): Inline[] => {
    if (!('children' in node)) return [node]
    return node.type === 'link' ? unlink(node.children) : [{ ...node, children: unlink(node.children) }]
  })
}

function cite(identifier: string, context: ParseContext): number {
  const number = context.cited.get(identifier) ?? context.cited.size + 1
  context.cited.set(identifier, number)
  return number
}

/** Whether no text is visible. */
export function isEmpty(inlines: readonly Inline[]): boolean {
  return plainText(inlines).trim() === ''
}

/** A link of the source. */
interface Written {
  readonly url: string
  /** The title in quotes after the address. */
  readonly title?: string | null | undefined
  readonly children: readonly Inline[]
}

/** The link, or only its text with a warning if the address is unusable or dangerous. */
function readLink({ url, title, children }: Written, node: Node, context: ParseContext): Inline[] {
  const address = checkAddress(url)
  const caption = title ? [unstyled(` (${title})`)] : []
  const shown = plainText(children).trim() === '' ? [unstyled(shortAddress(url))] : children
  if (url.startsWith('#')) {
    context.warnOnce('unusable-link', '#', problemText('same-page-link', shorten(url)), node)
    return [...shown, ...caption]
  }
  if ('fault' in address) {
    context.warn('unusable-link', problemText('unusable-link', shorten(url), address.fault), node)
    return [...shown, ...caption]
  }
  if (webAddress(address.url) === undefined && !/^mailto:/i.test(address.url)) {
    context.warn('unusable-link', problemText('private-link', shorten(url)), node)
  }
  return [{ type: 'link', url: address.url, children: shown }, ...caption]
}

/** An address as the words of its own link. */
export function shortAddress(url: string): string {
  return url.replace(/^https?:\/\/|^mailto:/i, '')
}

/** The last segment of an image's address: the name of an image without one. */
export function fileName(url: string): string {
  const name = url.split(/[?#]/)[0]?.split('/').filter(Boolean).at(-1) ?? ''
  try {
    return decodeURIComponent(name) || url
  } catch {
    return name || url
  }
}

/** Whether readers of a chat can follow an address. */
export function isUsable(url: string): boolean {
  return 'url' in checkAddress(url)
}

function checkAddress(url: string): { url: string } | { fault: LinkFault } {
  if (!URL.canParse(url)) return { fault: 'incomplete' }
  const { protocol, href, username, password } = new URL(url)
  if (username || password) return { fault: 'login' }
  if (protocol === 'http:' || protocol === 'https:' || protocol === 'mailto:') {
    // The address stays as written unless it has invisible characters.
    return { url: /[\s\p{Cc}\p{Cf}]/u.test(url) ? href : url }
  }
  return { fault: 'scheme' }
}

function shorten(url: string): string {
  return url.length > 60 ? `${url.slice(0, 59)}…` : url
}
