import type { Heading, RootContent } from 'mdast'
import { looksLikeSection, wordsOf } from './chapters.ts'
import type { ParseContext } from './context.ts'
import { isSectionTitle } from './sections.ts'
import { normalizeTitle } from './vocabulary-match.ts'

/** The role of a heading in a file without the headings of the vocabulary; other headings belong to the text. */
export type HeadingRole = 'chapter' | 'section'

/** An introduction to a chapter is at most this long, in characters; a longer text makes its heading a section. */
const introductionMax = 500

/**
 * The headings that begin a chapter or a section. Sections are those of `level`; by default of the highest level that
 * occurs more than once. A heading of that level whose text is nothing but further headings is a chapter of sections.
 * Empty for a text without repeated headings.
 */
export function findRoles(
  nodes: readonly RootContent[],
  level: number | undefined,
  context: ParseContext,
): ReadonlyMap<Heading, HeadingRole> {
  const roles = assignRoles(nodes, level, context)
  // `In brief` above the level of the section before it is no label of that section.
  let section: Heading | undefined
  let hasOwn = false
  for (const node of nodes) {
    if (node.type !== 'heading') continue
    const role = roles.get(node)
    if (role) section = role === 'section' ? node : undefined
    else if (section && node.depth < section.depth) {
      context.titles.add(node)
      hasOwn = true
    }
  }
  return hasOwn ? assignRoles(nodes, level, context) : roles
}

function assignRoles(
  nodes: readonly RootContent[],
  level: number | undefined,
  context: ParseContext,
): ReadonlyMap<Heading, HeadingRole> {
  const roles = new Map<Heading, HeadingRole>()
  const headings = titlesAmong(nodes, context)
  const sectionLevel = level ?? repeatedLevel(headings, context)
  if (sectionLevel === undefined || !headings.some(({ depth }) => depth === sectionLevel)) return roles
  for (const heading of headings) if (heading.depth < sectionLevel) roles.set(heading, 'chapter')
  const stretches = splitAt(nodes, (heading) => heading.depth <= sectionLevel, context)
  assign(
    stretches.filter(({ heading }) => heading.depth === sectionLevel),
    level !== undefined,
    roles,
    context,
  )
  return roles
}

interface Stretch {
  readonly heading: Heading
  readonly nodes: readonly RootContent[]
}

function assign(
  stretches: readonly Stretch[],
  isFixed: boolean,
  roles: Map<Heading, HeadingRole>,
  context: ParseContext,
): void {
  const looks = stretches.map((stretch) => lookInto(stretch, context))
  // Headings such as "What happened" under each section structure a text.
  const counts = new Map<string, number>()
  for (const { inner } of looks)
    for (const title of new Set(inner.map(({ heading }) => normalizeTitle(wordsOf(heading)))))
      counts.set(title, (counts.get(title) ?? 0) + 1)
  const isRecurring = ({ heading }: Stretch) => (counts.get(normalizeTitle(wordsOf(heading))) ?? 0) > 1
  const hasBareChapter = looks.some(({ own, inner }) => own.length === 0 && inner.length > 0)
  for (const { heading, own, inner } of looks) {
    const isChapter =
      !isFixed &&
      inner.length > 0 &&
      !inner.some(isRecurring) &&
      (own.length === 0
        ? inner.some(({ heading: each }) => looksLikeSection(each, context)) || !looksLikeSection(heading, context)
        : isIntroduction(own) &&
          inner.length > 1 &&
          !looksLikeSection(heading, context) &&
          (hasBareChapter || inner.every((each) => isStory(each, context))))
    roles.set(heading, isChapter ? 'chapter' : 'section')
    if (isChapter) assign(inner, false, roles, context)
  }
}

/** The text right below a heading, and the headings of the next level below it. */
function lookInto({ heading, nodes }: Stretch, context: ParseContext) {
  const first = nodes.findIndex((node) => isSectionTitle(node, context))
  const own = (first < 0 ? nodes : nodes.slice(0, first)).filter(hasText)
  const below = titlesAmong(nodes, context).filter(({ depth }) => depth > heading.depth)
  const depth = Math.min(...below.map((each) => each.depth))
  return { heading, own, inner: splitAt(nodes, (each) => each.depth <= depth, context) }
}

function hasText(node: RootContent): boolean {
  return !['definition', 'footnoteDefinition', 'thematicBreak'].includes(node.type) && wordsOf(node).trim() !== ''
}

function isIntroduction(own: readonly RootContent[]): boolean {
  const length = own.reduce((sum, node) => sum + wordsOf(node).length, 0)
  return length <= introductionMax && own.every(({ type }) => type === 'paragraph' || type === 'blockquote')
}

/** A section in its own right: with a number, a tag, a link in its title, takeaways or a source. */
function isStory({ heading, nodes }: Stretch, context: ParseContext): boolean {
  const isLabel = (node: RootContent) => node.type === 'heading' && !isSectionTitle(node, context)
  return (
    looksLikeSection(heading, context) || heading.children.some(({ type }) => type === 'link') || nodes.some(isLabel)
  )
}

/** The highest level with two headings; with one, if it is that of a section by its look. */
function repeatedLevel(headings: readonly Heading[], context: ParseContext): number | undefined {
  const byDepth = Map.groupBy(headings, ({ depth }) => depth)
  const levels = [...byDepth.keys()].toSorted((one, other) => one - other)
  return (
    levels.find((depth) => (byDepth.get(depth)?.length ?? 0) > 1) ??
    levels.find((depth) => byDepth.get(depth)?.some((heading) => looksLikeSection(heading, context)))
  )
}

function titlesAmong(nodes: readonly RootContent[], context: ParseContext): Heading[] {
  return nodes.filter((node) => isSectionTitle(node, context)).filter((heading) => wordsOf(heading).trim() !== '')
}

/** The stretches that begin at such a heading; what comes before the first is left out. */
function splitAt(
  nodes: readonly RootContent[],
  isStart: (heading: Heading) => boolean,
  context: ParseContext,
): Stretch[] {
  const stretches: { heading: Heading; nodes: RootContent[] }[] = []
  for (const node of nodes) {
    if (isSectionTitle(node, context) && wordsOf(node).trim() !== '' && isStart(node))
      stretches.push({ heading: node, nodes: [] })
    else stretches.at(-1)?.nodes.push(node)
  }
  return stretches
}
