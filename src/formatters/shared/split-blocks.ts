import type { Block, Inline, ListItem } from '../../domain/digest.ts'
import { type Cut, cutInlines, most } from './split-inlines.ts'
import { cutTable } from './split-table.ts'

type List = Extract<Block, { type: 'list' }>
type FitsBlocks = (candidate: readonly Block[]) => boolean

/** The size of the last message, as a guess for the next one. */
export interface Pace {
  blocks?: number
  items?: number
  rows?: number
  /** The quotes and lists around the block. */
  inside?: Pace
}

/**
 * The longest beginning of the blocks that fits. Undefined when nothing does, except when `force` asks for one
 * grapheme at least, or for a block in which nothing can be cut.
 */
export function cutBlocks(blocks: readonly Block[], fits: FitsBlocks, force: true, pace: Pace): Cut<readonly Block[]>
export function cutBlocks(
  blocks: readonly Block[],
  fits: FitsBlocks,
  force: boolean,
  pace: Pace,
): Cut<readonly Block[]> | undefined
export function cutBlocks(
  blocks: readonly Block[],
  fits: FitsBlocks,
  force: boolean,
  pace: Pace,
): Cut<readonly Block[]> | undefined {
  const whole = most(blocks.length, (count) => fits(blocks.slice(0, count)), pace.blocks)
  pace.blocks = whole
  const [head, next, after] = [blocks.slice(0, whole), blocks[whole], blocks.slice(whole + 1)]
  if (!next) return blocks.length > 0 || force || fits(blocks) ? { head, tail: [] } : undefined
  if (!head.every(isHeading) && fits([next])) return betweenBlocks(blocks, whole)
  const cut = cutBlock(next, (piece) => fits([...head, piece]), force && whole === 0, pace)
  if (cut) return { head: [...head, cut.head], tail: cut.tail ? [cut.tail, ...after] : after }
  return whole > 0 ? betweenBlocks(blocks, whole) : undefined
}

/** A heading stays with the text below it. */
function betweenBlocks(blocks: readonly Block[], at: number): Cut<readonly Block[]> {
  const announced = blocks.slice(0, at).findLastIndex((block) => !isHeading(block)) + 1
  const end = announced || at
  return { head: blocks.slice(0, end), tail: blocks.slice(end) }
}

function isHeading(block: Block): boolean {
  return block.type === 'heading'
}

interface BlockCut {
  readonly head: Block
  readonly tail?: Block
}

function cutBlock(block: Block, fits: (piece: Block) => boolean, force: boolean, pace: Pace): BlockCut | undefined {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return around(
        cutInlines(block.children, (children) => fits({ ...block, children }), force),
        (children) => ({ ...block, children }),
      )
    case 'quote':
      return around(
        cutBlocks(block.children, (children) => fits({ ...block, children }), force, inside(pace)),
        (children) => ({ ...block, children }),
      )
    case 'list':
      return cutList(block, fits, force, pace)
    case 'code':
    case 'math':
      return cutLines(block, fits, force)
    case 'table':
      return cutTable(block, fits, force, pace)
    // Any other block cannot be split.
    default:
      return force ? { head: block } : undefined
  }
}

function inside(pace: Pace): Pace {
  pace.inside ??= {}
  return pace.inside
}

function around<T>(cut: Cut<readonly T[]> | undefined, wrap: (content: readonly T[]) => Block): BlockCut | undefined {
  return cut && { head: wrap(cut.head), ...(cut.tail.length > 0 && { tail: wrap(cut.tail) }) }
}

function cutList(list: List, fits: (piece: Block) => boolean, force: boolean, pace: Pace): BlockCut | undefined {
  const from = (start: number, items: readonly ListItem[]): List => ({ ...list, start, items })
  const whole = most(list.items.length, (count) => fits(from(list.start, list.items.slice(0, count))), pace.items)
  pace.items = whole
  if (whole > 0) {
    const tail = list.items.slice(whole)
    return {
      head: from(list.start, list.items.slice(0, whole)),
      ...(tail.length > 0 && { tail: from(list.start + whole, tail) }),
    }
  }
  const [item, ...others] = list.items
  if (!item) return force ? { head: list } : undefined
  const only = (children: readonly Block[]) => from(list.start, [{ ...item, children }])
  const cut = cutBlocks(item.children, (children) => fits(only(children)), force, inside(pace))
  if (!cut) return undefined
  // An item that goes on keeps its number.
  if (cut.tail.length > 0)
    return { head: only(cut.head), tail: from(list.start, [{ ...item, children: cut.tail }, ...others]) }
  return { head: only(cut.head), ...(others.length > 0 && { tail: from(list.start + 1, others) }) }
}

/** After a line; within one only when it is longer than a message. */
function cutLines(
  block: Extract<Block, { type: 'code' | 'math' }>,
  fits: (piece: Block) => boolean,
  force: boolean,
): BlockCut | undefined {
  const piece = (lines: readonly Inline[]) => ({
    ...block,
    value: lines.map((line) => ('value' in line ? line.value : '')).join(''),
  })
  const text: readonly Inline[] = [{ type: 'text', value: block.value }]
  return around(
    cutInlines(text, (lines) => fits(piece(lines)), force),
    piece,
  )
}
