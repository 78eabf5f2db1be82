import type { List, RootContent } from 'mdast'
import { unstyled } from '../../domain/build.ts'
import type { Highlight, Inline, Note } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import type { MovedKind, MovedPlace } from '../../i18n/en/problems-digests.ts'
import { problemText } from '../../i18n/problems.ts'
import type { ParseContext } from './context.ts'
import { dropStart, mergeTexts, trimStart } from './inline-text.ts'
import { isEmpty, readInlines } from './inlines.ts'
import { readPrefixedTitle } from './title-prefix.ts'

/** A chapter that is one list, with the text before and after it. */
export interface ListChapter<Item> {
  readonly items: readonly Item[]
  readonly leading: readonly RootContent[]
  readonly trailing: readonly RootContent[]
}

/** Bullets as headline and text: `- **Headline.** Text.` */
export function readOverview(nodes: readonly RootContent[], context: ParseContext): ListChapter<Highlight> {
  return readListed(nodes, context, readHighlight)
}

/** Reads every list of a chapter, item by item. */
function readListed<Item extends object>(
  nodes: readonly RootContent[],
  context: ParseContext,
  read: (point: readonly Inline[]) => Item,
): ListChapter<Item> {
  const items: Item[] = []
  const leading: RootContent[] = []
  const trailing: RootContent[] = []
  for (const node of nodes) {
    if (node.type !== 'list') {
      ;(items.length > 0 ? trailing : leading).push(node)
      continue
    }
    for (const point of readListItems(node, context, trailing)) {
      items.push(context.mark(read(point), context.at(point) ?? node))
    }
  }
  return { items, leading, trailing }
}

function readHighlight(point: readonly Inline[]): Highlight {
  const [headline, text] = splitHeadline(point)
  return { headline, text }
}

/** Cuts bold words off the front of a bullet: they are its headline or title. */
export function splitHeadline(point: readonly Inline[]): [headline: readonly Inline[], rest: readonly Inline[]] {
  const [first, ...rest] = trimStart(point)
  if (first?.type === 'strong') return closeHeadline(first.children, rest)
  const inner = first?.type === 'link' && first.children.length === 1 ? first.children[0] : undefined
  if (first?.type === 'link' && inner?.type === 'strong') {
    return closeHeadline([{ ...first, children: inner.children }], rest)
  }
  return [[], first ? [first, ...rest] : []]
}

/** The punctuation that ends a headline belongs to it, also outside the bold. */
function closeHeadline(headline: readonly Inline[], rest: readonly Inline[]): [readonly Inline[], readonly Inline[]] {
  const end = /^[:：.。,，;；!！?？]+/.exec(plainText(rest))?.[0]
  return end ? [[...headline, { type: 'text', value: end }], dropStart(rest, end.length)] : [headline, trimStart(rest)]
}

/** Items of "Also worth noting": `- 05 [Agent] **Title.** One line. [Link](…)`. */
export function readNotes(nodes: readonly RootContent[], context: ParseContext, lastNumber: number): ListChapter<Note> {
  let expected = lastNumber + 1
  return readListed(nodes, context, (point) => {
    const { title: content, ...caption } = readPrefixedTitle(point, context.vocabulary, expected, true)
    expected = Number(caption.number ?? expected) + 1
    const [headline, text] = splitHeadline(content)
    if (headline.length > 0) return { ...caption, title: headline, text }
    // Without bold words, the title is the link at the start, or the whole item.
    const [first, ...rest] = content
    return first?.type === 'link'
      ? { ...caption, title: [first], text: trimStart(rest) }
      : { ...caption, title: content, text: [] }
  })
}

/** Reads a list whose items are only styled text; their other content is added to `leftover`. */
export function readListItems(list: List, context: ParseContext, leftover: RootContent[]): Inline[][] {
  return list.children.flatMap((item) => {
    const point: Inline[] = []
    for (const node of item.children) {
      if (node.type !== 'paragraph') leftover.push(node)
      else {
        if (point.length > 0) point.push({ type: 'break' })
        point.push(...readInlines(node.children, context))
      }
    }
    // `[x]` at the start of a bullet makes it a task, which these lists do not have.
    if (typeof item.checked === 'boolean') point.unshift(unstyled(item.checked ? '[x] ' : '[ ] '))
    return isEmpty(point) ? [] : [context.mark(mergeTexts(point), item)]
  })
}

const named = ['list', 'table', 'code', 'blockquote', 'heading', 'math', 'image', 'html'] as const satisfies readonly (
  | MovedKind
  | RootContent['type']
)[]

/** Reports that a text is shown, but in another place. */
export function warnMovedText(nodes: readonly RootContent[], place: MovedPlace, context: ParseContext): void {
  for (const node of nodes) {
    if (['definition', 'footnoteDefinition', 'thematicBreak'].includes(node.type)) continue
    const kind = named.find((type) => type === node.type) ?? 'paragraph'
    context.warn('carried-as-prose', problemText('moved-text', kind, place), node)
  }
}
