/** Scripts and signs that take two columns of a terminal (Unicode, "East Asian Width"). */
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Emoji_Presentation}\u3000-\u303E\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6]/u
/** Marks on the letter before them, and signs that only steer. */
const unseen = /^[\p{M}\p{Cf}\p{Cc}]*$/u

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** What a reader sees as one character each. */
export function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

/** How many columns of a terminal a text takes. */
export function displayWidth(text: string): number {
  // Most text is plain ASCII.
  if (/^[ -~]*$/.test(text)) return text.length
  return graphemes(text).reduce((width, grapheme) => width + graphemeWidth(grapheme), 0)
}

function graphemeWidth(grapheme: string): number {
  if (unseen.test(grapheme)) return 0
  return wide.test(grapheme) || grapheme.includes('\uFE0F') ? 2 : 1
}

/** The text with blanks up to a width. */
export function pad(text: string, width: number, align: 'left' | 'center' | 'right'): string {
  const blanks = Math.max(0, width - displayWidth(text))
  const before = align === 'right' ? blanks : align === 'center' ? Math.floor(blanks / 2) : 0
  return `${' '.repeat(before)}${text}${' '.repeat(blanks - before)}`
}
