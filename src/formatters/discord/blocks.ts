import { imageLink } from '../../domain/build.ts'
import type { Block, ListItem } from '../../domain/digest.ts'
import { codeFence, headingLine, zeroWidthSpace } from './escape.ts'
import { inlineMarkdown, lineMarkdown } from './inlines.ts'
import { tableMarkdown } from './table.ts'

type List = Extract<Block, { type: 'list' }>

/** The maximum depth of nested lists: the client draws eleven. Deeper lists are shown at this depth. */
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

/** A cache of formatted blocks: a long text is formatted many times until it is split. */
const written = { inside: new WeakMap<Block, string>(), outside: new WeakMap<Block, string>() }

function blockMarkdown(block: Block, quoted: boolean): string {
  const known = quoted ? written.inside : written.outside
  const markdown = known.get(block) ?? newBlockMarkdown(block, quoted)
  known.set(block, markdown)
  return markdown
}

function newBlockMarkdown(block: Block, quoted: boolean): string {
  switch (block.type) {
    case 'paragraph':
      return inlineMarkdown(block.children).trim()
    case 'heading':
      return headingMarkdown(block)
    case 'list':
      return listLines(block, [], quoted).join('\n')
    case 'quote':
      return quoteMarkdown(block.children, quoted)
    case 'code':
      return codeFence(block.value, block.language)
    case 'math':
      return codeFence(block.value, 'tex')
    case 'table':
      return tableMarkdown(block)
    case 'image':
      return inlineMarkdown([imageLink(block)])
    case 'rule':
      return ruleLine
  }
}

function headingMarkdown({ depth, children }: Extract<Block, { type: 'heading' }>): string {
  const words = lineMarkdown(depth > 1 ? [{ type: 'strong', children }] : children)
  return depth > 1 ? words : headingLine('###', words)
}

/** A nested quote would show its markup. */
function quoteMarkdown(children: readonly Block[], quoted: boolean): string {
  const text = blocksMarkdown(children, true)
  return quoted || text === '' ? text : text.replace(/^/gm, '> ')
}

function listLines(list: List, indents: readonly string[], quoted: boolean): string[] {
  return list.items.flatMap((item, at) => {
    const number = list.start + at
    // The client counts from 1 to a milliard.
    const counts = list.start > 0 && list.start + list.items.length < 1_000_000_000
    const [mark, words] = !list.ordered ? ['-', ''] : counts ? [`${number}.`, ''] : ['-', `${number}\\. `]
    return itemLines(item, mark, words, indents, quoted)
  })
}

/** The client draws no heading in a list. */
function inItem(block: Block): Block {
  return block.type === 'heading' ? { ...block, depth: Math.max(2, block.depth) } : block
}

/** `indents` are those of the lists around, each as wide as the bullet or number of its item. */
function itemLines(
  { checked, children }: ListItem,
  mark: string,
  words: string,
  indents: readonly string[],
  quoted: boolean,
): string[] {
  const indent = indents.join('')
  const inner = [...indents, ' '.repeat(mark.length + 1)]
  const box = checked === undefined ? '' : checked ? '☑ ' : '☐ '
  const blocks = children.map(inItem)
  const [first, ...rest] = blocks
  const leads = first?.type === 'paragraph' || first?.type === 'heading'
  const [line = '', ...more] = leads ? blockMarkdown(first, quoted).split('\n') : []
  // A line of blanks alone would end the list.
  const follow = (text: string) => `${inner.join('')}${text.trim() === '' ? zeroWidthSpace : text}`
  const others = leads ? rest : blocks
  return [
    // A bullet without text would not be a bullet.
    `${indent}${mark} ${words}${box}${line || zeroWidthSpace}`,
    ...more.map(follow),
    ...others.flatMap((child, at) => {
      if (child.type === 'list') {
        // Without a line between them two lists are one.
        const between = others[at - 1]?.type === 'list' ? [follow(zeroWidthSpace)] : []
        return [...between, ...listLines(child, inner.length > listDepthMax ? indents : inner, quoted)]
      }
      const lines = blockMarkdown(child, quoted).split('\n')
      // Blocks that Discord does not support in a list are written outside it.
      return child.type === 'paragraph' || child.type === 'heading' || child.type === 'rule' ? lines.map(follow) : lines
    }),
  ]
}
