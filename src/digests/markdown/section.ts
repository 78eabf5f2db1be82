import type { Heading, List, Paragraph, RootContent } from 'mdast'
import type { Inline, Section, Takeaway } from '../../domain/digest.ts'
import { problemText } from '../../i18n/problems.ts'
import { readBlocks, trimRules } from './blocks.ts'
import { wordsOf } from './chapters.ts'
import type { ParseContext } from './context.ts'
import { linkOfTitle, takeEndingLinks, takeLinkLine } from './found-source.ts'
import { describeImages, endsWithImage } from './images.ts'
import { dropStart } from './inline-text.ts'
import { isEmpty, readInlines } from './inlines.ts'
import { freeLabelLines } from './label-lines.ts'
import { readListItems, warnMovedText } from './lists.ts'
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
  const hasMore = late.length > 0 && body.length > 0
  const end = late.length > 0 ? late : body
  const own = source ?? takeLinkLine(end, hasMore, context) ?? linkOfTitle(title) ?? takeEndingLinks(end, context)
  if (!context.isFreeForm) warnMovedText(late, 'after-takeaways', context)
  return {
    ...caption,
    title: context.mark(title, heading),
    body: trimRules(describeImages(readBlocks([...body, ...late], context, heading.depth), title, context, heading)),
    takeaways,
    ...(own && { source: context.mark(own, source ? (context.at(source) ?? heading) : heading) }),
  }
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
    } else if (isLabelled(node, words, context) && !isImageCredit(node, nodes[at - 1])) {
      if (labelLength(words, vocabulary, 'source') === words.length) takeLists()
      found.push({ is: 'source', label: node, line: node, lists })
    } else found.push({ is: 'body', node })
  }
  return found
}

function isLabelled(node: RootContent, words: string, { vocabulary }: ParseContext): node is Paragraph {
  return node.type === 'paragraph' && labelLength(words, vocabulary, 'source') !== undefined
}

/** Whether a line in italics below an image says whose it is. */
function isImageCredit({ children }: Paragraph, above: RootContent | undefined): boolean {
  return above !== undefined && endsWithImage(above) && children.every(({ type }) => type === 'emphasis')
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
