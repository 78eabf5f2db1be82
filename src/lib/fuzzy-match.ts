import { distance } from 'fastest-levenshtein'
import { normalizeTag } from '../domain/digest.ts'

/**
 * The known word that was probably meant, if any is close: less than half of the letters are wrong. `tolerance` is the share
 * of letters that may be wrong, rounded up.
 */
export function closestWord(word: string, known: readonly string[], tolerance = 0.4): string | undefined {
  const plain = normalizeTag(word)
  const ranked = known.map((name) => ({ name, edits: editsTo(plain, normalizeTag(name)) }))
  const best = ranked.toSorted((one, other) => one.edits - other.edits)[0]
  const editsMax = Math.min(Math.ceil(plain.length * tolerance), Math.max(1, Math.ceil(plain.length / 2) - 1))
  return best && best.edits <= editsMax ? best.name : undefined
}

/** `Did you mean "thread"? `, if any known word is close; otherwise nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const closest = closestWord(word, known)
  return closest === undefined ? '' : `Did you mean "${closest}"? `
}

/** A prefix such as `lang` is close to `language`, however long the rest. */
function editsTo(word: string, name: string): number {
  const isClose = (word.length >= 3 && name.startsWith(word)) || isOneSlip(word, name)
  return isClose ? 1 : distance(word, name)
}

/** Whether one letter is missing, added or wrong, or two neighbours are swapped. */
export function isOneSlip(word: string, name: string): boolean {
  if (distance(word, name) === 1) return true
  const at = [...word].findIndex((letter, index) => letter !== name[index])
  return word !== name && word === `${name.slice(0, at)}${name[at + 1]}${name[at]}${name.slice(at + 2)}`
}
