import type { Heading, Nodes, RootContent } from 'mdast'
import { unstyled } from '../../domain/build.ts'
import type { Chapter } from '../../domain/digest.ts'
import { problemText } from '../../i18n/problems.ts'
import type { ParseContext } from './context.ts'
import { readPrefixedTitle } from './title-prefix.ts'
import { findChapter, findNumberedChapter, labelLength, matchesName } from './vocabulary-match.ts'

/** A stretch of the file from one chapter heading to the next. */
export interface ChapterText {
  /** Absent for text before the first heading. */
  readonly heading?: Heading
  /** Absent for any heading that is not in the vocabulary. */
  readonly name?: Chapter
  readonly nodes: RootContent[]
}

/** Cuts a file at its chapter headings. Their level is the one at which the author wrote the known ones. */
export function splitChapters(nodes: readonly RootContent[], context: ParseContext): ChapterText[] {
  const content = nodes.flatMap((node) => undoHeading(node, context))
  const level = chapterLevel(content, context)
  const chapters: ChapterText[] = [{ nodes: [] }]
  for (const node of content) {
    const current = chapters.at(-1)
    if (node.type === 'heading' && opensChapter(node, level, current?.name, context)) {
      const name = findNumberedChapter(wordsOf(node), context.vocabulary)
      chapters.push({ heading: node, ...(name && { name }), nodes: [] })
    } else current?.nodes.push(node)
  }
  return chapters.filter(({ heading, nodes }) => heading || nodes.length > 0)
}

interface Level {
  readonly depth: number
  /** The chapters whose heading has this depth. */
  readonly names: ReadonlySet<Chapter>
  /** Whether such a heading has a number, as in `1. Featured`: the number of another one makes it no section then. */
  readonly isNumbered: boolean
}

function chapterLevel(nodes: readonly RootContent[], { vocabulary }: ParseContext): Level {
  const headings = nodes.flatMap((node) => {
    const name = node.type === 'heading' ? findNumberedChapter(wordsOf(node), vocabulary) : undefined
    if (node.type !== 'heading' || !name) return []
    return [{ depth: node.depth, name, isNumbered: !findChapter(wordsOf(node), vocabulary) }]
  })
  const depth = headings.length > 0 ? Math.min(...headings.map((heading) => heading.depth)) : 2
  const own = headings.filter((heading) => heading.depth === depth)
  return { depth, names: new Set(own.map(({ name }) => name)), isNumbered: own.some(({ isNumbered }) => isNumbered) }
}

function opensChapter(heading: Heading, level: Level, within: Chapter | undefined, context: ParseContext): boolean {
  if (heading.depth <= level.depth) {
    const name = findNumberedChapter(wordsOf(heading), context.vocabulary)
    return Boolean(name) || within !== 'featured' || level.isNumbered || !looksLikeSection(heading, context)
  }
  // One level too deep by mistake, where it cannot be a heading inside an essay.
  const name = findChapter(wordsOf(heading), context.vocabulary)
  return heading.depth === level.depth + 1 && name !== undefined && within !== undefined && !level.names.has(name)
}

/** Some authors write sections at the level of chapters; they are recognized by a number or a tag. */
export function looksLikeSection(heading: Heading, { vocabulary }: ParseContext): boolean {
  const words = wordsOf(heading)
  const { number, tag } = readPrefixedTitle([unstyled(words)], vocabulary, 0)
  return number !== undefined || tag !== undefined || matchesName(words, vocabulary.headings.takeaways)
}

/** A line of dashes right below a paragraph makes it a heading, although many authors only want to draw a rule. */
function undoHeading(node: RootContent, context: ParseContext): RootContent[] {
  const { start, end } = node.position ?? {}
  if (node.type !== 'heading' || node.depth !== 2 || !start || !end || start.line === end.line) return [node]
  const words = wordsOf(node)
  const isText = end.line - start.line > 1 || /[.。!！?？…]$/.test(words) || isLabel(words, context)
  if (!isText || findNumberedChapter(words, context.vocabulary)) return [node]
  context.warn('rule-under-text', problemText('rule-under-text'), end)
  return [
    { type: 'paragraph', children: node.children, position: { start, end } },
    { type: 'thematicBreak', position: { start: end, end } },
  ]
}

function isLabel(words: string, { vocabulary }: ParseContext): boolean {
  const names = vocabulary.headings.takeaways
  return labelLength(words, vocabulary, 'source') !== undefined || matchesName(words, names)
}

/** The bare words of a node. */
export function wordsOf(node: Nodes): string {
  if ('value' in node) return node.value
  if ('children' in node) return node.children.map(wordsOf).join('')
  return node.type === 'break' ? '\n' : 'alt' in node ? (node.alt ?? '') : ''
}
