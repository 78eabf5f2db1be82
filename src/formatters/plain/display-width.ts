/** Letters and signs that take two columns of a terminal (Unicode, "East Asian Width"), as a class of characters. */
export const wideLetters =
  '\\u1100-\\u115F\\u2E80-\\u303E\\u3041-\\u33FF\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uA000-\\uA4CF\\uAC00-\\uD7A3' +
  '\\uF900-\\uFAFF\\uFE30-\\uFE6F\\uFF00-\\uFF60\\uFFE0-\\uFFE6\\u{20000}-\\u{3FFFD}'

const wide = new RegExp(`[${wideLetters}\\p{Emoji_Presentation}\\uFE0F]`, 'u')
/** Marks on the letter before them, and signs that only steer. */
const unseen = /^[\p{M}\p{Cf}\p{Cc}]*$/u

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** How many columns of a terminal a text takes. */
export function displayWidth(text: string): number {
  // Most text is plain ASCII.
  if (/^[ -~]*$/.test(text)) return text.length
  let width = 0
  for (const { segment } of segmenter.segment(text)) width += unseen.test(segment) ? 0 : wide.test(segment) ? 2 : 1
  return width
}

/** The text with blanks up to a width. */
export function pad(text: string, width: number, align: 'left' | 'center' | 'right'): string {
  const blanks = Math.max(0, width - displayWidth(text))
  const before = align === 'right' ? blanks : align === 'center' ? Math.floor(blanks / 2) : 0
  return `${' '.repeat(before)}${text}${' '.repeat(blanks - before)}`
}
