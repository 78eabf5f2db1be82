import type { Heading, List, Paragraph, RootContent } from 'mdast'
import { unstyled } from '../../domain/build.ts'
import type { Inline, Section, Takeaway } from '../../domain/digest.ts'
import { firstLink, plainText } from '../../domain/text.ts'
import { problemText } from '../../i18n/problems.ts'
import { readBlocks, trimRules } from './blocks.ts'
import { wordsOf } from './chapters.ts'
import type { ParseContext } from './context.ts'
import { describeImages } from './images.ts'
import { dropStart, trimEnd, trimStart } from './inline-text.ts'
import { isEmpty, readInlines } from './inlines.ts'
import { freeLabelLines } from './label-lines.ts'
import { readListItems, warnMovedText } from './lists.ts'
import { endingLabelLength, endingLinks, isCallToRead, isSourceLine, sourceLabelLength } from './source-lines.ts'
import type { PrefixedTitle } from './title-prefix.ts'
import { labelLength, matchesName } from './vocabulary-match.ts'

/** A part of a section, by its purpose. */
type Stretch =
  | {
      readonly is: 'takeaways'
      readonly label: RootContent
      readonly texts: readonly Text[]
      readonly lists: readonly List[]
    }
  | { readonly is: 'source'; readonly label: RootContent; readonly line?: Paragraph; readonly lists: readonly List[] }
  | { readonly is: 'body'; readonly node: RootContent }

/** A takeaway that is a paragraph. The label may stand in front of it: `TL;DR: It works.` */
interface Text {
  readonly paragraph: Paragraph
  readonly labelLength: number
}

/** Everything of a section below its heading. */
export function readSectionContent(
  heading: Heading,
  { title, ...caption }: PrefixedTitle,
  nodes: readonly RootContent[],
  context: ParseContext,
): Omit<Section, 'number'> & { number?: string } {
  const body: RootContent[] = []
  const late: RootContent[] = []
  let takeaways: readonly Takeaway[] = []
  let source: readonly Inline[] | undefined
  let closed = false
  for (const stretch of stretches(nodes, context)) {
    const hasText: boolean = closed || body.length > 0
    if (stretch.is === 'takeaways') {
      const points = readTakeaways(stretch, context, hasText ? late : body)
      takeaways = [...takeaways, ...points]
      // A summary may open a section; a label without a text says nothing.
      closed ||= hasText && points.length > 0
    } else if (stretch.is === 'body') (closed ? late : body).push(stretch.node)
    else {
      if (source) late.push(stretch.line ?? stretch.label, ...stretch.lists)
      else source = readSource(stretch, context, late)
      closed = true
    }
  }
  if (!context.isFreeForm) warnMovedText(late, 'after-takeaways', context)
  const hasMore = late.length > 0 && body.length > 0
  const end = late.length > 0 ? late : body
  const own = source ?? takeLinkLine(end, hasMore, context) ?? linkOfTitle(title) ?? takeEndingLinks(end, context)
  return {
    ...caption,
    title: context.mark(title, heading),
    body: trimRules(describeImages(readBlocks([...body, ...late], context, heading.depth), title, context, heading)),
    takeaways,
    ...(own && { source: context.mark(own, source ? (context.at(source) ?? heading) : heading) }),
  }
}

/**
 * Removes a line that consists of links from the end or the beginning of a text, or a labelled one from anywhere.
 * `hasMore`: whether the section has text elsewhere.
 */
function takeLinkLine(nodes: RootContent[], hasMore: boolean, context: ParseContext): readonly Inline[] | undefined {
  const isContent = ({ type }: RootContent) => type !== 'thematicBreak' && type !== 'definition'
  const [first, last] = [nodes.findIndex(isContent), nodes.findLastIndex(isContent)]
  const labelled = nodes.findIndex((node) => node.type === 'paragraph' && sourceLabelLength(wordsOf(node)) > 0)
  for (const at of [last, first, labelled]) {
    const node = nodes[at]
    // A section needs more than its source: an address that is the whole text stays there.
    if (node?.type !== 'paragraph' || !isSourceLine(node.children)) continue
    if (first === last && !hasMore && !isCallToRead(wordsOf(node))) continue
    const written = readInlines(node.children, context)
    if (firstLink(written) === undefined) continue
    nodes.splice(at, 1)
    return withoutBrackets(dropStart(written, sourceLabelLength(plainText(written))))
  }
  return undefined
}

/** `[[pdf](…)] [[abs](…)]` without the brackets around its links. */
function withoutBrackets(line: readonly Inline[]): readonly Inline[] {
  const isFramed = line.every(
    (node) => node.type === 'link' || (node.type === 'text' && /^[\s[\]|·]*$/.test(node.value)),
  )
  const links = line.filter(({ type }) => type === 'link')
  if (!isFramed || !line.some((node) => node.type === 'text' && /[[\]]/.test(node.value))) return line
  return links.flatMap((link, at): Inline[] => (at > 0 ? [unstyled(' | '), link] : [link]))
}

