import stringWidth from 'string-width'
import { imageLink } from '../../domain/build.ts'
import type { Block, ListItem } from '../../domain/digest.ts'
import { plainInlines } from './inlines.ts'
import { drawTable, wrap } from './layout.ts'

/** The default width of a terminal, in columns. */
export const terminalColumns = 80

type List = Extract<Block, { type: 'list' }>

/** Blocks as plain text for a terminal. */
export function plainBlocks(blocks: readonly Block[], width = terminalColumns): string {
  let written = ''
  let before: Block | undefined
  for (const block of blocks) {
    const text = plainBlock(block, width)
    if (text === '') continue
    const close = before?.type === 'heading' || (before?.type === 'paragraph' && block.type === 'list')
    written += before ? `${close ? '\n' : '\n\n'}${text}` : text
    before = block
  }
  return written
}

function plainBlock(block: Block, width: number): string {
  switch (block.type) {
    case 'paragraph':
      return wrap(plainInlines(block.children), { width })
    case 'heading':
      return underlined(plainInlines(block.children), block.depth > 1 ? '' : '─', width)
    case 'list':
      return listText(block, width)
    case 'quote':
      return indented(plainBlocks(block.children, width - 2), '│ ')
    case 'code':
    case 'math':
      return indented(block.value, '    ')
    case 'table':
      return drawTable(block, width) ?? rowsText(block, width)
    case 'image':
      return wrap(plainInlines([imageLink(block)]), { width })
    case 'rule':
      return '─'.repeat(8)
  }
}

/** A heading with a line below it as long as itself. */
export function underlined(text: string, line: string, width: number): string {
  const heading = wrap(text, { width })
  const longest = Math.max(0, ...heading.split('\n').map((line) => stringWidth(line)))
  return heading && line ? `${heading}\n${line.repeat(Math.min(width, longest))}` : heading
}

function indented(text: string, indent: string): string {
  return text.trim() === '' ? '' : text.replace(/^/gm, indent).replace(/[ \t]+$/gm, '')
}

function listText({ items, ordered, start }: List, width: number): string {
  const marks = items.map((_, at) => (ordered ? `${start + at}.` : '•'))
  const column = Math.max(...marks.map((mark) => mark.length)) + 1
  const spaced = items.some(({ children }) => children.filter(({ type }) => type !== 'list').length > 1)
  return items
    .map((item, at) => itemText(item, (marks[at] ?? '').padStart(column - 1), width - column))
    .join(spaced ? '\n\n' : '\n')
}

function itemText({ checked, children }: ListItem, mark: string, width: number): string {
  const box = checked === undefined ? '' : checked ? '[x] ' : '[ ] '
  const text = `${box}${plainBlocks(children, width - box.length)}`
  return text.trim() === '' ? mark : `${mark} ${indented(text, ' '.repeat(mark.length + 1)).trimStart()}`
}

/** A table too wide for its columns: a line for each row. */
function rowsText({ header, rows }: Extract<Block, { type: 'table' }>, width: number): string {
  return [header, ...rows]
    .map((row) =>
      row
        .map(plainInlines)
        .filter((cell) => cell.trim() !== '')
        .join(' · '),
    )
    .filter(Boolean)
    .map((row, at) => wrap(row, { width, first: at === 0 ? '' : '• ', indent: '  ' }))
    .join('\n')
}
