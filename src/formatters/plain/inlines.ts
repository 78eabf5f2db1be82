import type { Inline } from '../../domain/digest.ts'

/** Styled text without its styles; a link is followed by its address. */
export function plainInlines(inlines: readonly Inline[]): string {
  return inlines.map(plainInline).join('')
}

function plainInline(node: Inline): string {
  switch (node.type) {
    case 'text':
    case 'code':
    case 'math':
      return onOneLine(node.value)
    case 'break':
      return '\n'
    case 'channel':
      return `#${node.value}`
    case 'strong':
    case 'emphasis':
    case 'strike':
      return plainInlines(node.children)
    case 'link': {
      const words = plainInlines(node.children)
      return words === node.url || words === '' ? `<${node.url}>` : `${words} <${node.url}>`
    }
  }
}

/** Line breaks of the source are blanks; only a break of its own ends a line. */
export function onOneLine(text: string): string {
  return text.includes('\n') ? text.replace(/[^\S\n]*\n\s*/g, ' ') : text
}
