/** A pluralized English noun with its number: `1 digest`, `2 digests`. */
export function count(number: number, word: string, plural = `${word}s`): string {
  return `${number} ${number === 1 ? word : plural}`
}
