import type { Element, Nodes } from 'hast'
import { unstyled } from '../../domain/build.ts'
import type { Inline } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import { mergeTexts, trimStart } from '../markdown/inline-text.ts'
import type { Diagnostics } from './diagnostics.ts'
import { trimEnd } from './text.ts'

/** Invisible elements, and those that belong to the site and not to the page. */
export const unseen = new Set(
  'script style template noscript iframe svg head nav footer form button input select textarea'.split(' '),
)

const styles: Record<string, 'strong' | 'emphasis' | 'strike'> = {
  strong: 'strong',
  b: 'strong',
  em: 'emphasis',
  i: 'emphasis',
  del: 'strike',
  s: 'strike',
  strike: 'strike',
}

/** The styled text of a node. Relative addresses are completed with `base`. */
export function readInlineHtml(node: Nodes, base: string | undefined, diagnostics: Diagnostics): Inline[] {
  if (node.type === 'text') return [unstyled(node.value)]
  if (node.type !== 'element' || unseen.has(node.tagName)) return []
  const children = () => node.children.flatMap((child) => readInlineHtml(child, base, diagnostics))
  const style = styles[node.tagName]
  if (style) return wrap(children(), (inner) => ({ type: style, children: inner }))
  switch (node.tagName) {
    case 'code':
    case 'kbd':
    case 'samp':
      return wrap([unstyled(textOf(node))], (inner) => ({ type: 'code', value: plainText(inner) }))
    case 'br':
      return [unstyled(' ')]
    case 'a':
      return readAnchor(node, children(), base, diagnostics)
    case 'img': {
      const alt = String(node.properties.alt ?? '')
      return alt.trim() === '' ? [] : link(String(node.properties.src ?? ''), [unstyled(alt)], base)
    }
  }
  const formula = hasClass(node, /^katex$/) || node.tagName === 'math' ? findFormula(node) : undefined
  return formula === undefined ? children() : [{ type: 'math', value: formula }]
}

function readAnchor(node: Element, children: Inline[], base: string | undefined, diagnostics: Diagnostics): Inline[] {
  const href = String(node.properties.href ?? '')
  // A link inside a link is no link.
  const inner = children.map(
    (child): Inline => (child.type === 'link' ? { type: 'emphasis', children: child.children } : child),
  )
  const linked = link(href, inner, base)
  const isLost = linked.length > 0 && linked.every(({ type }) => type !== 'link') && /^[^#]/.test(href)
  const { line = 1, column = 1 } = node.position?.start ?? {}
  if (isLost)
    diagnostics.warn('unusable-link', `“${href}” is no full address; only its text is kept.`, { line, column })
  return linked
}

function link(href: string, children: Inline[], base: string | undefined): Inline[] {
  const url = URL.canParse(href)
    ? href
    : base && href !== '' && URL.canParse(href, base)
      ? new URL(href, base).href
      : ''
  if (!/^(?:https?|mailto):/i.test(url) || href.startsWith('#')) return children
  return wrap(children, (inner) => ({ type: 'link', url, children: inner }))
}

/** A styled piece, with the blanks at its ends outside of it. */
function wrap(children: readonly Inline[], make: (inner: Inline[]) => Inline): Inline[] {
  const words = plainText(children)
  const inner = trimEnd(trimStart(mergeTexts(children)))
  if (inner.length === 0) return words === '' ? [] : [unstyled(' ')]
  const blank = (there: boolean) => (there ? [unstyled(' ')] : [])
  return [...blank(/^\s/.test(words)), make(inner), ...blank(/\s$/.test(words))]
}

/** The TeX source that a drawn formula carries along. */
function findFormula(node: Element): string | undefined {
  for (const child of node.children) {
    if (child.type !== 'element') continue
    const isSource = child.tagName === 'annotation' && /tex/i.test(String(child.properties.encoding ?? ''))
    const found = isSource ? textOf(child).trim() : findFormula(child)
    if (found) return found
  }
  return undefined
}

/** Text with every run of blanks as one, across styles, and none at the ends. */
export function collapseBlanks(inlines: readonly Inline[]): Inline[] {
  let afterBlank = true
  const collapse = (nodes: readonly Inline[]): Inline[] =>
    nodes.map((node) => {
      if ('children' in node) return { ...node, children: collapse(node.children) }
      if (node.type !== 'text') {
        afterBlank = false
        return node
      }
      const value = node.value.replace(/\s+/g, ' ')
      const shown = afterBlank ? value.replace(/^ /, '') : value
      if (shown !== '') afterBlank = shown.endsWith(' ')
      return unstyled(shown)
    })
  return trimEnd(mergeTexts(collapse(inlines)))
}

export function hasClass(node: Element, pattern: RegExp): boolean {
  const names = node.properties.className
  return Array.isArray(names) && names.some((name) => pattern.test(String(name)))
}

/** The bare text of a node. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(textOf).join('') : ''
}
