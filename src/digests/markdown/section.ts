import type { Heading, List, Paragraph, RootContent } from 'mdast'
import type { Inline, Section, Takeaway } from '../../domain/digest.ts'
import { readBlocks, trimRules } from './blocks.ts'
import { wordsOf } from './chapters.ts'
import type { ParseContext } from './context.ts'
import { describeImages } from './images.ts'
import { dropStart } from './inline-text.ts'
import { isEmpty, readInlines } from './inlines.ts'
import { freeLabelLines } from './label-lines.ts'
import { readListItems, warnCarried } from './lists.ts'
import type { PrefixedTitle } from './title-prefix.ts'
import { labelLength, matchesName } from './vocabulary-match.ts'

/** A part of a section, by its purpose. */
type Stretch =
  | { readonly is: 'takeaways'; readonly label: RootContent; readonly lists: readonly List[] }
  | { readonly is: 'source'; readonly label: RootContent; readonly line?: Paragraph; readonly lists: readonly List[] }
  | { readonly is: 'body'; readonly node: RootContent }

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
    if (stretch.is === 'takeaways') takeaways = [...takeaways, ...readTakeaways(stretch, context, late)]
    else if (stretch.is === 'body') (closed ? late : body).push(stretch.node)
    else if (source) late.push(stretch.line ?? stretch.label, ...stretch.lists)
    else source = readSource(stretch, context, late)
    closed ||= stretch.is !== 'body'
  }
  warnCarried(late, 'behind the takeaways or the source', 'at the end of the section’s text', context)
  return {
    ...caption,
    title: context.mark(title, heading),
    body: trimRules(describeImages(readBlocks([...body, ...late], context, heading.depth), title, context, heading)),
    takeaways,
    ...(source && { source }),
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
    if (matchesName(words, vocabulary.headings.takeaways)) {
      takeLists()
      found.push({ is: 'takeaways', label: node, lists })
    } else if (node.type === 'heading' && matchesName(words, vocabulary.headings.source)) {
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

function readTakeaways(
  { label, lists }: Stretch & { is: 'takeaways' },
  context: ParseContext,
  leftover: RootContent[],
): readonly Takeaway[] {
  const points = lists.flatMap((list) => readListItems(list, context, leftover))
  if (points.length === 0) {
    const message = 'There is no takeaway below this line; write each as a bullet: `- First point`.'
    context.error('empty-takeaways', message, label)
  }
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
