import { stemsOf } from './languages.ts'
import { isUnspaced } from './tokenizer.ts'

/** Knowledge from the archive that helps to parse a query. */
export interface KnownWords {
  /** The languages of its digests. */
  readonly languages: readonly string[]
  /** The reader's language, if known: its stop words are left out. */
  readonly spoken: readonly string[]
  readonly words: ReadonlySet<string>
}

/** The shortest halves of a joined word: `kv` and `cache`. */
const shortestHalf = 2

/** Longer words are not taken apart, and a query is not looked for in more ways than these. */
const [longestJoined, waysMax] = [40, 8]

/** Two known words that were typed as one, the second also as a stem: `tool call` of `toolcalling`. A number is one word. */
export function halvesOf(word: string, { languages, words: known }: KnownWords): string[][] {
  const halves: string[][] = []
  if (isNumber(word)) return halves
  for (let at = shortestHalf; at <= word.length - shortestHalf && word.length < longestJoined; at++) {
    const [first, second] = [word.slice(0, at), word.slice(at)]
    if (!known.has(first)) continue
    halves.push(
      ...[second, ...stemsOf(second, languages)].filter((half) => known.has(half)).map((half) => [first, half]),
    )
  }
  return halves
}

/**
 * Other ways to read letters and digits that were typed without a blank: `gpt 3 5` of `gpt35`, `kimi k 2` of `kimik2`,
 * `text to video` of `text2video`.
 */
export function withDigitsApart(words: readonly string[], vocabulary: KnownWords): string[][] {
  if (!words.some(isNumber) || words.some(isUnspaced)) return []
  const ways = words.map((_, at) => waysOf(words, at, vocabulary))
  const all = ways.reduce<string[][]>(
    (before, some) => before.flatMap((begun) => some.map((way) => [...begun, ...way])).slice(0, waysMax),
    [[]],
  )
  return all.filter((way) => way.join(' ') !== words.join(' '))
}

function waysOf(words: readonly string[], at: number, vocabulary: KnownWords): readonly (readonly string[])[] {
  const { words: known } = vocabulary
  const [word = '', before, after] = [words[at], words[at - 1], words[at + 1]]
  if (word === '2' && before && after) return [['to'], [word]]
  // A version is written without its point: `claude37`.
  if (isNumber(word)) return word.length === 2 ? [[...word], [word]] : [[word]]
  const [head, last] = [word.slice(0, -1), word.slice(-1)]
  const [first, tail] = [word.slice(0, 1), word.slice(1)]
  const letters = [
    ...(isNumber(after) && known.has(head) ? [[head, last]] : []),
    ...(isNumber(before) && known.has(tail) ? [[first, tail]] : []),
  ]
  return [[word], ...letters, ...(known.has(word) ? [] : halvesOf(word, vocabulary))]
}

function isNumber(word: string | undefined): boolean {
  return word !== undefined && /^\p{N}+$/u.test(word)
}
