import type { Definition, Html, PhrasingContent } from 'mdast'
import type { Inline } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import type { Manuscript } from './context.ts'
import { joinLines, text } from './inline-text.ts'
import { fileName, readLink } from './links.ts'

/** The styled text of a paragraph, heading or cell. */
export function readInlines(nodes: readonly PhrasingContent[], manuscript: Manuscript): Inline[] {
  return joinLines(convertAll(nodes, manuscript))
}

function convertAll(nodes: readonly PhrasingContent[], manuscript: Manuscript): Inline[] {
  return nodes.flatMap((node) => convert(node, manuscript))
}

function convert(node: PhrasingContent, manuscript: Manuscript): Inline[] {
  switch (node.type) {
    case 'text':
      return [text(node.value)]
    case 'inlineCode':
      return [{ type: 'code', value: node.value }]
    case 'inlineMath':
      return [{ type: 'math', value: node.value.replaceAll('\n', ' ') }]
    case 'break':
      return [{ type: 'break' }]
    case 'strong':
    case 'emphasis':
      return [{ type: node.type, children: convertAll(node.children, manuscript) }]
    case 'delete':
      return [{ type: 'strike', children: convertAll(node.children, manuscript) }]
    case 'html':
      return readHtml(node, manuscript)
    case 'footnoteReference':
      return [text(`[${cite(node.identifier, manuscript)}]`)]
    case 'link':
    case 'linkReference': {
      // A link inside a link is no link: an image there is its text.
      const children = unlink(convertAll(node.children, manuscript))
      return readLink({ ...target(node, manuscript), children }, node, manuscript)
    }
    case 'image':
    case 'imageReference': {
      const { url, title } = target(node, manuscript)
      return readLink({ url, title, children: [text(node.alt?.trim() || fileName(url))] }, node, manuscript)
    }
  }
}

function target(
  node: { identifier: string } | Pick<Definition, 'url' | 'title'>,
  manuscript: Manuscript,
): Pick<Definition, 'url' | 'title'> {
  return 'url' in node ? node : (manuscript.definitions.get(node.identifier) ?? { url: '' })
}

function unlink(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((node): Inline[] => {
    if (!('children' in node)) return [node]
    return node.type === 'link' ? unlink(node.children) : [{ ...node, children: unlink(node.children) }]
  })
}

/** HTML is shown as it is written, but for comments, which are meant for nobody, and line breaks. */
export function readHtml(node: Html, manuscript: Manuscript): Inline[] {
  if (/^<br\s*\/?>$/i.test(node.value.trim())) return [{ type: 'break' }]
  const shown = (node.value.includes('-->') ? node.value.replace(/<!--.*?-->/gs, '') : node.value).trim()
  if (shown !== node.value.trim()) manuscript.warn('html-comment', 'An HTML comment is left out of the post.', node)
  if (shown === '') return []
  manuscript.warn('html-as-text', 'HTML is shown as it is written; use Markdown.', node)
  return shown
    .split('\n')
    .flatMap((line, at): Inline[] => [...(at > 0 ? [{ type: 'break' } as const] : []), text(line)])
}

function cite(identifier: string, manuscript: Manuscript): number {
  if (!manuscript.cited.includes(identifier)) manuscript.cited.push(identifier)
  return manuscript.cited.indexOf(identifier) + 1
}

/** Whether there is anything to see. */
export function isBlank(inlines: readonly Inline[]): boolean {
  return plainText(inlines).trim() === ''
}
