import { isStopWordIn } from '../../lib/stop-words.ts'
import { straightQuotes } from './terms.ts'

/** What is between names of which each is asked for. */
const either = String.raw`\s+(?:\||or|oder|ou|oppure|eller|tai|или|або)\s+|\s*(?:还是|還是|或者?|または|또는)\s*`

/** What is between names that are asked for together. */
const together = String.raw`\s*[,，、;；&]\s*|\s+(?:/|vs\.?|versus|and|und|et|y|e|o|en|och|og|ja|и|та)\s+|\s*(?:以及|对比|對比|和|与|與|跟|と)\s*`

const [betweenEither, between] = [new RegExp(either, 'iu'), new RegExp(`${either}|${together}`, 'iu')]

/** More names than these are a list of words. */
const namesMax = 4

/** Longer names are parts of a sentence. */
const nameWordsMax = 3

interface Alternatives {
  /** Words and phrases in double quotes, as typed. */
  readonly names: readonly string[]
  /** Whether one of them is enough: `kimi or qwen`, and not `kimi vs qwen`. */
  readonly isEither: boolean
}

/** What is named beside one another: `kimi` and `qwen` of `kimi vs qwen`. Undefined if it is no such list. */
export function alternativesIn(typed: string): Alternatives | undefined {
  const phrases: string[] = []
  const plain = straightQuotes(typed).replace(/"[^"]*"/g, (phrase) => `\u{e000}${phrases.push(phrase) - 1}\u{e001}`)
  const written = (name: string) => name.replace(/\u{e000}(\d+)\u{e001}/gu, (_, at) => phrases[Number(at)] ?? '')
  const names = plain.split(between).filter((name) => /[\p{L}\p{N}]/u.test(name))
  // 跟踪 is one word.
  const isCut = names.some((name) => /^\p{Script=Han}$/u.test(name))
  if (names.length < 2 || names.length > namesMax || isCut) return undefined
  const isShort = names.every((name) => withoutOuterStops(name).length <= nameWordsMax)
  const isEither = isShort && plain.split(betweenEither).length === plain.split(between).length
  return { names: names.map(written), isEither }
}

/** The words of a name: `show me everything about rust` is as short as `rust`. */
function withoutOuterStops(name: string): readonly string[] {
  const words = name.trim().toLowerCase().split(/\s+/)
  const tells = (word: string) => !isStopWordIn('en', word)
  return words.slice(Math.max(0, words.findIndex(tells)), words.findLastIndex(tells) + 1)
}

/** `-qwen`, `-"kimi k2"` and `NOT qwen`, but not the first word: `-5 degrees`. */
const exclusion = /(?<=[^\s"]["”]?\s+)(?:-(?=["“\p{L}])|NOT\s+(?=["“\p{L}\p{N}]))(?:["“][^"“”]*["”]|[^\s"“”]+)/gu

/** The words that are asked for, and those that no hit may have. */
export function withoutExcluded(typed: string): { readonly words: string; readonly excluded: readonly string[] } {
  const found = typed.match(exclusion) ?? []
  const excluded = found.map((each) => each.replace(/^(?:-|NOT\s+)/, ''))
  return { words: typed.replace(exclusion, ' ').trim(), excluded }
}
