import type { Digest } from '../../domain/digest.ts'
import { documentsOf, type SearchDocument } from './documents.ts'
import { stemOf } from './languages.ts'
import { joined } from './terms.ts'
import { indexable } from './tokenizer.ts'

/** A piece of a digest, cut into words: all that is left is to write it. */
export interface SearchEntry {
  readonly document: SearchDocument
  /** The title of the piece, or of each of its notes, as it is shown and as words. */
  readonly titles: readonly { readonly title: string; readonly words: string }[]
  /** What the full-text index stores, in the order of its columns before the facets. */
  readonly columns: readonly string[]
  /** Every word and every stem, once each. */
  readonly words: readonly string[]
}

/** `fine-tuning`, `state-of-the-art`. */
const hyphenated = /\p{L}+(?:[-\u2010\u2011]\p{L}+)+/gu

/** The pieces of a digest in reading order. Takes up to a quarter of a second for a digest of 512 KB. */
export function entriesOf(digest: Digest): SearchEntry[] {
  const met = new Set<string>()
  return documentsOf(digest).map((document) => withinLimit(entryOf(document, digest.language), met))
}

/**
 * How many different words of a digest are found. A novel has about as many; three times as many, which fit into 512 KB,
 * would block the event loop for more than 100 ms.
 */
const wordsMax = 20_000

/** An entry without the new words beyond the limit; `met` are those of the digest so far. */
function withinLimit(entry: SearchEntry, met: Set<string>): SearchEntry {
  const added = entry.words.filter((word) => !met.has(word))
  for (const word of added.slice(0, Math.max(0, wordsMax - met.size))) met.add(word)
  if (added.every((word) => met.has(word))) return entry
  const [titles = '', tags = '', text = '', titleStems = '', stems = ''] = entry.columns
  const [shortText = '', shortStems = ''] = [text, stems].map((words) =>
    words.replace(/\S+/g, (word) => (met.has(word) ? word : '_')),
  )
  const columns = [titles, tags, shortText, titleStems, shortStems]
  return { ...entry, columns, words: entry.words.filter((word) => met.has(word)) }
}

function entryOf(document: SearchDocument, language: string): SearchEntry {
  const { title, notes, tags } = document
  const shown = notes?.length ? notes.map((note) => note.title) : [title]
  const titles = [title, ...(notes ?? []).map((note) => note.title)]
  const text = notes ? notes.map((note) => note.text).join('\n') : document.text
  const columns = [titles.map(indexable).join(' _ '), tags.map(indexable).join(' _ '), indexable(text)]
  const words = new Set<string>()
  const stems = [titles.join(' '), text].map((part, at) => stemsOf(columns[at * 2] ?? '', part, language, words))
  return {
    document,
    titles: shown.map((each) => ({ title: each, words: indexable(each) })),
    columns: [...columns, ...stems.map((each) => each.join(' '))],
    words: [...words],
  }
}

/** The stems of the words that have another one, and what is written with hyphens as one word. Adds all of them to `met`. */
function stemsOf(words: string, text: string, language: string, met: Set<string>): string[] {
  const found: string[] = []
  const add = (word: string) => {
    const stem = stemOf(word, language)
    met.add(word)
    if (stem === word) return
    met.add(stem)
    found.push(stem)
  }
  for (const word of new Set(words.match(/[\w\u0080-\uffff]+/g))) add(word)
  for (const [compound] of /\w[-\u2010\u2011]\w/.test(text) ? text.matchAll(hyphenated) : []) {
    for (const [word = ''] of joined(compound.toLowerCase().split(/[-\u2010\u2011]/), [])) {
      found.push(word)
      add(word)
    }
  }
  return found
}
