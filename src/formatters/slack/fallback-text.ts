import type { Block, Inline } from '../../domain/digest.ts'
import { plainText } from '../../domain/text.ts'
import { truncate } from '../../domain/truncate.ts'
import { escapeText, neutralizeMentions } from './escape.ts'
import { isTag } from './inlines.ts'
import { textBytesBudget } from './limits.ts'

/**
 * The `text` of a message, which notifications show and screen readers read: all lines if they fit, else the headlines,
 * up to the end of a line.
 */
export function fallbackText(headlines: readonly string[], lines: readonly string[]): string {
  const text = lines.map(silence).join('\n')
  return Buffer.byteLength(text) <= textBytesBudget ? text : linesThatFit(headlines)
}

/** Fits even if every character is an ampersand, which is sent as five. */
const oneLineMax = Math.floor(textBytesBudget / 5)

function linesThatFit([first = '', ...others]: readonly string[]): string {
  let text = silence(first)
  if (Buffer.byteLength(text) > textBytesBudget) text = silence(truncate(first, oneLineMax))
  for (const line of others) {
    const longer = `${text}\n${silence(line)}`
    if (Buffer.byteLength(longer) > textBytesBudget) break
    text = longer
  }
  return text
}

/** Text without mentions and links, even if Slack parses it. */
function silence(text: string): string {
  return escapeText(neutralizeMentions(text))
}

/** Blocks as lines of plain text: items numbered, tags set off by a colon from what they stand before. */
export function linesOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap(blockLines)
}

function blockLines(block: Block): string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlineLines(block.children)
    case 'quote':
      return linesOf(block.children)
    case 'list':
      return block.items.flatMap((item, at) => {
        const mark = block.ordered ? `${block.start + at}. ` : '• '
        const box = item.checked === undefined ? '' : item.checked ? '☑ ' : '☐ '
        const [first = '', ...rest] = linesOf(item.children)
        return [`${mark}${box}${first}`, ...rest]
      })
    case 'code':
    case 'math':
      return block.value === '' ? [] : block.value.split('\n')
    case 'table':
      return [block.header, ...block.rows].map((row) => row.map((cell) => inlineLines(cell).join(' ')).join(' | '))
    case 'image':
      return [block.alt]
    case 'rule':
      return []
  }
}

function inlineLines(inlines: readonly Inline[]): string[] {
  const text = inlines
    .map((node, at) => plainText([node]) + (isTag(node) ? separator(inlines.slice(at + 1)) : ''))
    .join('')
  return text === '' ? [] : text.split('\n')
}

/** The separator after a tag: none before a dot, or at the end. */
function separator([next, after]: readonly Inline[]): string {
  if (!next || plainText([next]).startsWith(' · ')) return ''
  return after && isTag(after) && plainText([next]) === ' ' ? ',' : ':'
}
