import type { Block, Inline, ListItem, Table } from '../../domain/digest.ts'
import { escapeHtml } from './escape.ts'

/** Blocks as HTML for other programs: no styles, no scripts, no attributes but addresses. `depth` is that of headings. */
export function htmlBlocks(blocks: readonly Block[], depth = 3): string {
  return blocks.map((block) => htmlBlock(block, depth)).join('\n')
}

function htmlBlock(block: Block, depth: number): string {
  switch (block.type) {
    case 'paragraph':
      return htmlElement('p', htmlInlines(block.children))
    case 'heading':
      return htmlElement(`h${Math.min(6, depth + block.depth)}`, htmlInlines(block.children))
    case 'list': {
      const items = block.items.map((item) => htmlItem(item, depth)).join('\n')
      const start = block.ordered && block.start !== 1 ? ` start="${block.start}"` : ''
      return block.ordered ? `<ol${start}>\n${items}\n</ol>` : `<ul>\n${items}\n</ul>`
    }
    case 'quote':
      return htmlElement('blockquote', htmlBlocks(block.children, depth))
    case 'code':
    case 'math':
      return htmlElement('pre', htmlElement('code', escapeHtml(block.value)))
    case 'table':
      return htmlTable(block)
    case 'image':
      return htmlElement('p', `<img src="${escapeHtml(block.url)}" alt="${escapeHtml(block.alt)}">`)
    case 'rule':
      return '<hr>'
  }
}

function htmlItem({ checked, children }: ListItem, depth: number): string {
  const box = checked === undefined ? '' : checked ? '☑ ' : '☐ '
  const [first, ...others] = children
  // An item of one paragraph stays one line.
  if (first?.type === 'paragraph' && others.every(({ type }) => type === 'list')) {
    const rest = others.length > 0 ? `\n${htmlBlocks(others, depth)}` : ''
    return htmlElement('li', `${box}${htmlInlines(first.children)}${rest}`)
  }
  return htmlElement('li', `${box}${htmlBlocks(children, depth)}`)
}

function htmlTable({ align, header, rows }: Table): string {
  const row = (cells: Table['header'], name: 'th' | 'td') => {
    const written = cells.map((cell, at) => {
      const side = align[at] ?? 'left'
      return `<${name}${side === 'left' ? '' : ` align="${side}"`}>${htmlInlines(cell)}</${name}>`
    })
    return htmlElement('tr', written.join(''))
  }
  const body = rows.map((cells) => row(cells, 'td')).join('\n')
  return `<table>\n<thead>\n${row(header, 'th')}\n</thead>\n<tbody>\n${body}\n</tbody>\n</table>`
}

export function htmlInlines(inlines: readonly Inline[]): string {
  return inlines.map(htmlInline).join('')
}

function htmlInline(node: Inline): string {
  switch (node.type) {
    case 'text':
      return escapeHtml(node.value)
    case 'code':
    case 'math':
      return htmlElement('code', escapeHtml(node.value))
    case 'strong':
      return htmlElement('strong', htmlInlines(node.children))
    case 'emphasis':
      return htmlElement('em', htmlInlines(node.children))
    case 'strike':
      return htmlElement('del', htmlInlines(node.children))
    case 'link':
      return `<a href="${escapeHtml(node.url)}">${htmlInlines(node.children) || escapeHtml(node.url)}</a>`
    case 'break':
      return '<br>'
    case 'channel':
      return `#${escapeHtml(node.value)}`
  }
}

/** The content is markup already. */
export function htmlElement(name: string, content: string): string {
  return `<${name}>${content}</${name}>`
}
