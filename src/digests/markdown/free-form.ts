import type { Heading, List, ListItem, Nodes, RootContent } from 'mdast'
import { unstyled } from '../../domain/build.ts'
import type { Inline, Prose, Section } from '../../domain/digest.ts'
import { readBlocks, takeFootnotes, trimRules } from './blocks.ts'
import { wordsOf } from './chapters.ts'
import type { ParseContext } from './context.ts'
import { findRoles, type HeadingRole } from './heading-roles.ts'
import { describeImages } from './images.ts'
import { mergeTexts } from './inline-text.ts'
import { readInlines } from './inlines.ts'
import { paragraphsAsList } from './lead-titles.ts'
import { titledList } from './list-titles.ts'
import { readNotes, readOverview } from './lists.ts'
import { addProse, type DigestDraft } from './read-chapter.ts'
import { hasInnerRule, takeClosing, takeGreeting } from './ruled-parts.ts'
import { buildSections, readCaptions, type SectionDraft } from './sections.ts'
import type { PrefixedTitle } from './title-prefix.ts'
import { matchesName } from './vocabulary-match.ts'

/** How a text without the headings of the vocabulary was read. */
export interface FreeForm {
  readonly as: 'sections' | 'notes' | 'prose'
  /** The level of the sections' headings, from 1, where they all have one. */
  readonly level?: number
}

/** A stretch of text between chapters of the vocabulary. */
export interface FreeStretch {
  readonly nodes: readonly RootContent[]
  /** Where text that is in no section goes. */
  readonly before: Prose['before']
}

/**
 * Reads text without the headings of the vocabulary: sections by their headings, else a list as notes, else prose.
 * `level` is that of the sections' headings if it is known.
 */
export function readFreeForm(
  stretches: readonly FreeStretch[],
  level: number | undefined,
  draft: DigestDraft,
  context: ParseContext,
  reserved: readonly number[],
): FreeForm {
  const roles = findRoles(
    stretches.flatMap(({ nodes }) => nodes),
    level,
    context,
  )
  const chapters: ChapterText[] = []
  const drafts: SectionDraft[] = []
  for (const { nodes, before } of stretches) {
    const isFirst = drafts.length === 0 && roles.size > 0
    const leading = splitByRoles(nodes, roles, drafts, chapters, context)
    const place = draft.overview ? 'featured' : 'overview'
    const led = roles.size === 0 ? paragraphsAsList(leading) : undefined
    if (led) readAsNotes(led, place, draft, context)
    else if (roles.size === 0 && isListOfNotes(leading)) readAsNotes(leading, place, draft, context)
    else readLeading(leading, isFirst ? place : before, draft, context)
  }
  const last = drafts.at(-1)
  const isRuled = drafts.slice(0, -1).some(({ nodes }) => hasInnerRule(nodes))
  const ruled = last ? takeClosing(last.nodes, isRuled, context) : []
  const contents = drafts.map(({ nodes }) => nodes)
  const closing = ruled.length > 0 ? ruled : takeGreeting(contents, context)
  const captions = uniqueCaptions(drafts, reserved, context)
  // Nodes before the section with number 1 that have no number themselves are the beginning of the digest.
  const opening = countOpening(captions)
  chapters.unshift(...drafts.splice(0, opening).map((each) => ({ ...each, after: 0, isNamed: false })))
  const sections = buildSections(drafts, captions.slice(opening), context, reserved)
  draft.sections = [...draft.sections, ...sections]
  for (const chapter of chapters) addChapter(chapter, sections[chapter.after], draft, context)
  addText(closing, stretches.at(-1)?.before ?? 'end', draft, context)
  if (drafts.length === 0) return { as: draft.notes ? 'notes' : 'prose' }
  const [depth, ...others] = new Set(drafts.map(({ heading }) => heading.depth))
  return { as: 'sections', ...(depth !== undefined && others.length === 0 && { level: depth }) }
}

/** A heading above sections, and the text between it and the first of them. */
interface ChapterText {
  readonly heading: Heading
  readonly nodes: RootContent[]
  /** The number of sections before it. */
  readonly after: number
  /** Whether a section names it. */
  isNamed: boolean
}

/** Sorts nodes into sections and chapters. Returns the nodes before the first of them. */
function splitByRoles(
  nodes: readonly RootContent[],
  roles: ReadonlyMap<Heading, HeadingRole>,
  drafts: SectionDraft[],
  chapters: ChapterText[],
  context: ParseContext,
): RootContent[] {
  const leading: RootContent[] = []
  let target = leading
  let path: ChapterText[] = []
  for (const node of nodes) {
    const role = node.type === 'heading' ? roles.get(node) : undefined
    if (node.type !== 'heading' || !role) {
      target.push(node)
      continue
    }
    const kickers = role === 'section' ? takeKickers(target) : []
    target = []
    path = path.filter(({ heading }) => heading.depth < node.depth)
    if (role === 'chapter') {
      const chapter = { heading: node, nodes: target, after: drafts.length, isNamed: false }
      chapters.push(chapter)
      path.push(chapter)
    } else {
      for (const chapter of path) chapter.isNamed = true
      const above = [...path.map(({ heading }) => heading), ...kickers]
      const chapter = above.flatMap((heading, at): Inline[] => [
        ...(at > 0 ? [unstyled(' · ')] : []),
        ...readInlines(heading.children, context),
      ])
      drafts.push({ heading: node, nodes: target, ...(chapter.length > 0 && { chapter: mergeTexts(chapter) }) })
    }
  }
  return leading
}

