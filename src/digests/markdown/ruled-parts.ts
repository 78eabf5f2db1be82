import type { Heading, Paragraph, PhrasingContent, RootContent } from 'mdast'
import { wordsOf } from './chapters.ts'
import type { ParseContext } from './context.ts'
import { freeLabelLines } from './label-lines.ts'
import { splitLine } from './line-ends.ts'
import { endingLinks, isLoneLink, isSourceLine } from './source-lines.ts'
import { labelLength, matchesName } from './vocabulary-match.ts'

/** A longer line is a statement, in characters. */
const titleMax = 120

/** What an author adds below a last rule is at most this long, in characters. */
const closingMax = 600

/** A longer part between two rules belongs to one text, in characters. */
const storyMax = 1_500

/** With fewer of them, rules are drawn inside of one text. */
const storiesMin = 3

/** Lines in bold right below rules, between headings, as headings like those before them, with the lines in bold above their text as small ones. */
export function titlesBelowRules(nodes: readonly RootContent[], context: ParseContext): readonly RootContent[] {
  let depth: Heading['depth'] | undefined
  let isOpen = false
  // A heading that is alone on its level, such as a subtitle, is like no other title.
  const counts = Map.groupBy(nodes, (node) => (node.type === 'heading' ? node.depth : 0))
  return nodes.map((node, at) => {
    if (node.type === 'heading') ({ depth } = node)
    const isBelow = (depth && (counts.get(depth)?.length ?? 0) > 1 && nodes[at - 1]?.type === 'thematicBreak') || isOpen
    isOpen = isBelow && depth !== undefined && isBoldLine(node, context)
    const next = nodes[at + 1]
    if (!isOpen || node.type !== 'paragraph' || depth === undefined || !next || isEnd(next)) return node
    const [bold] = node.children
    const children = bold?.type === 'strong' ? bold.children : node.children
    return { ...node, type: 'heading', depth: isBoldLine(next, context) ? 6 : depth, children }
  })
}

function isEnd({ type }: RootContent): boolean {
  return type === 'heading' || type === 'thematicBreak'
}

function isBoldLine(node: RootContent, { vocabulary }: ParseContext): node is Paragraph {
  if (node.type !== 'paragraph') return false
  const [only, ...others] = node.children
  const words = wordsOf(node).trim()
  const { takeaways, source } = vocabulary.headings
  const isLabel = [takeaways, source].some((names) => matchesName(words, names))
  return (
    only?.type === 'strong' &&
    others.length === 0 &&
    words.length <= titleMax &&
    !isLabel &&
    !/[.。!！?？…]$/.test(words)
  )
}

/**
 * Takes what an author adds below a last rule, such as a greeting, from the end of the last section. `isRuled` says that rules
 * are drawn inside of other sections too, and part nothing there.
 */
export function takeClosing(nodes: RootContent[], isRuled: boolean, context: ParseContext): RootContent[] {
  const at = nodes.findLastIndex(({ type }) => type === 'thematicBreak')
  const own = nodes.slice(at + 1).filter(({ type }) => type !== 'definition' && type !== 'footnoteDefinition')
  const hasText = nodes.slice(0, Math.max(0, at)).some((node) => !isEnd(node) && wordsOf(node).trim() !== '')
  const length = own.reduce((sum, node) => sum + wordsOf(node).length, 0)
  const isPart = own.some((node) => node.type === 'heading' || isLabelled(node, context))
  if (at < 0 || isRuled || !hasText || own.length === 0 || length > closingMax || isPart) return []
  return nodes.splice(at)
}

/** The most characters and paragraphs of a greeting that follows the last section without a rule. */
const [greetingMax, greetingParagraphsMax] = [300, 3]

/** `Correction (13 March): …` is about the section, and `P.S.: …` is not. */
const remark = /^(?!p\.?\s?s\b)[^\n:：]{2,40}[:：]\s*\S/i

/**
 * Takes a greeting such as "See you on Friday" from the end of the last section where no rule parts it: short paragraphs without a
 * link behind the source, if other sections end with theirs.
 */
export function takeGreeting(sections: readonly RootContent[][], context: ParseContext): RootContent[] {
  const last = sections.at(-1) ?? []
  const own = behindSource(last, context) ?? []
  const others = sections.slice(0, -1).flatMap((nodes) => behindSource(nodes, context)?.length ?? [])
  const length = own.reduce((sum, node) => sum + wordsOf(node).length, 0)
  const isGreeting = own.every(
    (node) =>
      node.type === 'paragraph' && !holdsLink(node) && !isLabelled(node, context) && !remark.test(wordsOf(node)),
  )
  const isShort = own.length > 0 && own.length <= greetingParagraphsMax && length <= greetingMax
  if (others.length === 0 || others.some((count) => count > 0) || !isGreeting || !isShort) return []
  return last.splice(last.indexOf(own[0] as RootContent))
}