/** Removes the links after the last sentence of a text, in a file of any form. */
function takeEndingLinks(nodes: RootContent[], context: ParseContext): readonly Inline[] | undefined {
  const at = nodes.findLastIndex(({ type }) => type !== 'thematicBreak' && type !== 'definition')
  const last = nodes[at]
  const start = context.isFreeForm && last?.type === 'paragraph' ? endingLinks(last.children) : undefined
  if (last?.type !== 'paragraph' || start === undefined) return undefined
  const written = trimEnd(readInlines(last.children.slice(start), context))
  // A link that no chat can open stays as text.
  if (firstLink(written) === undefined) return undefined
  const own = last.children.slice(0, start)
  const before = own.at(-1)
  const text = before?.type === 'text' ? before.value : ''
  const label = text.slice(text.length - endingLabelLength(text))
  const isBracketed = /^\s*[(（[]/.test(label) || /[(（[]$/.test(text)
  const value = text.slice(0, text.length - label.length).replace(/\s*[(（[]*$/, '')
  if (before?.type === 'text') own.splice(-1, 1, { ...before, value })
  nodes.splice(at, 1, { ...last, children: own })
  const links = isBracketed ? withoutBrackets(written) : written
  if (links !== written) return links
  const [close] = isBracketed ? written.slice(-1) : []
  if (close?.type !== 'text') return trimStart(written)
  return trimStart([...written.slice(0, -1), { ...close, value: close.value.replace(/[)）\]][.。]?$/, '') }])
}

/** A title that is a link is its own source. */
function linkOfTitle(title: readonly Inline[]): readonly Inline[] | undefined {
  const [only, ...others] = title.filter((node) => plainText([node]).trim() !== '')
  if (only?.type === 'link' && others.length === 0) return [only]
  return only && 'children' in only && only.type !== 'link' && others.length === 0
    ? linkOfTitle(only.children)
    : undefined
}

function stretches(content: readonly RootContent[], context: ParseContext): Stretch[] {
  const { vocabulary } = context
  const nodes = freeLabelLines(content, context)
  const found: Stretch[] = []
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at] as RootContent
    const words = node.type === 'paragraph' || node.type === 'heading' ? wordsOf(node) : ''
    const lists: List[] = []
    const takeLists = () => {
      for (let next = nodes[at + 1]; next?.type === 'list'; next = nodes[at + 1]) {
        lists.push(next)
        at++
      }
    }
    const next = nodes[at + 1]
    const inline = node.type === 'paragraph' ? takeawayLabelLength(node, context) : undefined
    if (matchesName(words, vocabulary.headings.takeaways)) {
      const texts: Text[] = []
      takeLists()
      for (let text = nodes[at + 1]; lists.length === 0 && isText(text, context); text = nodes[at + 1]) {
        texts.push({ paragraph: text, labelLength: 0 })
        at++
        // Below a heading all nodes are meant; below a plain line only the next paragraph.
        if (node.type === 'paragraph') break
      }
      found.push({ is: 'takeaways', label: node, texts, lists })
    } else if (node.type === 'paragraph' && inline !== undefined && !/^[-–•*]/.test(words.slice(inline))) {
      takeLists()
      found.push({ is: 'takeaways', label: node, texts: [{ paragraph: node, labelLength: inline }], lists })
    } else if (matchesName(words, vocabulary.headings.source) && (node.type === 'heading' || next?.type === 'list')) {
      if (next?.type === 'paragraph') at++
      else takeLists()
      found.push({ is: 'source', label: node, lists, ...(next?.type === 'paragraph' && { line: next }) })
    } else if (node.type === 'paragraph' && labelLength(words, vocabulary, 'source') !== undefined) {
      if (labelLength(words, vocabulary, 'source') === words.length) takeLists()
      found.push({ is: 'source', label: node, line: node, lists })
    } else found.push({ is: 'body', node })
  }
  return found
}

/** `TL;DR: It works.`, `**TL;DR** It works.`, also after an emoji. */
function takeawayLabelLength(paragraph: Paragraph, { vocabulary }: ParseContext): number | undefined {
  const words = wordsOf(paragraph)
  const at = paragraph.children.findIndex((node) => /[\p{L}\p{N}]/u.test(wordsOf(node)))
  const first = paragraph.children[at]
  const isBold = first?.type === 'strong' && matchesName(wordsOf(first), vocabulary.headings.takeaways)
  const end = paragraph.children
    .slice(0, at + 1)
    .map(wordsOf)
    .join('').length
  if (!isBold || words.slice(end).trim() === '') return labelLength(words, vocabulary, 'takeaways')
  return end + (/^\s*(?:[:：]|[-–—]\s)?\s*/.exec(words.slice(end))?.[0].length ?? 0)
}

function isText(node: RootContent | undefined, { vocabulary }: ParseContext): node is Paragraph {
  return node?.type === 'paragraph' && labelLength(wordsOf(node), vocabulary, 'source') === undefined
}

function readTakeaways(
  { label, texts, lists }: Stretch & { is: 'takeaways' },
  context: ParseContext,
  leftover: RootContent[],
): readonly Takeaway[] {
  const written = texts.map(({ paragraph, labelLength }) =>
    dropStart(readInlines(paragraph.children, context), labelLength),
  )
  const points = [...written, ...lists.flatMap((list) => readListItems(list, context, leftover))].filter(
    (point) => !isEmpty(point),
  )
  if (points.length === 0 && context.isFreeForm) leftover.push(label, ...lists)
  else if (points.length === 0) context.error('empty-takeaways', problemText('empty-takeaways'), label)
  return context.mark(points, label)
}

function readSource(
  { label, line, lists }: Stretch & { is: 'source' },
  context: ParseContext,
  leftover: RootContent[],
): readonly Inline[] | undefined {
  const written = line ? readInlines(line.children, context) : []
  const words = line ? wordsOf(line) : ''
  const own = dropStart(written, labelLength(words, context.vocabulary, 'source') ?? 0)
  const listed = lists.flatMap((list) => readListItems(list, context, leftover))
  const source = [own, ...listed]
    .filter((part) => !isEmpty(part))
    .flatMap((part, at): Inline[] => (at > 0 ? [{ type: 'break' }, ...part] : [...part]))
  return source.length > 0 ? context.mark(source, label) : undefined
}
