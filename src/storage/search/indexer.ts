import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { type Digest, type DigestId, normalizeTag, parseDigestId } from '../../domain/digest.ts'
import { dayMs } from '../../domain/duration.ts'
import { documentsOf, type SearchDocument } from './documents.ts'
import { stemOf } from './languages.ts'
import { joined } from './terms.ts'
import { indexable } from './tokenizer.ts'

/** A change: a digest that was added or changed, or, without `digest`, one that was removed. */
export interface IndexChange {
  readonly id: DigestId
  /** The state of the file it was read from. */
  readonly stamp: string
  readonly digest?: Digest
}

/** How many ids a day has: for a hundred thousand corrections of the same digest. */
const idsPerDay = 2 ** 24

/** The lowest and the highest id of a day. Days of four-digit years stay far below 2^53. */
export function idsOf(day: string): { lowest: number; highest: number } {
  const lowest = Math.floor(Date.parse(`${day}T00:00:00Z`) / dayMs) * idsPerDay
  return { lowest, highest: lowest + idsPerDay - 1 }
}

/** The beginning of a piece's day, in milliseconds since 1970. */
export function timeOfId(id: number): number {
  return Math.floor(id / idsPerDay) * dayMs
}

/** The digest and the place of a piece. */
interface Origin {
  readonly publication: string
  readonly digest: DigestId
  readonly language: string
}

/** `fine-tuning`, `state-of-the-art`. */
const hyphenated = /\p{L}+(?:[-\u2010\u2011]\p{L}+)+/gu

/** Words that no text contains, so that publications and tags can narrow a search within the full-text index. */
export const publicationFacet = (publication: string) => `_p_${publication.replaceAll('-', '_')}`
export const tagFacet = (tag: number) => `_t_${tag}`

/** Writes to the archive. */
export class SearchIndexer {
  readonly #db: DatabaseSync
  #words: Set<string> | undefined
  readonly #tagIds = new Map<string, number>()
  readonly #statements = new Map<string, StatementSync>()

  constructor(db: DatabaseSync) {
    this.#db = db
  }