/** A small heading right above a larger one, such as the name of a column, belongs to it. */
function takeKickers(nodes: RootContent[]): Heading[] {
  const end = nodes.findLastIndex(({ type }) => type !== 'heading') + 1
  return nodes.splice(end).filter((node): node is Heading => node.type === 'heading')
}

/** The text of a chapter, before its first section. A heading that its sections name needs no message of its own. */
function addChapter(
  { heading, nodes, isNamed }: ChapterText,
  next: Section | undefined,
  draft: DigestDraft,
  context: ParseContext,
): void {
  const title = readInlines(heading.children, context)
  const text = describeImages(readBlocks(nodes, context, heading.depth), title, context, heading)
  const blocks = trimRules([...text, ...takeFootnotes(context)])
  if (blocks.length === 0 && isNamed) return
  const place = next ? ({ before: 'featured', section: next.number } as const) : ({ before: 'notes' } as const)
  draft.prose.push(context.mark({ ...place, title, blocks }, heading))
}

/** Text before the first section. Bullets below a heading such as `TL;DR` are the overview. */
function readLeading(
  nodes: readonly RootContent[],
  before: Prose['before'],
  draft: DigestDraft,
  context: ParseContext,
): void {
  const { takeaways } = context.vocabulary.headings
  const at = nodes.findIndex((node) => node.type === 'heading' && matchesName(wordsOf(node), takeaways))
  const label = nodes[at]
  if (draft.overview || !label || nodes[at + 1]?.type !== 'list') {
    addText(nodes, before, draft, context)
    return
  }
  addText(nodes.slice(0, at), 'overview', draft, context)
  const list = nodes[at + 1] as List
  const { items, trailing } = readOverview([list], context)
  draft.overview = context.mark([...items], label)
  addText([...trailing, ...nodes.slice(at + 2)], before === 'overview' ? 'featured' : before, draft, context)
}

function addText(
  nodes: readonly RootContent[],
  before: Prose['before'],
  draft: DigestDraft,
  context: ParseContext,
): void {
  const depths = nodes.flatMap((node) => (node.type === 'heading' ? [node.depth] : []))
  const below = depths.length > 0 ? Math.min(...depths) - 1 : 1
  const text = describeImages(readBlocks(nodes, context, below), [], context, { line: 1, column: 1 })
  addProse(trimRules([...text, ...takeFootnotes(context)]), before, draft)
}

/** The share of the text that has to be in the list, and in a list of links. */
const [listShare, linksShare] = [0.5, 0.25]

/** Whether a text is one list of at least two items, each a line or a paragraph, with little around it. */
function isListOfNotes(nodes: readonly RootContent[]): boolean {
  const content = nodes.filter(({ type }) => !['definition', 'footnoteDefinition', 'thematicBreak'].includes(type))
  const lists = content.filter((node): node is List => node.type === 'list')
  const [first, last] = [content.findIndex(isList), content.findLastIndex(isList)]
  const isOne = last - first + 1 === lists.length
  const items = lists.flatMap(({ children }) => children)
  const isFlat = items.every((item) => item.children.every((node) => node.type === 'paragraph' || isFlatList(node)))
  if (!isOne || !isFlat || items.length < 2) return false
  const length = (some: readonly RootContent[]) => some.reduce((sum, node) => sum + wordsOf(node).length, 0)
  const isLinks = items.every(hasLink)
  return length(lists) >= length(content) * (isLinks ? linksShare : listShare)
}

function hasLink(node: Nodes): boolean {
  return node.type === 'link' || node.type === 'linkReference' || ('children' in node && node.children.some(hasLink))
}

/** A few lines below an item, such as discussions of a link. */
function isFlatList(node: RootContent): node is List {
  const isLine = ({ children: [only, ...others] }: ListItem) => only?.type === 'paragraph' && others.length === 0
  return node.type === 'list' && node.children.every(isLine)
}

function isList(node: RootContent): boolean {
  return node.type === 'list'
}

function readAsNotes(
  nodes: readonly RootContent[],
  before: Prose['before'],
  draft: DigestDraft,
  context: ParseContext,
): void {
  const { items, leading, trailing } = readNotes(nodes.map(titledList), context, 0)
  const [first] = items
  addText(leading, before, draft, context)
  draft.notes = first ? context.mark([...items], context.at(first) ?? { line: 1, column: 1 }) : items
  addText(trailing, 'observation', draft, context)
}

function countOpening(captions: readonly PrefixedTitle[]): number {
  const first = captions.findIndex(({ number }) => Number(number) === 1)
  const isPlain = captions.slice(0, first).every(({ number, tag }) => number === undefined && tag === undefined)
  return first > 0 && isPlain ? first : 0
}

/** Numbers that start again in each chapter stay in front of the titles: here a number names one section. */
function uniqueCaptions(
  drafts: readonly SectionDraft[],
  reserved: readonly number[],
  context: ParseContext,
): PrefixedTitle[] {
  const captions = readCaptions(drafts, context)
  const seen = new Set(reserved)
  return captions.map((caption) => {
    const { number, ...others } = caption
    if (number === undefined) return caption
    if (!seen.has(Number(number))) {
      seen.add(Number(number))
      return caption
    }
    return { ...others, title: mergeTexts([unstyled(`${number}. `), ...caption.title]) }
  })
}
