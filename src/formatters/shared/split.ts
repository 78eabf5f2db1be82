import type { Block, Inline } from '../../domain/digest.ts'
import { cutBlocks, type Pace } from './split-blocks.ts'
import { type Cut, cutInlines } from './split-inlines.ts'

/** Whether a text fits in one message. If a text fits, so do shorter ones. */
type FitsMessage<T> = (candidate: readonly T[]) => boolean

/**
 * Groups of blocks that each fit, with every word in order. A block that is too large is split after a paragraph, item,
 * row or line, else after a sentence, a word or a grapheme; it continues as a block of the same kind. If not even one
 * grapheme fits, it is a group of its own.
 */
export function splitBlocks(blocks: readonly Block[], fits: FitsMessage<Block>): Block[][] {
  // Most texts fit, and finding a place to split takes several tries.
  if (blocks.length > 0 && fits(blocks)) return [[...blocks]]
  const pace: Pace = {}
  return runs(blocks, (rest) => cutBlocks(rest, fits, true, pace))
}

/** The same for styled text: a style or link that goes on is repeated on both sides of a cut. */
export function splitInlines(inlines: readonly Inline[], fits: FitsMessage<Inline>): Inline[][] {
  return runs(inlines, (rest) => cutInlines(rest, fits, true))
}

function runs<T>(all: readonly T[], cut: (rest: readonly T[]) => Cut<readonly T[]>): T[][] {
  const found: T[][] = []
  for (let rest = all; rest.length > 0; ) {
    const { head, tail } = cut(rest)
    found.push([...head])
    rest = tail
  }
  return found
}
