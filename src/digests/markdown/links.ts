import type { Node } from 'mdast'
import { unstyled } from '../../domain/build.ts'
import type { Inline } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import type { ParseContext } from './context.ts'

/** A link as it stood in the source. */
interface Written {
  readonly url: string
  /** What stood in quotes after the address. */
  readonly title?: string | null | undefined
  readonly children: readonly Inline[]
}

/** The link, or its text alone with a warning where the address would lead readers nowhere or into danger. */
export function readLink({ url, title, children }: Written, node: Node, context: ParseContext): Inline[] {
  const address = checkAddress(url)
  const caption = title ? [unstyled(` (${title})`)] : []
  const shown = plainText(children).trim() === '' ? [unstyled(url.replace(/^https?:\/\/|^mailto:/i, ''))] : children
  if ('reason' in address) {
    context.warn('unusable-link', `“${shorten(url)}” ${address.reason}; only its text is kept.`, node)
    return [...shown, ...caption]
  }
  return [{ type: 'link', url: address.url, children: shown }, ...caption]
}

/** The last piece of an image's address: what it is called when its author gave it no name. */
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

function checkAddress(url: string): { url: string } | { reason: string } {
  if (!URL.canParse(url)) return { reason: 'is no full address: write it with https://' }
  const { protocol, href } = new URL(url)
  if (protocol === 'http:' || protocol === 'https:' || protocol === 'mailto:') {
    // Authors keep the address they wrote, unless it holds what cannot be seen.
    return { url: /[\s\p{Cc}\p{Cf}]/u.test(url) ? href : url }
  }
  return { reason: 'is an address of a kind that chat platforms do not open' }
}

function shorten(url: string): string {
  return url.length > 60 ? `${url.slice(0, 59)}…` : url
}
