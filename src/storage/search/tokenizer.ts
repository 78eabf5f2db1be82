import { simplifiedCharacters } from '../../lib/simplified-chinese.ts'

/**
 * The tokenizer of the archive. Stored texts and queries are cut into words by the same rules, so that a match can
 * be shown exactly where it is. SQLite sees only these words.
 */

// Scripts written without spaces: each character is a word of its own, and what readers type is found as a phrase,
// wherever it stands. Hangul has spaces, but its words grow endings.
const unspaced =
  '[[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}]&&[\\p{L}\\p{N}]]'
const spaced = `[[\\p{L}\\p{N}\\p{M}\\p{Co}]--${unspaced}]+`
// Names that end or begin with a sign: C++, C#, F#, .NET.
const signed = '(?<![\\p{L}\\p{N}])(?:\\p{L}(?:\\+\\+|#)|\\.net)(?!\\p{L})'
const wordPattern = new RegExp(`${signed}|${spaced}|${unspaced}\\p{M}*|\\p{RGI_Emoji}|\\p{S}`, 'giv')
const signedPattern = new RegExp(signed, 'giu')
const signedAlone = new RegExp(`^(?:${signed})$`, 'iu')
const unspacedStart = new RegExp(`^${unspaced}`, 'v')

/** A gap between two characters of such scripts, so that no phrase spans a comma. */
const gap = '_'

/** What `wordPattern` takes for words of their own among the ASCII characters, as the tokenizer must know them. */
export const asciiSymbols = '$+<=>^`|~'

export interface Token {
  readonly word: string
  /** Its place in the text, in UTF-16 units. A gap begins and ends at the same place. */
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

/**
 * Without case, accents and typographic forms, and in simplified Chinese characters. One character can become several words: `㌔` is `キロ`. Letters and digits
 * are words of their own, so that `gpt5` is `GPT-5`.
 */
function fold(match: string): readonly string[] {
  // Nothing else to fold: small ASCII letters, digits and the common Han characters.
  if (/^(?:[a-z]+|[0-9]+)$/.test(match)) return [match]
  if (/^[\u4e00-\u9fff]$/.test(match)) return [simplifiedCharacters(match)]
  if (signedAlone.test(match)) return [spelled(match.toLowerCase())]
  const plain = match
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\ufe0e\ufe0f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll('×', 'x')
    .replaceAll('−', '')
  return (
    simplifiedCharacters(plain)
      .match(wordPattern)
      ?.flatMap((word) => word.split(/(?<=\p{L}\p{M}*)(?=\p{N})|(?<=\p{N})(?=\p{L})/u)) ?? []
  )
}

/** A quick test, because the pattern is slow and most texts have no match. */
function spelledSigns(text: string): string {
  return /#|\+\+|\.net/.test(text) ? text.replace(signedPattern, spelled) : text
}

/** A name with a sign, in characters that are words to SQLite. */
function spelled(name: string): string {
  return name.replace('++', '_plus').replace('#', '_sharp').replace('.', 'dot_')
}

/** The words of a text for SQLite's `ascii` tokenizer; most texts are passed as they are. */
export function indexable(text: string): string {
  // Most English texts are ASCII but for their dashes and quotation marks, none of which is a word.
  const plain = text.replace(/[\u2010-\u2027\u00a0]/g, ' ')
  if (/^\p{ASCII}*$/u.test(plain))
    return spelledSigns(plain.toLowerCase().replaceAll('_', ' '))
      .replace(/[$+<=>^`|~]/g, ' $& ')
      .replace(/(?<=[0-9])[a-z]|(?<=[a-z])[0-9]/g, ' $&')
  return tokenize(text)
    .map(({ word }) => word)
    .join(' ')
}

/** A word in a script without spaces, of which each character is a word. */
export function isUnspaced(word: string): boolean {
  return unspacedStart.test(word)
}
