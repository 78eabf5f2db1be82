/** The longest text of a candidate, in characters; one of more than 20,000 is cut at the end of a paragraph or sentence. */
const textMax = 20_000

/** Control characters, and those that change the direction of what follows them. */
const invisible = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]/gu

/** Text with single blanks, single line breaks, and paragraphs apart by an empty line; cut at 20,000 characters. */
export function tidyText(text: string): string {
  const tidy = text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(invisible, (character) => (character === '\n' ? '\n' : character === '\t' ? ' ' : ''))
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{2,}/g, '\n\n')
    .trim()
  return tidy.length <= textMax ? tidy : cut(tidy)
}

function cut(text: string): string {
  const start = text.slice(0, textMax).replace(/[\ud800-\udbff]$/, '')
  const end = Math.max(start.lastIndexOf('\n\n'), start.lastIndexOf('. ') + 1, start.lastIndexOf('。') + 1)
  return start.slice(0, end > textMax / 2 ? end : undefined).trim()
}