  /** All of it or nothing. Of two changes of the same digest, the later one. */
  write(changes: readonly IndexChange[]): void {
    const latest = [...new Map(changes.map((change) => [change.id, change])).values()].toSorted(byDay)
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      for (const { id } of latest) this.#remove(id)
      for (const { id, stamp, digest } of latest) if (digest) this.#add(id, stamp, digest)
      this.#db.exec('COMMIT')
    } catch (error) {
      // A full disk has rolled it back already.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      this.#tagIds.clear()
      this.#words = undefined
      throw error
    }
  }

  /** Every word and stem, of digests that are gone, too. */
  words(): Set<string> {
    this.#words ??= new Set(
      this.#db
        .prepare('SELECT word FROM vocabulary')
        .all()
        .map(({ word }) => String(word)),
    )
    return this.#words
  }

  #remove(id: DigestId): void {
    const digest = this.#statement('SELECT lowest, highest FROM digests WHERE id = ?').get(id)
    if (!digest) return
    const [lowest, highest] = [Number(digest.lowest), Number(digest.highest)]
    for (const [table, column] of columnsById) {
      this.#statement(`DELETE FROM ${table} WHERE ${column} BETWEEN ? AND ?`).run(lowest, highest)
    }
    this.#statement('DELETE FROM digests WHERE id = ?').run(id)
  }

  #add(id: DigestId, stamp: string, digest: Digest): void {
    const { publication = '', date = '' } = parseDigestId(id) ?? {}
    const lowest = this.#firstFree(date)
    let next = lowest
    for (const entry of documentsOf(digest).toReversed()) {
      const titles = entry.notes?.length ? entry.notes.map(({ title }) => title) : [entry.title]
      const piece = next + titles.length - 1
      for (const [at, title] of titles.toReversed().entries()) this.#addTitle(next + at, piece, title)
      this.#addPiece(piece, { publication, digest: id, language: digest.language }, entry)
      next = piece + 1
    }
    this.#statement('INSERT INTO digests VALUES (?, ?, ?, ?, ?)').run(id, stamp, digest.language, lowest, next - 1)
  }

  #firstFree(date: string): number {
    const { lowest, highest } = idsOf(date)
    const last = this.#statement('SELECT max(id) AS id FROM pieces WHERE id BETWEEN ? AND ?').get(lowest, highest)
    return last?.id == null ? lowest : Number(last.id) + 1
  }

  #addPiece(piece: number, { publication, digest, language }: Origin, entry: SearchDocument): void {
    const tagIds = new Set(entry.tags.map((tag) => this.#tagId(tag)))
    const [tag = null] = entry.tags
    const insert = this.#statement('INSERT INTO pieces VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    insert.run(piece, publication, digest, entry.piece, tag, entry.title, entry.url ?? null, language, entry.story)
    const notes = entry.notes ? JSON.stringify(entry.notes) : null
    this.#statement('INSERT INTO texts VALUES (?, ?, ?)').run(piece, entry.text, notes)
    for (const id of tagIds) this.#statement('INSERT INTO piece_tags VALUES (?, ?, ?)').run(publication, id, piece)
    for (const key of entry.addresses) this.#statement('INSERT INTO addresses VALUES (?, ?)').run(key, piece)
    const titles = [entry.title, ...(entry.notes ?? []).map(({ title }) => title)]
    const text = entry.notes ? entry.notes.map((note) => note.text).join('\n') : entry.text
    const columns = [titles.map(indexable).join(' _ '), entry.tags.map(indexable).join(' _ '), indexable(text)]
    const stems = [titles.join(' '), text].map((part, at) =>
      this.#stems(columns[at * 2] ?? '', part, language).join(' '),
    )
    const facets = [publicationFacet(publication), ...[...tagIds].map(tagFacet)].join(' ')
    const insertWords =
      'INSERT INTO words (rowid, title, tag, text, title_stems, stems, facets) VALUES (?, ?, ?, ?, ?, ?, ?)'
    this.#statement(insertWords).run(piece, ...columns, ...stems, facets)
  }

  /** The stems of the words that have another one, and what is written with hyphens as one word. Learns all words. */
  #stems(words: string, text: string, language: string): string[] {
    const found: string[] = []
    const known = this.words()
    const learn = (word: string) => {
      if (known.has(word)) return
      known.add(word)
      this.#statement('INSERT INTO vocabulary VALUES (?) ON CONFLICT DO NOTHING').run(word)
    }
    const add = (word: string) => {
      const stem = stemOf(word, language)
      learn(word)
      if (stem === word) return
      learn(stem)
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

  #addTitle(id: number, piece: number, title: string): void {
    if (!title) return
    this.#statement('INSERT INTO titles VALUES (?, ?, ?)').run(id, piece, title)
    this.#statement('INSERT INTO title_words (rowid, title) VALUES (?, ?)').run(id, indexable(title))
  }

  #tagId(tag: string): number {
    const plain = normalizeTag(tag)
    const known = this.#tagIds.get(plain)
    if (known !== undefined) return known
    this.#statement('INSERT INTO tags (plain, tag) VALUES (?, ?) ON CONFLICT DO NOTHING').run(plain, tag)
    const id = Number(this.#statement('SELECT id FROM tags WHERE plain = ?').get(plain)?.id)
    this.#tagIds.set(plain, id)
    return id
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#db.prepare(sql)
    // What FTS5 leaves behind as the last id inserted is no safe integer after a removal.
    statement.setReadBigInts(true)
    this.#statements.set(sql, statement)
    return statement
  }
}

// FTS5 writes out all it has gathered when ids do not ascend: filling the archive would take ten times as long.
function byDay(one: IndexChange, other: IndexChange): number {
  return dayOf(one) < dayOf(other) ? -1 : 1
}

const dayOf = ({ id }: IndexChange) => parseDigestId(id)?.date ?? ''

const columnsById = [
  ['pieces', 'id'],
  ['texts', 'piece'],
  ['piece_tags', 'piece'],
  ['addresses', 'piece'],
  ['titles', 'id'],
  ['words', 'rowid'],
  ['title_words', 'rowid'],
] as const
