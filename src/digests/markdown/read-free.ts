import type { Heading, Nodes, RootContent } from 'mdast'
import { unstyled } from '../../domain/build.ts'
import { type Inline, normalizeTag, type Prose } from '../../domain/digest.ts'
import type { ProblemText } from '../../domain/problem.ts'
import { firstLink, plainText } from '../../domain/text.ts'
import { problemText } from '../../i18n/problems.ts'
import { type ChapterText, looksLikeSection, wordsOf } from './chapters.ts'
import { withContentsAsText } from './contents-place.ts'
import type { ParseContext } from './context.ts'
import { type FreeForm, type FreeStretch, readFreeForm } from './free-form.ts'
import { readInlines } from './inlines.ts'
import { isIssueTitle, withIssueTitle } from './issue-title.ts'
import { lineTitles } from './line-titles.ts'
import { addProse, type DigestDraft, readChapter } from './read-chapter.ts'

/**
 * Reads a file without featured sections of that name: text outside the chapters of the vocabulary is read by its
 * headings.
 */
export function readFree(
  chapters: readonly ChapterText[],
  title: string | undefined,
  sectionLevel: number | undefined,
  draft: DigestDraft,
  context: ParseContext,
  reserved: readonly number[],
): string | undefined {
  context.isFreeForm = true
  const given = splitStretches(chapters).map((each) => ({ ...each, nodes: withContentsAsText(each.nodes, context) }))
  const { stretches, heading } = splitTitle(given, title !== undefined, sectionLevel, context)
  const styled = heading ? readInlines(heading.children, context) : []
  const words = (ownWords(heading) || plainText(styled)).replace(/\s+/g, ' ').trim()
  const isRepeated = title !== undefined && normalizeTag(title) === normalizeTag(words)
  // A title other than the one at the top, and a link in it, are content that the title cannot show.
  if (heading && title !== undefined && !isRepeated)
    draft.prose.push(context.mark({ before: 'overview', title: styled, blocks: [] }, heading))
  else if (firstLink(styled)) addProse([{ type: 'paragraph', children: linksOf(styled) }], 'overview', draft)
  for (const chapter of chapters) if (chapter.name) readChapter(chapter, chapter.name, draft, context, reserved)
  const form = readFreeForm(stretches, sectionLevel, draft, context, reserved)
  if (stretches.some(({ nodes }) => nodes.length > 0))
    context.warn('free-form', explain(form, context), { line: 1, column: 1 })
  return heading && title === undefined ? words : undefined
}

/** The words of a heading beside its images; empty without images. */
function ownWords(heading: Heading | undefined): string {
  const isImage = (node: Nodes): boolean =>
    node.type === 'image' ||
    node.type === 'imageReference' ||
    (node.type === 'link' && node.children.length > 0 && node.children.every(isImage))
  const own = heading?.children.filter((node) => !isImage(node)) ?? []
  return own.length === heading?.children.length ? '' : own.map(wordsOf).join('').trim()
}

/** The text with lines that are titles as headings, and apart from it the heading that is the digest's title. */
function splitTitle(
  given: readonly FreeStretch[],
  hasTitle: boolean,
  sectionLevel: number | undefined,
  context: ParseContext,
): { stretches: readonly FreeStretch[]; heading: Heading | undefined } {
  const written = findTitle(given, sectionLevel, context)
  const titled = given.map(({ nodes, before }, at) => {
    const own = nodes.filter((node) => node !== written)
    const lines = lineTitles(own, hasTitle || written !== undefined, context)
    return { nodes: at > 0 || written || hasTitle ? lines : withIssueTitle(lines), before }
  })
  const [first] = titled[0]?.nodes ?? []
  const isNew = first?.type === 'heading' && first.depth === 1 && !given[0]?.nodes.includes(first)
  const heading = written ?? (isNew ? first : undefined)
  return {
    stretches: titled.map((each) => ({ ...each, nodes: each.nodes.filter((node) => node !== heading) })),
    heading,
  }
}

/** The text outside the chapters of the vocabulary, each stretch with the name of the next chapter. */
function splitStretches(chapters: readonly ChapterText[]): FreeStretch[] {
  const stretches: { nodes: RootContent[]; before: Prose['before'] }[] = []
  for (const [at, { name, heading, nodes }] of chapters.entries()) {
    if (name) continue
    if (at === 0 || chapters[at - 1]?.name) {
      const before = chapters.slice(at).find((next) => next.name)?.name ?? 'end'
      stretches.push({ nodes: [], before })
    }
    stretches.at(-1)?.nodes.push(...(heading ? [heading] : []), ...nodes)
  }
  return stretches
}

/** In characters. */
const bylineMax = 120

/** The heading that is the title: the first one, if it is above all others, alone without a number, or without a text. */
function findTitle(
  [first]: readonly FreeStretch[],
  sectionLevel: number | undefined,
  context: ParseContext,
): Heading | undefined {
  const nodes = first?.nodes ?? []
  const headings = nodes.filter((node): node is Heading => node.type === 'heading' && wordsOf(node).trim() !== '')
  const [heading, ...others] = headings
  if (!heading || heading.depth === sectionLevel) return undefined
  const at = nodes.indexOf(heading)
  const isOnTop = nodes.slice(0, at).every(({ type }) => type === 'definition' || type === 'thematicBreak')
  if (heading.depth > 1 && (!isOnTop || looksLikeSection(heading, context))) return undefined
  if (others.every(({ depth }) => depth > heading.depth)) return heading
  // "The Brief, 12 March 2026", "Politics", "Business": a short text below the first names the author.
  const own = nodes.slice(at + 1, nodes.indexOf(others[0] as Heading)).filter(({ type }) => type !== 'thematicBreak')
  const isDated = isIssueTitle(wordsOf(heading)) && own.every((node) => wordsOf(node).length <= bylineMax)
  if (isOnTop && heading.depth === 1 && isDated && own.length < 2 && !looksLikeSection(heading, context)) return heading
  // "Weekly", "1. First", "2. Second": if all others are numbered, the first heading is the title.
  const equals = others.filter(({ depth }) => depth === heading.depth)
  const areNumbered = equals.length > 1 && equals.every((each) => looksLikeSection(each, context))
  if (isOnTop && areNumbered && !looksLikeSection(heading, context)) return heading
  const next = nodes[at + 1]
  const isBare = next?.type === 'heading' && next.depth === heading.depth
  return isOnTop && isBare && heading.depth === 1 ? heading : undefined
}

function explain({ as, level }: FreeForm, context: ParseContext): ProblemText {
  const [name = 'Featured'] = context.vocabulary.headings.featured
  return problemText('free-form', name, as, level ?? 0)
}

/** The links in styled words, separated by blanks. */
function linksOf(styled: readonly Inline[]): Inline[] {
  const links = styled.flatMap((node): Inline[] => {
    if (node.type === 'link') return [node]
    return 'children' in node ? linksOf(node.children).filter(({ type }) => type === 'link') : []
  })
  return links.flatMap((link, at) => (at > 0 ? [unstyled(' '), link] : [link]))
}
