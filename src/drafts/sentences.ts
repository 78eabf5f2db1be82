/** Abbreviations that end with a full stop inside a sentence, in lower case. */
const abbreviations = new Set([
  ...['e.g', 'i.e', 'cf', 'vs', 'al', 'approx', 'resp', 'ca', 'incl', 'est', 'viz', 'a.k.a', 'w.r.t'],
  ...['fig', 'figs', 'eq', 'eqs', 'sec', 'secs', 'tab', 'ch', 'app', 'ref', 'refs', 'vol', 'no', 'nos', 'pp'],
  ...['dr', 'mr', 'mrs', 'ms', 'prof', 'st', 'jr', 'sr', 'inc', 'ltd', 'co', 'corp', 'dept', 'u.s', 'u.k'],
])

/** Marks that may end a sentence, with the quotes and brackets that belong to it. */
const ends = /[。！？]+[”’」』）》"]*|[.!?…]+["'”’)\]]*(?=\s|$)/gu

/** A line that is an item of a list. */
const item = /\n(?=\s*(?:[-*•]|\d{1,2}[.)])\s)/

/**
 * The sentences of a text, in order, with single blanks between words. Evidence names them by their place, so the same
 * text must always give the same sentences: a change here makes older drafts point elsewhere.
 */
export function splitSentences(text: string): readonly string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .flatMap((paragraph) => paragraph.split(item))
    .flatMap((paragraph) => splitParagraph(paragraph.replace(/\s+/g, ' ').trim()))
}

function splitParagraph(paragraph: string): string[] {
  const sentences: string[] = []
  let start = 0
  for (const match of paragraph.matchAll(ends)) {
    const end = match.index + match[0].length
    if (!isEnd(paragraph.slice(start, match.index), match[0], paragraph.slice(end))) continue
    sentences.push(paragraph.slice(start, end).trim())
    start = end
  }
  sentences.push(paragraph.slice(start).trim())
  return sentences.filter((sentence) => sentence !== '')
}

/** Whether a mark between two texts ends a sentence. */
function isEnd(before: string, mark: string, after: string): boolean {
  // What is asked within a sentence: 'questions ("whose is it?") were'.
  if (!mark.startsWith('.')) return !/["'”’)\]]/.test(mark) || !/^\s*\p{Ll}/u.test(after)
  const word = /[\p{L}.]+$/u.exec(before)?.[0].toLowerCase() ?? ''
  // An initial: J. Smith.
  // "248 ms." is a measure, "Ms. Smith" a person.
  if (word === 'ms' && /\d\s?ms$/.test(before)) return !/^\s*\p{Ll}/u.test(after)
  // "790 K." and "12 V." are measures; "J. Smith" is a person.
  if (/\d\s?\p{Lu}$/u.test(before)) return !/^\s*\p{Ll}/u.test(after)
  if (abbreviations.has(word) || /(?:^|[\s.(])\p{Lu}$/u.test(before)) return false
  // "(s.e. 0.2)", but "at 9 a.m. The".
  if (/^\p{L}(?:\.\p{L})+$/u.test(word) && !/^\s*\p{Lu}/u.test(after)) return false
  return !/^\s*\p{Ll}/u.test(after)
}
