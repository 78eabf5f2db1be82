/** Hebrew, Arabic (also Persian and Urdu) and the other scripts that are written from right to left. */
const rightToLeft = /[\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}]/u

/** Makes a line go from left to right, whatever it begins with. */
export const leftToRightMark = '\u200E'

/** First strong isolate and pop directional isolate: the text between them has its own direction. */
export const isolation = ['\u2068', '\u2069'] as const

export function isRightToLeft(text: string): boolean {
  return rightToLeft.test(text)
}

/**
 * Text that stands beside other words: what is written from right to left does not take numbers and marks beside it along.
 * https://www.w3.org/International/questions/qa-bidi-unicode-controls
 */
export function isolated(text: string): string {
  return isRightToLeft(text) ? isolate(text) : text
}

/** Joins short texts in one line. Their order stays, even if only some of them are written from right to left. */
export function sideBySide(texts: readonly string[]): string {
  return (texts.some(isRightToLeft) ? texts.map(isolate) : texts).join(' · ')
}

function isolate(text: string): string {
  return text.startsWith(isolation[0]) && text.endsWith(isolation[1]) ? text : isolation.join(text)
}
