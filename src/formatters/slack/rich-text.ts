import { imageLink } from '../../domain/build.ts'
import type { Block, Inline, ListItem, Table } from '../../domain/digest.ts'
import { onceFor } from '../../lib/once-for.ts'
import { tableRecords } from '../shared/table-records.ts'
import type { InlineElement, RichElement, RichPreformatted } from './block-kit.ts'
import { inlineElements, joinElements } from './inlines.ts'
import { indentLimit } from './limits.ts'
import { drawnTable } from './table.ts'

type List = Extract<Block, { type: 'list' }>

/** The context of a block: the number of lists around it, and whether it is in a quote. */
interface Place {
  readonly depth: number
  readonly quoted: boolean
}

/** A block as the elements of a `rich_text` block; none when it has nothing to show. */
export function richElements(block: Block, place: Place = { depth: 0, quoted: false }): RichElement[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return lines(textElements(block), place)
    case 'list':
      return listElements(block, place)
    case 'quote':
      return joinQuotes(block.children.flatMap((child) => richElements(child, { ...place, quoted: true })))
    case 'code':
    case 'math':
      return block.value === '' ? [] : [preformatted([{ type: 'text', text: block.value }], place)]
    case 'table':
      return tableElements(block, place)
    case 'image':
      return lines(inlineElements([imageLink(block)]), place)
    case 'rule':
      return []
  }
}

/** Drawn as lines if they are narrow enough for a phone, else as a line for each row. */
function tableElements(table: Table, place: Place): RichElement[] {
  const drawn = drawnTable(table)
  if (drawn) return [preformatted(drawn, place)]
  return tableRecords(table).blocks.flatMap((block) => richElements(block, place))
}

function wordsOf(block: Extract<Block, { type: 'paragraph' | 'heading' }>): readonly Inline[] {
  return block.type === 'heading' ? [{ type: 'strong', children: block.children }] : block.children
}

/** A cache of paragraphs: a long text is formatted many times until it is split. */
const textElements = onceFor((block: Text) => inlineElements(wordsOf(block)))

function lines(elements: readonly InlineElement[], { quoted }: Place): RichElement[] {
  if (elements.length === 0) return []
  return [{ type: quoted ? 'rich_text_quote' : 'rich_text_section', elements }]
}

function preformatted(elements: RichPreformatted['elements'], { quoted }: Place): RichPreformatted {
  return { type: 'rich_text_preformatted', elements, ...(quoted && { border: 1 }) }
}

/**
 * The items of a list, each beginning with its paragraphs. Its other blocks follow it, and the list then continues
 * with the next number.
 */
function listElements(list: List, place: Place): RichElement[] {
  const items = list.items.flatMap((item, index): RichElement[] => {
    const text = textOf(item)
    const rest = item.children.slice(text.length)
    const inside = rest.flatMap((child) => richElements(child, { ...place, depth: place.depth + 1 }))
    // An item that holds nothing but a list needs no empty bullet above it.
    if (text.length === 0 && rest[0]?.type === 'list') return inside
    return [listItem(list, list.start + index, itemElements(item), place), ...inside]
  })
  return joinLists(items)
}

type Text = Extract<Block, { type: 'paragraph' | 'heading' }>

function isText(block: Block): block is Text {
  return block.type === 'paragraph' || block.type === 'heading'
}

/** The paragraphs that an item begins with. */
function textOf({ children }: ListItem): Text[] {
  const other = children.findIndex((child) => !isText(child))
  return children.slice(0, other < 0 ? children.length : other).filter(isText)
}

const itemElements = onceFor((item: ListItem): readonly InlineElement[] => {
  const { checked } = item
  const box: Inline[] = checked === undefined ? [] : [{ type: 'text', value: checked ? '☑ ' : '☐ ' }]
  const words = textOf(item).flatMap((block, at): readonly Inline[] =>
    at > 0 ? [{ type: 'break' }, ...wordsOf(block)] : wordsOf(block),
  )
  const elements = inlineElements([...box, ...words])
  return elements.length > 0 ? elements : [{ type: 'text', text: ' ' }]
})

function listItem(
  list: List,
  number: number,
  elements: readonly InlineElement[],
  { depth, quoted }: Place,
): RichElement {
  // Slack counts from 1 at least.
  const counted = list.ordered && number > 0
  const shown = list.ordered && !counted ? joinElements([{ type: 'text', text: `${number}. ` }, ...elements]) : elements
  return {
    type: 'rich_text_list',
    style: counted ? 'ordered' : 'bullet',
    elements: [{ type: 'rich_text_section', elements: shown }],
    ...(depth > 0 && { indent: Math.min(depth, indentLimit) }),
    ...(counted && number > 1 && { offset: number - 1 }),
    ...(quoted && { border: 1 }),
  }
}

/** Neighbours that are one list. */
function joinLists(elements: readonly RichElement[]): RichElement[] {
  const goesOn = (last: RichElement, next: RichElement) => {
    if (last.type !== 'rich_text_list' || next.type !== 'rich_text_list') return false
    const counts = last.style === 'bullet' || next.offset === (last.offset ?? 0) + last.elements.length
    return counts && last.style === next.style && last.indent === next.indent
  }
  return joinRuns(elements, goesOn, (run) => run.flatMap((element): readonly unknown[] => element.elements))
}

/** The paragraphs of one quote, a blank line between them. */
function joinQuotes(elements: readonly RichElement[]): RichElement[] {
  const goesOn = (last: RichElement, next: RichElement) =>
    last.type === 'rich_text_quote' && next.type === 'rich_text_quote'
  const words = (element: RichElement, at: number): InlineElement[] => {
    const own = element.type === 'rich_text_quote' ? element.elements : []
    return at > 0 ? [{ type: 'text', text: '\n\n' }, ...own] : [...own]
  }
  return joinRuns(elements, goesOn, (run) => joinElements(run.flatMap(words)))
}

/** Each run is joined once: a long list has thousands of items. */
function joinRuns(
  elements: readonly RichElement[],
  goesOn: (last: RichElement, next: RichElement) => boolean,
  join: (run: readonly RichElement[]) => readonly unknown[],
): RichElement[] {
  const runs: RichElement[][] = []
  for (const element of elements) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && goesOn(last, element)) run.push(element)
    else runs.push([element])
  }
  return runs.flatMap((run) => (run.length > 1 ? [{ ...run[0], elements: join(run) } as RichElement] : run))
}
