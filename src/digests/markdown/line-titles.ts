import type { PhrasingContent, RootContent } from 'mdast'
import { wordsOf } from './chapters.ts'
import type { ParseContext } from './context.ts'
import { splitLine } from './line-ends.ts'
import { isBoldLink, linkedTitles } from './linked-titles.ts'
import { splitOutline } from './list-titles.ts'
import { splitRuled, titlesBelowRules } from './ruled-parts.ts'
import { isSourceLine } from './source-lines.ts'
import { hanNumber, readCount } from './title-number.ts'
import { rankTitles } from './title-ranks.ts'
import { emoji } from './title-tags.ts'
import { matchesName } from './vocabulary-match.ts'

/** In characters. A longer line in bold is a sentence. */
const titleMax = 120

/**
 * In a text without headings, lines in bold, lines behind a mark such as ■ or in a frame such as 【】, lines in capitals, or lines
 * that are numbered from one on take their place: at least two, each with a text below. A line with a colon at its end leads
 * over to a list, unless it is the first below a rule.
 */
export function lineTitles(
  nodes: readonly RootContent[],
  hasTitle: boolean,
  context: ParseContext,
): readonly RootContent[] {
  const at = nodes.findIndex(({ type }) => type === 'heading')
  const only = nodes[at]
  if (only?.type === 'heading') {
    const below = nodes.slice(at + 1)
    if (below.some(({ type }) => type === 'heading')) return withKickers(titlesBelowRules(linkedTitles(nodes), context))
    // Below the only heading, such as a greeting, lines may be those of the sections.
    const titled = lineTitles(below, true, context)
    return titled === below ? nodes : [...nodes.slice(0, at), { ...only, depth: 6 }, ...titled]
  }
  const readings = [
    splitTitles(nodes, context),
    nodes.flatMap(splitMarked),
    splitNumbered(nodes, context),
    nodes.flatMap(splitCapitals),
    splitItalics(nodes),
    nodes.flatMap(splitEmoji),
    splitRuled(nodes),
    splitOutline(nodes),
  ]
  for (const pieces of readings) {
    const ranked = rankTitles(pieces, hasTitle, context)
    if (ranked) return withKickers(ranked)
  }
  return nodes
}

/** `■ Title`, `◆Title` and `【Title】`, as Japanese and Chinese mails write them, and `== Title ==`. */
const markedTitle = /^(?:[■□◆◇●◎▼▲★☆▶►]+\s*([^\n]+)|【([^】\n]+)】\s*|([=*~-]{2,})[ \t]+(\S[^\n]*?)[ \t]+\3)$/u

/** The line behind a mark at the beginning of a paragraph as a heading, and the lines below it. */
function splitMarked(paragraph: RootContent): RootContent[] {
  if (paragraph.type !== 'paragraph') return [paragraph]
  const { title, below } = splitLine(paragraph.children)
  const [first, ...rest] = title
  const [, behind, boxed, , framed] = markedTitle.exec(title.map(wordsOf).join('').trim()) ?? []
  const within = boxed ?? framed
  const words = (behind ?? within)?.trim()
  // Lines that all have the mark are a list.
  const isList = /^\s*[■□◆◇●◎▼▲★☆▶►]/u.test(below.map(wordsOf).join(''))
  if (first?.type !== 'text' || words === undefined || words.length > titleMax || isList) return [paragraph]
  const { position } = paragraph
  const opening = { ...first, value: first.value.replace(/^\s*(?:[■□◆◇●◎▼▲★☆▶►]+\s*|【)/u, '') }
  const children = within === undefined ? [opening, ...rest] : [{ ...first, value: words }]
  const heading = { type: 'heading' as const, depth: 2 as const, children, ...(position && { position }) }
  return below.length > 0 ? [heading, { ...paragraph, children: below }] : [heading]
}

/** A line in capitals, without the end of a sentence. */
const capitals = /^(?!.*\p{Ll})(?=(?:.*\p{Lu}){3})[^\n]{3,100}(?<![.!?:,;])$/u