/** What stands behind the last source in a section; undefined without a source. */
function behindSource(nodes: readonly RootContent[], context: ParseContext): RootContent[] | undefined {
  const at = nodes.findLastIndex((node) => endsWithSource(node, context))
  const isText = ({ type }: RootContent) => type !== 'definition' && type !== 'footnoteDefinition'
  return at < 0 ? undefined : nodes.slice(at + 1).filter(isText)
}

function endsWithSource(node: RootContent, context: ParseContext): boolean {
  const last = node.type === 'paragraph' ? freeLabelLines([node], context).at(-1) : undefined
  if (last?.type !== 'paragraph') return false
  return (
    labelLength(wordsOf(last), context.vocabulary, 'source') !== undefined ||
    isSourceLine(last.children) ||
    isLoneLink(last.children) ||
    endingLinks(last.children) !== undefined
  )
}

/** Whether a line belongs to a section wherever it stands. */
function isLabelled(node: RootContent, { vocabulary }: ParseContext): boolean {
  if (node.type !== 'paragraph') return false
  const words = wordsOf(node)
  return (
    matchesName(words, vocabulary.headings.takeaways) ||
    labelLength(words, vocabulary, 'takeaways') !== undefined ||
    labelLength(words, vocabulary, 'source') !== undefined ||
    isSourceLine(node.children)
  )
}

/** Whether a section has a rule with text on both of its sides. */
export function hasInnerRule(nodes: readonly RootContent[]): boolean {
  const at = nodes.findIndex(({ type }) => type === 'thematicBreak')
  return at > 0 && nodes.slice(at).some((node) => !isEnd(node) && wordsOf(node).trim() !== '')
}

/**
 * Short texts with a link each, set apart by rules only, with their first line or sentence as heading. What is before and behind them
 * may be a greeting.
 */
export function splitRuled(nodes: readonly RootContent[]): RootContent[] {
  const parts: RootContent[][] = [[]]
  for (const node of nodes) {
    if (node.type === 'thematicBreak') parts.push([])
    parts.at(-1)?.push(node)
  }
  const stories = parts.map(storyOf)
  const [first, last] = [stories.findIndex(Boolean), stories.findLastIndex(Boolean)]
  const isWhole = stories.slice(first, last + 1).every(Boolean) && first < 2 && last > parts.length - 3
  if (stories.filter(Boolean).length < storiesMin || !isWhole) return [...nodes]
  return parts.flatMap((part, at) => stories[at] ?? part)
}

/** A part below a rule with a heading; undefined if it is no text of its own. */
function storyOf(part: readonly RootContent[]): RootContent[] | undefined {
  const rule = part[0]?.type === 'thematicBreak' ? part.slice(0, 1) : []
  const below = part.slice(rule.length)
  const [first, ...rest] = below
  const length = below.reduce((sum, node) => sum + wordsOf(node).length, 0)
  if (first?.type !== 'paragraph' || length > storyMax || !below.some(holdsLink)) return undefined
  const { title, text } = splitFirst(first, rest.length > 0)
  if (title.length === 0 || wordsOf({ ...first, children: title }).trim().length > titleMax) return undefined
  const { position } = first
  const heading: Heading = { type: 'heading', depth: 2, children: title, ...(position && { position }) }
  const own: RootContent[] = text.length > 0 ? [{ ...first, children: text }] : []
  return own.length + rest.length > 0 ? [...rule, heading, ...own, ...rest] : undefined
}

function holdsLink(node: RootContent | PhrasingContent): boolean {
  return node.type === 'link' || node.type === 'linkReference' || ('children' in node && node.children.some(holdsLink))
}

/** The end of a sentence inside a text; `e.g. this`, `et al. show` and `Dr. Who` are none. */
const sentenceEnd =
  /(?<=[\p{Ll}\p{N})”"’%]{2})(?<!\b(?:vs|al|etc|inc|approx|no|ca))[.!?]+["”’)]?\s+(?=\P{Ll})|[。！？]["”’」』）]?(?=\S)/u

/** The first line of a paragraph, if it is no sentence that goes on, or its first sentence. */
function splitFirst(paragraph: Paragraph, hasMore: boolean): { title: PhrasingContent[]; text: PhrasingContent[] } {
  const { title, below } = splitLine(paragraph.children)
  const isTitle = !/[.。!！?？…,，;；:：]$/.test(title.map(wordsOf).join('').trim())
  if (below.length > 0 && isTitle) return { title, text: below }
  const at = paragraph.children.findIndex((child) => child.type === 'text' && sentenceEnd.test(child.value))
  const child = paragraph.children[at]
  if (child?.type !== 'text') return { title: hasMore ? [...paragraph.children] : [], text: [] }
  const end = sentenceEnd.exec(child.value)
  const cut = (end?.index ?? 0) + (end?.[0].length ?? 0)
  return {
    title: [...paragraph.children.slice(0, at), { ...child, value: child.value.slice(0, cut).trimEnd() }],
    text: [{ ...child, value: child.value.slice(cut) }, ...paragraph.children.slice(at + 1)],
  }
}
