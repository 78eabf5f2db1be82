import type { Inline } from '../../domain/digest.ts'
import { textIn } from '../../domain/text.ts'

const withAddresses: Parameters<typeof textIn>[0] = {
  words: onOneLine,
  link: (words, url) => (words === url || words === '' ? `<${url}>` : `${words} <${url}>`),
}

/** Styled text without its styles; a link is followed by its address. */
export function plainInlines(inlines: readonly Inline[]): string {
  return textIn(withAddresses, inlines)
}

/** Line breaks of the source become blanks; only explicit breaks end a line. */
export function onOneLine(text: string): string {
  return text.includes('\n') ? text.replace(/[^\S\n]*\n\s*/g, ' ') : text
}
