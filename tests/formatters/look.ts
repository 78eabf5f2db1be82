/** How far ahead a word is looked for in one piece: what we add between two words is seldom longer. */
const near = 200

/**
 * Searches for the words of texts in the visible text, in order. A word that is not close counts as scattered: it was
 * split at the end of a message, or something comes before it, such as the repeated header of a table.
 */
export function look(texts: readonly string[], shown: string): { missing?: string; scattered: number } {
  const text = squeeze(shown)
  let [at, scattered] = [0, 0]
  for (const word of texts.flatMap((one) => one.split(/\s+/)).map(squeeze)) {
    const found = text.slice(at, at + near + word.length).indexOf(word)
    const end = found >= 0 ? at + found + word.length : endOfLetters(word, text, at)
    if (end < 0) return { missing: `${word} after …${text.slice(Math.max(0, at - 100), at)}`, scattered }
    if (found < 0) scattered += 1
    at = end
  }
  return { scattered }
}

/** The earliest place where all letters have come: never too far ahead for the next word. */
function endOfLetters(word: string, text: string, from: number): number {
  let at = from
  for (const letter of word) {
    const found = text.indexOf(letter, at)
    if (found < 0) return -1
    at = found + letter.length
  }
  return at
}

/** Without blanks, and without what takes no room: we add both. */
export function squeeze(text: string): string {
  return text.replace(/[\s\u200B]/g, '')
}
