import type { DatabaseSync } from 'node:sqlite'
import { type DigestId, normalizeTag, tagsOf } from '../../domain/digest.ts'
import { readPartKey } from '../../domain/part-key.ts'
import type { SearchHit } from '../../domain/search.ts'
import type { NoteDocument } from './documents.ts'
import { snippetOf } from './snippets.ts'
import { placesOf, type Term } from './terms.ts'
import { tokenize } from './tokenizer.ts'

/** The hits as readers see them, in the order given. */
export function toSearchHits(
  db: DatabaseSync,
  ids: readonly number[],
  terms: readonly Term[],
  tags: readonly string[],
): SearchHit[] {
  const select = db.prepare('SELECT * FROM pieces JOIN texts ON texts.piece = pieces.id WHERE pieces.id = ?')
  return ids.flatMap((id) => {
    const row = select.get(id)
    const piece = row && readPartKey(String(row.key))
    if (!piece) return []
    const stored: Stored = { title: String(row.title), text: String(row.text), ...optional(row.tag, row.url) }
    const notes: readonly NoteDocument[] = row.notes ? JSON.parse(String(row.notes)) : []
    const language = String(row.language)
    const { text, moreTags: _, ...shown } = bestNote(notes, terms, tags, language) ?? stored
    return [{ digest: row.digest as DigestId, piece, ...shown, excerpt: snippetOf(text, terms, language) }]
  })
}

type Stored = NoteDocument

function optional(tag: unknown, url: unknown): Pick<Stored, 'tag' | 'url'> {
  return { ...(typeof tag === 'string' && { tag }), ...(typeof url === 'string' && { url }) }
}

/** The note that a query means: one with a requested tag, and with the most terms. Undefined without a query. */
function bestNote(
  notes: readonly NoteDocument[],
  terms: readonly Term[],
  tags: readonly string[],
  language: string,
): Stored | undefined {
  if (terms.length === 0 && tags.length === 0) return undefined
  const plain = tags.map(normalizeTag)
  const meant = notes.filter(
    (note) => tags.length === 0 || tagsOf(note).some((tag) => plain.includes(normalizeTag(tag))),
  )
  const ranked = meant.map((note) => {
    const words = tokenize(`${note.title} ${tagsOf(note).join(' ')} ${note.text}`)
    return { note, found: terms.filter((term) => placesOf(term, words, language).length > 0).length }
  })
  return ranked.toSorted((one, other) => other.found - one.found)[0]?.note
}
