import type { Heading, RootContent } from 'mdast'
import type { Inline, Section } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import { problemText } from '../../i18n/problems.ts'
import { takeFootnotes } from './blocks.ts'
import { looksLikeSection, wordsOf } from './chapters.ts'
import type { ParseContext } from './context.ts'
import { dropStart } from './inline-text.ts'
import { isEmpty, readInlines } from './inlines.ts'
import { takeGreeting } from './ruled-parts.ts'
import { readSectionContent } from './section.ts'
import { type PrefixedTitle, readPrefixedTitle } from './title-prefix.ts'
import { matchesName } from './vocabulary-match.ts'

/** The heading of a section and what is below it. */
export interface SectionDraft {
  readonly heading: Heading
  readonly nodes: RootContent[]
  /** The headings above it. */
  readonly chapter?: readonly Inline[]
}

/** The sections of the featured chapter, the text before the first, and a greeting behind the last if the file ends there. */
export function readSections(
  nodes: readonly RootContent[],
  isEnd: boolean,
  context: ParseContext,
  reserved: readonly number[],
): { sections: Section[]; leading: readonly RootContent[]; closing: readonly RootContent[] } {
  const { drafts, leading } = splitSections(nodes, context)
  const contents = drafts.map((each) => each.nodes)
  const closing = isEnd ? takeGreeting(contents, context) : []
  return { sections: buildSections(drafts, readCaptions(drafts, context), context, reserved), leading, closing }
}

/** One section for each draft and caption. A section without a number gets one that is free and not `reserved`. */
export function buildSections(
  drafts: readonly SectionDraft[],
  captions: readonly PrefixedTitle[],
  context: ParseContext,
  reserved: readonly number[],
): Section[] {
  const taken = new Set([...reserved, ...captions.flatMap(({ number }) => (number ? [Number(number)] : []))])
  return drafts.map(({ heading, nodes, chapter }, at) => {
    const caption = captions[at] ?? { title: [] }
    const content = readSectionContent(heading, caption, nodes, context)
    const body = [...content.body, ...takeFootnotes(context)]
    const number = content.number ?? freeNumber(at + 1, taken)
    return context.mark({ ...content, number, ...(chapter && { chapter }), body }, heading)
  })
}

/** Number, tag and title of each section. */
export function readCaptions(drafts: readonly SectionDraft[], context: ParseContext): PrefixedTitle[] {
  let expected = 1
  const captions = drafts.map(({ heading }) => {
    const caption = readCaption(heading, expected, context)
    if (isEmpty(caption.title)) context.error('empty-title', problemText('empty-title'), heading)
    expected = Number(caption.number ?? expected) + 1
    return caption
  })
  return context.isFreeForm ? withReferenceNumbers(captions) : captions
}

/** `[1]`, `[2]`, `[3]` in front of all titles are their numbers; a single one may be a reference. */
function withReferenceNumbers(captions: readonly PrefixedTitle[]): PrefixedTitle[] {
  const found = captions.map(({ number, title }) =>
    number === undefined ? /^\s*\[(\d{1,3})\]\s+(?=\S)/.exec(plainText(title)) : undefined,
  )
  if (captions.length < 2 || found.some((each, at) => Number(each?.[1]) !== at + 1)) return [...captions]
  return captions.map((caption, at) => {
    const [whole = '', number = ''] = found[at] ?? []
    return { ...caption, number, title: dropStart(caption.title, whole.length) }
  })
}

/** In a file of any form a heading may consist of only a number or a tag, which then is its title. */
function readCaption(heading: Heading, expected: number, context: ParseContext): PrefixedTitle {
  const written = readInlines(heading.children, context)
  const caption = readPrefixedTitle(written, context.vocabulary, expected)
  return context.isFreeForm && isEmpty(caption.title) ? { title: written } : caption
}

/** The number of a section that has none: its place, unless another section is called so. */
export function freeNumber(place: number, taken: Set<number>): string {
  let number = place
  while (taken.has(number)) number++
  taken.add(number)
  return String(number).padStart(2, '0')
}

function splitSections(nodes: readonly RootContent[], context: ParseContext) {
  const isTitle = (node: RootContent): node is Heading => isSectionTitle(node, context)
  const titles = nodes.filter(isTitle)
  const level = Math.min(...titles.map(({ depth }) => depth))
  const leading: RootContent[] = []
  const drafts: SectionDraft[] = []
  for (const node of nodes) {
    if (isTitle(node) && (node.depth === level || isStraySection(node, context))) {
      drafts.push({ heading: node, nodes: [] })
    } else (drafts.at(-1)?.nodes ?? leading).push(node)
  }
  return { drafts, leading }
}

/** Whether a node is a heading, and not that of takeaways or a source. */
export function isSectionTitle(node: RootContent, { vocabulary, titles }: ParseContext): node is Heading {
  const { takeaways, source } = vocabulary.headings
  if (node.type === 'heading' && titles.has(node)) return true
  return node.type === 'heading' && ![takeaways, source].some((names) => matchesName(wordsOf(node), names))
}

/** Whether a heading is too deep by mistake. One that has only a number may be a step inside a text. */
function isStraySection(heading: Heading, context: ParseContext): boolean {
  return looksLikeSection(heading, context) && /^\s*\d{1,3}\s*[[【·]/.test(wordsOf(heading))
}
