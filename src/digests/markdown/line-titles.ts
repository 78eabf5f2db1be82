import type { Paragraph, PhrasingContent, RootContent } from 'mdast'
import { wordsOf } from './chapters.ts'
import type { ParseContext } from './context.ts'
import { plainNumber, readNumber } from './title-number.ts'
import { matchesName } from './vocabulary-match.ts'

/** A longer line in bold is a statement, in characters. */
const titleMax = 120

/** Below this many of them, a line in bold is emphasis, and a number belongs to a sentence. */
const titlesMin = 2

/**
 * In a text without headings, lines in bold, lines behind a mark such as ■ or in 【】, or lines that are numbered from one on
 * take their place: at least two, each with a text below. A line with a colon at its end leads over to a list.
 */
export function lineTitles(nodes: readonly RootContent[], context: ParseContext): readonly RootContent[] {
  if (nodes.some(({ type }) => type === 'heading')) return nodes
  const bold = nodes.flatMap((node) => (node.type === 'paragraph' ? splitTitle(node, context) : [node]))
  if (areTitles(bold)) return bold
  const marked = nodes.flatMap((node) => (node.type === 'paragraph' ? splitMarked(node) : [node]))
  if (areTitles(marked)) return marked
  const numbered = splitNumbered(nodes, context)
  return areTitles(numbered) ? numbered : nodes
}

function areTitles(pieces: readonly RootContent[]): boolean {
  const isBare = pieces.some(({ type }, at) => type === 'heading' && (pieces[at + 1]?.type ?? 'heading') === 'heading')
  const titles = pieces.filter(({ type }) => type === 'heading').length
  return titles >= titlesMin && !isBare
}

/** `■ Title`, `◆Title` and `【Title】`, as Japanese and Chinese mails write them. */
const markedTitle = /^(?:[■□◆◇●◎▼▲★☆▶►]+\s*([^\n]+)|【([^】\n]+)】\s*)$/u

/** The line behind a mark at the beginning of a paragraph as a heading, and the lines below it. */
function splitMarked(paragraph: Paragraph): RootContent[] {
  const { title, below } = splitLine(paragraph.children)
  const [first, ...rest] = title
  const [, behind, within] = markedTitle.exec(title.map(wordsOf).join('').trim()) ?? []
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

/** First lines of paragraphs that count from one on, such as `Paper 01: Title`, `一、标题` or `2) Title`. */
function splitNumbered(nodes: readonly RootContent[], context: ParseContext): RootContent[] {
  let expected = 1
  return nodes.flatMap((node): RootContent[] => {
    if (node.type !== 'paragraph') return [node]
    const { title, below } = splitLine(node.children)
    const words = title.map(wordsOf).join('').trim()
    const [listed, han] = hanNumber.exec(words) ?? []
    const number = Number(han ? plainNumber(han) : readNumber(words, context.vocabulary, expected)?.value)
    if (number !== expected || words.length > titleMax || /[.。!！?？;；:：,，…]$/.test(words)) return [node]
    expected += 1
    const { position } = node
    const children = listed ? withNumber(title, listed, number) : title
    const heading = { type: 'heading' as const, depth: 2 as const, children, ...(position && { position }) }
    return below.length > 0 ? [heading, { ...node, children: below }] : [heading]
  })
}

/** `一、二线城市` counts nothing; among lines that count, `一、` is a number. */
const hanNumber = /^(\d{1,2}|[一二三四五六七八九十]{1,3})、\s*/

function withNumber([first, ...rest]: readonly PhrasingContent[], listed: string, number: number): PhrasingContent[] {
  if (first?.type !== 'text') return first ? [first, ...rest] : []
  return [{ ...first, value: `${number}. ${first.value.trimStart().slice(listed.length)}` }, ...rest]
}

/** The first line of a paragraph and the others. */
function splitLine(children: readonly PhrasingContent[]): { title: PhrasingContent[]; below: PhrasingContent[] } {
  const at = children.findIndex(
    (child) => child.type === 'break' || (child.type === 'text' && child.value.includes('\n')),
  )
  const end = children[at]
  if (!end) return { title: [...children], below: [] }
  const [first = '', ...lines] = end.type === 'text' ? end.value.split('\n') : []
  const rest = lines.join('\n')
  return {
    title: [...children.slice(0, at), ...(first.trim() === '' ? [] : [{ type: 'text' as const, value: first }])],
    below: [...(rest.trim() === '' ? [] : [{ type: 'text' as const, value: rest }]), ...children.slice(at + 1)],
  }
}

/** The line in bold at the beginning of a paragraph as a heading, and the lines below it. */
function splitTitle(paragraph: Paragraph, context: ParseContext): RootContent[] {
  const { position, children } = paragraph
  const at = children.findIndex(({ type }) => type === 'strong')
  const title = children.slice(0, at + 1)
  const rest = children.slice(at + 1)
  const words = title.map(wordsOf).join('').trim()
  const { takeaways, source } = context.vocabulary.headings
  const isLabel = /[:：]$/.test(words) || [takeaways, source].some((names) => matchesName(words, names))
  const isPlain = title.slice(0, -1).every((node) => node.type === 'text' && !/[\p{L}\n]/u.test(node.value))
  if (at < 0 || isLabel || !isPlain || words === '' || words.length > titleMax || words.includes('\n'))
    return [paragraph]
  const below = withoutLineEnd(rest)
  if (!below) return [paragraph]
  const heading = { type: 'heading' as const, depth: 2 as const, children: title, ...(position && { position }) }
  return below.length > 0 ? [heading, { ...paragraph, children: below }] : [heading]
}

/** What is on the next lines; undefined if the line goes on. */
function withoutLineEnd([first, ...rest]: readonly PhrasingContent[]): PhrasingContent[] | undefined {
  if (!first || first.type === 'break') return rest
  if (first.type !== 'text' || !/^[ \t]*\n/.test(first.value)) return undefined
  const value = first.value.replace(/^\s+/, '')
  return value === '' ? rest : [{ ...first, value }, ...rest]
}
