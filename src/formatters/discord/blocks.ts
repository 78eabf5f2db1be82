import type { Block, ListItem } from '../../domain/digest.ts'
import { codeFence, zeroWidthSpace } from './escape.ts'
import { inlineMarkdown, lineMarkdown } from './inlines.ts'
import { tableMarkdown } from './table.ts'

type List = Extract<Block, { type: 'list' }>

/** Discord draws deeper lists as plain text. */
const listDepthMax = 8

/** A line across the text, where there is no separator component. */
const ruleLine = '───'

/** Blocks as Discord's markdown. */
export function blocksMarkdown(blocks: readonly Block[], quoted = false): string {
  return (
    blocks
      .map((block) => ({ block, text: blockMarkdown(block, quoted) }))
      .filter(({ text }) => text !== '')
      .reduce<Written | undefined>(
        (before, after) => (before ? { ...after, text: before.text + gap(before, after) + after.text } : after),
        undefined,
      )?.text ?? ''
  )
}

interface Written {
  readonly block: Block
  readonly text: string
}

/** Headings, lists and code keep their own distance. */
function gap(before: Written, after: Written): string {
  const list = after.block.type === 'list' && before.block.type !== 'list'
  const close = before.block.type === 'heading' || before.text.endsWith('```') || after.text.startsWith('```')
  return list || close ? '\n' : '\n\n'
}

function blockMarkdown(block: Block, quoted: boolean): string {
  switch (block.type) {
    case 'paragraph':
      return inlineMarkdown(block.children).trim()
    case 'heading':
      return headingMarkdown(block)
    case 'list':
      return listLines(block, 0, quoted).join('\n')
    case 'quote':
      return quoteMarkdown(block.children, quoted)
    case 'code':
      return codeFence(block.value, block.language)
    case 'math':
      return codeFence(block.value, 'tex')
    case 'table':
      return tableMarkdown(block)
    case 'rule':
      return ruleLine
  }
}

function headingMarkdown({ depth, children }: Extract<Block, { type: 'heading' }>): string {
  const words = lineMarkdown(depth > 1 ? [{ type: 'strong', children }] : children)
  return words === '' || depth > 1 ? words : `### ${words}`
}

/** A quote inside a quote would show its marks. */
function quoteMarkdown(children: readonly Block[], quoted: boolean): string {
  const text = blocksMarkdown(children, true)
  return quoted || text === '' ? text : text.replace(/^/gm, '> ')
}

function listLines(list: List, depth: number, quoted: boolean): string[] {
  return list.items.flatMap((item, at) => {
    const mark = list.ordered ? `${list.start + at}.` : '-'
    return itemLines(item, mark, depth, quoted)
  })
}

function itemLines({ checked, children }: ListItem, mark: string, depth: number, quoted: boolean): string[] {
  const indent = '  '.repeat(Math.min(depth, listDepthMax))
  const box = checked === undefined ? '' : checked ? '☑ ' : '☐ '
  const [first, ...rest] = children
  const leads = first?.type === 'paragraph' || first?.type === 'heading'
  const [line = '', ...more] = leads ? blockMarkdown(first, quoted).split('\n') : []
  const follow = (text: string) => `${indent}  ${text}`
  return [
    // A bullet with nothing behind it would not be one.
    `${indent}${mark} ${box}${line || zeroWidthSpace}`,
    ...more.map(follow),
    ...(leads ? rest : children).flatMap((child) => {
      if (child.type === 'list') return listLines(child, depth + 1, quoted)
      const lines = blockMarkdown(child, quoted).split('\n')
      // What Discord does not know inside a list stands at the margin.
      return child.type === 'paragraph' || child.type === 'heading' || child.type === 'rule' ? lines.map(follow) : lines
    }),
  ]
}