/** The line in capitals at the beginning of a paragraph as a heading, and the lines below it. */
function splitCapitals(paragraph: RootContent): RootContent[] {
  if (paragraph.type !== 'paragraph') return [paragraph]
  const { title, below } = splitBelowEmoji(paragraph.children)
  if (!capitals.test(title.map(wordsOf).join('').trim())) return [paragraph]
  const { position } = paragraph
  const heading = { type: 'heading' as const, depth: 2 as const, children: title, ...(position && { position }) }
  return below.length > 0 ? [heading, { ...paragraph, children: below }] : [heading]
}

/** The first line of a paragraph and the others; with an emoji alone on the first line, the first two lines. */
function splitBelowEmoji(children: readonly PhrasingContent[]): ReturnType<typeof splitLine> {
  const { title, below } = splitLine(children)
  if (!/^\s*[^\p{L}\p{N}\s]+\s*$/u.test(title.map(wordsOf).join(''))) return { title, below }
  const next = splitLine(below)
  return { title: [...title, { type: 'text', value: ' ' }, ...next.title], below: next.below }
}

/** Fewer lines in italics are a byline, a caption or a greeting. */
const italicsMin = 3

/** Lines in italics, without the end of a sentence, as headings. Below an image stands its caption. */
function splitItalics(nodes: readonly RootContent[]): RootContent[] {
  const pieces = nodes.map((node, at): RootContent[] => {
    const before = nodes[at - 1]
    const hasImage = before?.type === 'paragraph' && before.children.some(({ type }) => type === 'image')
    if (node.type !== 'paragraph' || hasImage) return [node]
    const { title, below } = splitLine(node.children)
    const [only, ...others] = title
    const words = wordsOf({ ...node, children: title }).trim()
    const isTitle = only?.type === 'emphasis' && others.length === 0 && !/[.。!！?？;；:：,，…]$/.test(words)
    if (!isTitle || words === '' || words.length > titleMax) return [node]
    const { position } = node
    const heading = {
      type: 'heading' as const,
      depth: 2 as const,
      children: only.children,
      ...(position && { position }),
    }
    return below.length > 0 ? [heading, { ...node, children: below }] : [heading]
  })
  return pieces.filter(([first]) => first?.type === 'heading').length < italicsMin ? [...nodes] : pieces.flat()
}

/** A single line in capitals above a title may end the text before it. */
const kickersMin = 2

/** Lines in capitals right above titles, such as names of columns and sponsors, belong to what is below them. */
function withKickers(nodes: readonly RootContent[]): readonly RootContent[] {
  const isKicker = (node: RootContent, at: number) =>
    node.type === 'paragraph' && nodes[at + 1]?.type === 'heading' && capitals.test(wordsOf(node).trim())
  // Behind a source or a rule, the text before it has ended.
  const isSure = (node: RootContent, at: number) => {
    const before = nodes[at - 1]
    const hasEnded = before?.type === 'thematicBreak' || (before?.type === 'paragraph' && isSourceLine(before.children))
    return hasEnded && isKicker(node, at)
  }
  const isMeant = nodes.filter(isKicker).length < kickersMin ? isSure : isKicker
  return nodes.map((node, at) =>
    node.type === 'paragraph' && isMeant(node, at) ? { ...node, type: 'heading', depth: 6 } : node,
  )
}

/** First lines of paragraphs that count from one on, such as `Paper 01: Title`, `一、标题` or `2) Title`. */
function splitNumbered(nodes: readonly RootContent[], context: ParseContext): RootContent[] {
  let expected = 1
  return nodes.flatMap((node): RootContent[] => {
    if (node.type !== 'paragraph') return [node]
    const { title, below } = splitLine(node.children)
    const words = title.map(wordsOf).join('').trim()
    const [listed] = hanNumber.exec(words) ?? []
    const number = readCount(words, context.vocabulary, expected)
    if (number !== expected || words.length > titleMax || /[.。!！?？;；:：,，…]$/.test(words)) return [node]
    expected += 1
    const { position } = node
    const children = listed ? withNumber(title, listed, number) : title
    const heading = { type: 'heading' as const, depth: 2 as const, children, ...(position && { position }) }
    return below.length > 0 ? [heading, { ...node, children: below }] : [heading]
  })
}

