/**
 * Text as the archive compares it. Everything is cut into words here, by the same rules for what is stored and what is
 * asked for, so that a match can be shown exactly where it stands. SQLite only ever sees these words.
 */

// Scripts written without spaces: each character is a word of its own, and what readers type is found as a phrase,
// wherever it stands. Hangul has spaces, but its words grow endings.
const unspaced =
  '[[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}]&&[\\p{L}\\p{N}]]'
const spaced = `[[\\p{L}\\p{N}\\p{M}\\p{Co}]--${unspaced}]+`
const wordPattern = new RegExp(`${spaced}|${unspaced}\\p{M}*|\\p{RGI_Emoji}|\\p{S}`, 'gv')
const unspacedStart = new RegExp(`^${unspaced}`, 'v')

/** Stands where two characters of such scripts do not touch, so that no phrase reaches across a comma. */
const gap = '_'

/** What `wordPattern` takes for words of their own among the ASCII characters, as the tokenizer must know them. */
export const asciiSymbols = '$+<=>^`|~'

export interface Token {
  readonly word: string
  /** Where it stands in the text, in UTF-16 units. A gap begins and ends at the same place. */
  readonly start: number
  readonly end: number
}

/** The words of a text, in order. */
export function tokenize(text: string): Token[] {
  const words: Token[] = []
  let lastUnspaced = -1
  for (const { 0: match, index: start } of text.matchAll(wordPattern)) {
    const end = start + match.length
    if (unspacedStart.test(match)) {
      if (lastUnspaced >= 0 && lastUnspaced !== start) words.push({ word: gap, start, end: start })
      lastUnspaced = end
    } else lastUnspaced = -1
    for (const word of fold(match)) words.push({ word, start, end })
  }
  return words
}

/** Without case, accents and typographic forms. One character can become several words: `㌔` is `キロ`. */
function fold(match: string): readonly string[] {
  // Nothing to fold: small ASCII letters, digits and the common Han characters.
  if (/^[a-z0-9\u4e00-\u9fff]+$/.test(match)) return [match]
  const plain = match
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\ufe0e\ufe0f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ς', 'σ')
  return plain.match(wordPattern) ?? []
}

/** The words of a text as SQLite's `ascii` tokenizer can take them, most texts without a detour. */
export function indexable(text: string): string {
  // Most English texts are ASCII but for their dashes and quotation marks, none of which is a word.
  const plain = text.replace(/[\u2010-\u2027\u00a0]/g, ' ')
  if (/^\p{ASCII}*$/u.test(plain))
    return plain
      .toLowerCase()
      .replaceAll('_', ' ')
      .replace(/[$+<=>^`|~]/g, ' $& ')
  return tokenize(text)
    .map(({ word }) => word)
    .join(' ')
}

/** Words that must stand side by side. */
export interface Term {
  readonly typed: string
  readonly words: readonly string[]
  /** Whether the last of them may go on. */
  readonly isPrefix: boolean
}

/** Shorter beginnings are words: too much begins with them. */
const shortestPrefix = 3

/** What a reader typed: words and phrases in double quotes, each once. No character has another meaning. */
export function readTerms(typed: string): Term[] {
  const plain = typed.replace(/\p{Cc}/gu, ' ').replace(/[“”„‟＂«»]/g, '"')
  const terms = new Map<string, Term>()
  const pieces = [...plain.matchAll(/"([^"]*)"|[^\s"]+/g)]
  for (const [at, { 0: piece, 1: phrase }] of pieces.entries()) {
    const words = tokenize(phrase ?? piece).map(({ word }) => word)
    const last = words.at(-1)
    if (last === undefined) continue
    const isPrefix = phrase === undefined && at === pieces.length - 1 && canGoOn(last)
    terms.set(words.join(' '), { typed: phrase ?? piece, words, isPrefix })
  }
  return [...terms.values()]
}

function canGoOn(word: string): boolean {
  return !unspacedStart.test(word) && [...word].length >= shortestPrefix
}

/** Whether a term may be found inside a longer word. In scripts without spaces every place was looked at already. */
export function canStandWithin({ words }: Term): boolean {
  return words.some((word) => word !== gap && !unspacedStart.test(word))
}

/** A term as FTS5 reads it: always a quoted string, https://www.sqlite.org/fts5.html#fts5_strings */
export function quoted({ words, isPrefix }: Omit<Term, 'typed'>): string {
  return `"${words.join(' ').replaceAll('"', '""')}"${isPrefix ? ' *' : ''}`
}

/** Where a term stands in a text, from the first word's start to the last word's end. */
export function placesOf(term: Term, text: readonly Token[]): { start: number; end: number }[] {
  const { words, isPrefix } = term
  const places: { start: number; end: number }[] = []
  for (const [at, { start }] of text.entries()) {
    const isHere = words.every((word, step) => {
      const found = text[at + step]?.word
      return found === word || (isPrefix && step === words.length - 1 && found?.startsWith(word) === true)
    })
    const end = text[at + words.length - 1]?.end
    if (isHere && end !== undefined) places.push({ start, end })
  }
  return places
}

/** The words within which a term stands that is neither a word nor a beginning of one. */
export function placesWithin({ typed }: Term, text: string, words: readonly Token[]): { start: number; end: number }[] {
  const literal = new RegExp(typed.trim().replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu')
  return [...text.matchAll(literal)].flatMap(({ 0: match, index }) =>
    words.filter(({ start, end }) => start < index + match.length && end > index && start < end),
  )
}
