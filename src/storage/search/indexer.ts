import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { type Digest, type DigestId, normalizeTag, parseDigestId } from '../../domain/digest.ts'
import { dayMs } from '../../domain/duration.ts'
import { entriesOf, type SearchEntry } from './entries.ts'

/** A change: a digest that was added or changed, or, without `digest`, one that was removed. */
export interface IndexChange {
  readonly id: DigestId
  /** The state of the file it was read from. */
  readonly stamp: string
  readonly digest?: Digest
  /** What `entriesOf` made of the digest elsewhere; otherwise it is made here. */
  readonly entries?: readonly SearchEntry[]
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
    this.#atOnce(() => {
      for (const { id } of latest) this.#remove(id)
      for (const { id, stamp, digest, entries } of latest) if (digest) this.#add(id, stamp, digest, entries)
    })
  }

  /** Words of what is about to be written: many new words take as long as all the rest. */
  learn(words: readonly string[]): void {
    this.#atOnce(() => this.#learn(words))
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

  #atOnce(work: () => void): void {
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      work()
      this.#db.exec('COMMIT')
    } catch (error) {
      // A full disk has rolled it back already.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      this.#tagIds.clear()
      this.#words = undefined
      throw error
    }
  }

  #learn(words: readonly string[]): void {
    const known = this.words()
    for (const word of words) {
      if (known.has(word)) continue
      known.add(word)
      this.#statement('INSERT INTO vocabulary VALUES (?) ON CONFLICT DO NOTHING').run(word)
    }
  }

  #remove(id: DigestId): void {
    const digest = this.#statement('SELECT lowest, highest FROM digests WHERE id = ?').get(id)
    if (!digest) return
    const [lowest, highest] = [Number(digest.lowest), Number(digest.highest)]
    // One by one: for a range FTS5 scans all that it has.
    for (let piece = lowest; piece <= highest; piece++) {
      this.#statement('DELETE FROM words WHERE rowid = ?').run(piece)
      this.#statement('DELETE FROM title_words WHERE rowid = ?').run(piece)
    }
    for (const [table, column] of columnsById) {
      this.#statement(`DELETE FROM ${table} WHERE ${column} BETWEEN ? AND ?`).run(lowest, highest)
    }
    this.#statement('DELETE FROM digests WHERE id = ?').run(id)
  }

  #add(id: DigestId, stamp: string, digest: Digest, entries: readonly SearchEntry[] = entriesOf(digest)): void {
    const { publication = '', date = '' } = parseDigestId(id) ?? {}
    const lowest = this.#firstFree(date)
    let next = lowest
    for (const entry of entries.toReversed()) {
      const { titles } = entry
      const piece = next + titles.length - 1
      for (const [at, { title, words }] of titles.toReversed().entries()) this.#addTitle(next + at, piece, title, words)
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

  #addPiece(piece: number, origin: Origin, { document, columns, words }: SearchEntry): void {
    const { publication, digest, language } = origin
    const tagIds = new Set(document.tags.map((tag) => this.#tagId(tag)))
    const [tag = null] = document.tags
    const { piece: key, title, url = null, story, text } = document
    const insert = this.#statement('INSERT INTO pieces VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    insert.run(piece, publication, digest, key, tag, title, url, language, story)
    const notes = document.notes ? JSON.stringify(document.notes) : null
    this.#statement('INSERT INTO texts VALUES (?, ?, ?)').run(piece, text, notes)
    for (const id of tagIds) this.#statement('INSERT INTO piece_tags VALUES (?, ?, ?)').run(publication, id, piece)
    for (const address of document.addresses) this.#statement('INSERT INTO addresses VALUES (?, ?)').run(address, piece)
    this.#learn(words)
    const facets = [publicationFacet(publication), ...[...tagIds].map(tagFacet)].join(' ')
    const insertWords =
      'INSERT INTO words (rowid, title, tag, text, title_stems, stems, facets) VALUES (?, ?, ?, ?, ?, ?, ?)'
    this.#statement(insertWords).run(piece, ...columns, facets)
  }

  #addTitle(id: number, piece: number, title: string, words: string): void {
    if (!title) return
    this.#statement('INSERT INTO titles VALUES (?, ?, ?)').run(id, piece, title)
    this.#statement('INSERT INTO title_words (rowid, title) VALUES (?, ?)').run(id, words)
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
] as const