function withNumber([first, ...rest]: readonly PhrasingContent[], listed: string, number: number): PhrasingContent[] {
  if (first?.type !== 'text') return first ? [first, ...rest] : []
  return [{ ...first, value: `${number}. ${first.value.trimStart().slice(listed.length)}` }, ...rest]
}

/** Lines in bold as headings. Where they end with a colon below rules, so does the first one. */
function splitTitles(nodes: readonly RootContent[], context: ParseContext): RootContent[] {
  const splitBelow = (node: RootContent, at: number) =>
    splitTitle(node, nodes[at - 1]?.type === 'thematicBreak', context)
  const pieces = nodes.map(splitBelow)
  const [first, second] = pieces.flatMap((each, at) => (each[0]?.type === 'heading' ? [at] : []))
  const opening = nodes.findIndex((node) => node.type === 'paragraph' && node.children[0]?.type === 'strong')
  const isBefore = first !== undefined && second !== undefined && opening >= 0 && opening < first
  if (isBefore && nodes[first - 1]?.type === 'thematicBreak')
    pieces[opening] = splitTitle(nodes[opening] as RootContent, true, context)
  return pieces.flat()
}

/** The line in bold at the beginning of a paragraph as a heading, and the lines below it. */
function splitTitle(paragraph: RootContent, isBelowRule: boolean, context: ParseContext): RootContent[] {
  if (paragraph.type !== 'paragraph') return [paragraph]
  const { position, children } = paragraph
  const at = isBoldLink(paragraph) ? 0 : children.findIndex(({ type }) => type === 'strong')
  const title = children.slice(0, at + 1)
  const rest = children.slice(at + 1)
  const words = title.map(wordsOf).join('').trim()
  const { takeaways, source } = context.vocabulary.headings
  const isLabel =
    (/[:：]$/.test(words) && !isBelowRule) || [takeaways, source].some((names) => matchesName(words, names))
  const isPlain = title.slice(0, -1).every((node) => node.type === 'text' && !/[\p{L}\n]/u.test(node.value))
  if (at < 0 || isLabel || !isPlain || words === '' || words.length > titleMax || words.includes('\n'))
    return [paragraph]
  const below = withoutLineEnd(rest)
  if (!below) return [paragraph]
  const heading = { type: 'heading' as const, depth: 2 as const, children: title, ...(position && { position }) }
  // The name of a chapter may stand right above a title.
  return below.length > 0 ? [heading, ...splitTitle({ ...paragraph, children: below }, false, context)] : [heading]
}

/** The nodes after the line end; undefined if the line continues. */
function withoutLineEnd([first, ...rest]: readonly PhrasingContent[]): PhrasingContent[] | undefined {
  if (!first || first.type === 'break') return rest
  if (first.type !== 'text' || !/^[ \t]*\n/.test(first.value)) return undefined
  const value = first.value.replace(/^\s+/, '')
  return value === '' ? rest : [{ ...first, value }, ...rest]
}

/** A longer line behind an emoji is an item of news, in characters. */
const emojiTitleMax = 60

/** A short line that begins with an emoji, such as `🛠 Tools`, as a heading. */
function splitEmoji(node: RootContent): RootContent[] {
  const [only, ...others] = node.type === 'paragraph' ? node.children : []
  if (node.type !== 'paragraph' || only?.type !== 'text' || others.length > 0) return [node]
  const words = only.value.trim()
  const rest = words.replace(emoji, '')
  const isTitle = rest !== words && /^(?:\P{Ll}|\p{Ll}+\p{Lu})/u.test(rest) && !/\n|[.。!！?？:：,，;；…]$/.test(rest)
  return isTitle && words.length <= emojiTitleMax ? [{ ...node, type: 'heading', depth: 2 }] : [node]
}
