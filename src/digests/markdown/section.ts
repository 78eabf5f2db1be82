import type { Heading, List, Paragraph, RootContent } from 'mdast'
import type { Inline, Section, Takeaway } from '../../domain/digest.ts'
import { readBlocks, trimRules } from './blocks.ts'
import { wordsOf } from './chapters.ts'
import type { Manuscript } from './context.ts'
import { dropStart } from './inline-text.ts'
import { isBlank, readInlines } from './inlines.ts'
import { freeLabelLines } from './label-lines.ts'
import { readPoints, warnCarried } from './list-items.ts'
import type { Caption } from './title-prefix.ts'
import { isCalled, labelLength } from './vocabulary-match.ts'

/** A stretch of a section, by what it is for. */
type Stretch =
  | { readonly is: 'takeaways'; readonly label: RootContent; readonly lists: readonly List[] }
  | { readonly is: 'source'; readonly label: RootContent; readonly line?: Paragraph; readonly lists: readonly List[] }
  | { readonly is: 'body'; readonly node: RootContent }

/** Everything of a section below its heading. */
export function readSectionContent(
  heading: Heading,
  { title, ...caption }: Caption,
  nodes: readonly RootContent[],
  manuscript: Manuscript,
): Omit<Section, 'number'> & { number?: string } {
  const body: RootContent[] = []
  const late: RootContent[] = []
  let takeaways: readonly Takeaway[] = []
  let source: readonly Inline[] | undefined
  let closed = false
  for (const stretch of stretches(nodes, manuscript)) {
    if (stretch.is === 'takeaways') takeaways = [...takeaways, ...readTakeaways(stretch, manuscript, late)]
    else if (stretch.is === 'body') (closed ? late : body).push(stretch.node)
    else if (source) late.push(stretch.line ?? stretch.label, ...stretch.lists)
    else source = readSource(stretch, manuscript, late)
    closed ||= stretch.is !== 'body'
  }
  warnCarried(late, 'behind the takeaways or the source', 'at the end of the section’s text', manuscript)
  return {
    ...caption,
    title: manuscript.mark(title, heading),
    body: trimRules(readBlocks([...body, ...late], manuscript, heading.depth)),
    takeaways,
    ...(source && { source }),
  }
}

function stretches(content: readonly RootContent[], manuscript: Manuscript): Stretch[] {
  const { vocabulary } = manuscript
  const nodes = freeLabelLines(content, manuscript)
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
    if (isCalled(words, vocabulary.headings.takeaways)) {
      takeLists()
      found.push({ is: 'takeaways', label: node, lists })
    } else if (node.type === 'heading' && isCalled(words, vocabulary.headings.source)) {
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
  manuscript: Manuscript,
  leftover: RootContent[],
): readonly Takeaway[] {
  const points = lists.flatMap((list) => readPoints(list, manuscript, leftover))
  if (points.length === 0) {
    const message = 'There is no takeaway below this line; write each as a bullet: `- First point`.'
    manuscript.error('empty-takeaways', message, label)
  }
  return manuscript.mark(points, label)
}

function readSource(
  { label, line, lists }: Stretch & { is: 'source' },
  manuscript: Manuscript,
  leftover: RootContent[],
): readonly Inline[] | undefined {
  const written = line ? readInlines(line.children, manuscript) : []
  const words = line ? wordsOf(line) : ''
  const own = dropStart(written, labelLength(words, manuscript.vocabulary, 'source') ?? 0)
  const listed = lists.flatMap((list) => readPoints(list, manuscript, leftover))
  const source = [own, ...listed]
    .filter((part) => !isBlank(part))
    .flatMap((part, at): Inline[] => (at > 0 ? [{ type: 'break' }, ...part] : [...part]))
  return source.length > 0 ? manuscript.mark(source, label) : undefined
}
