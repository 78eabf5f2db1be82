import type { Block, Inline } from './digest.ts'

/** The words of styled text, without the style. A line break becomes a newline. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines.map(inlineText).join('')
}

function inlineText(node: Inline): string {
  switch (node.type) {
    case 'text':
    case 'code':
    case 'math':
      return node.value
    case 'break':
      return '\n'
    case 'channel':
      return `#${node.value}`
    case 'strong':
    case 'emphasis':
    case 'strike':
    case 'link':
      return plainText(node.children)
  }
}

/** The words of blocks, one block a line. */
export function blocksText(blocks: readonly Block[]): string {
  return blocks.map(blockText).join('\n')
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return plainText(block.children)
    case 'list':
      return block.items.map((item) => blocksText(item.children)).join('\n')
    case 'quote':
      return blocksText(block.children)
    case 'code':
    case 'math':
      return block.value
    case 'table':
      return [block.header, ...block.rows].map((row) => row.map(plainText).join(' ')).join('\n')
    case 'image':
      return block.alt
    case 'rule':
      return ''
  }
}

/** The address of the first link, in reading order. */
export function firstLink(inlines: readonly Inline[]): string | undefined {
  for (const node of inlines) {
    if (node.type === 'link') return node.url
    const inner = 'children' in node ? firstLink(node.children) : undefined
    if (inner) return inner
  }
  return undefined
}
