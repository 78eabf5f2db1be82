import type { Block, Inline } from './digest.ts'

/** How plain text shows words, and links with their addresses. */
interface PlainForms {
  words(value: string): string
  link(words: string, url: string): string
}

const onlyWords: PlainForms = { words: (value) => value, link: (words) => words }

/** The words of styled text, without the style. A line break becomes a newline, and a link its words. */
export function plainText(inlines: readonly Inline[]): string {
  return textIn(onlyWords, inlines)
}

/** The text of styled text, where words and links have these forms. */
export function textIn(forms: PlainForms, inlines: readonly Inline[]): string {
  return inlines.map((node) => inlineText(node, forms)).join('')
}

function inlineText(node: Inline, forms: PlainForms): string {
  switch (node.type) {
    case 'text':
    case 'code':
    case 'math':
      return forms.words(node.value)
    case 'break':
      return '\n'
    case 'channel':
      return `#${node.value}`
    case 'strong':
    case 'emphasis':
    case 'strike':
      return textIn(forms, node.children)
    case 'link':
      return forms.link(textIn(forms, node.children), node.url)
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

/** Whether the words go on with a mark that has no blank before it: `, which is short`. */
export function beginsWithMark(inlines: readonly Inline[]): boolean {
  return /^(?:[,.;:!?)\]](?![\p{L}\p{N}])|[、，。；：！？（）「『《])/u.test(plainText(inlines))
}
