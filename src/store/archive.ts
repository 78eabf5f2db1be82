import type { DatabaseSync } from 'node:sqlite'
import type { Archive, ArchiveQuery, Hits, TagCount } from '../domain/archive.ts'
import type { DigestId } from '../domain/digest.ts'
import { type ArchiveChange, ArchiveWriter } from './archive-fill.ts'
import { showHits } from './archive-hits.ts'
import { type Found, searchPieces } from './archive-search.ts'
import { openArchiveFile } from './archive-tables.ts'
import { nearestTitles, type TitleHit, titlesHolding } from './archive-titles.ts'
import { readTerms } from './archive-words.ts'

export type { ArchiveChange }

/** The archive in a SQLite file of its own. The file may be deleted at any time: it is filled again from the digests. */
export function openArchive(file: string): SqliteArchive {
  return new SqliteArchive(openArchiveFile(file))
}

export class SqliteArchive implements Archive {
  readonly #db: DatabaseSync
  readonly #writer: ArchiveWriter
  readonly #tags = new Map<string, readonly TagCount[]>()

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#writer = new ArchiveWriter(db)
  }

  /** What it holds: each digest's stamp as it was given. */
  indexed(): ReadonlyMap<DigestId, string> {
    const rows = this.#db.prepare('SELECT id, stamp FROM digests').all()
    return new Map(rows.map(({ id, stamp }) => [id as DigestId, String(stamp)]))
  }

  /** Takes up what came, changed or went: all of it or, when it fails, nothing. */
  index(changes: readonly ArchiveChange[]): void {
    this.#tags.clear()
    this.#writer.write(changes)
  }

  search(query: ArchiveQuery, offset: number, limit: number): Hits {
    const terms = readTerms(query.words)
    const isUnanswerable = terms.length === 0 && query.words.trim() !== ''
    const found: Found = isUnanswerable ? { total: 0, ids: [] } : searchPieces(this.#db, query, terms, offset, limit)
    return { total: found.total, hits: showHits(this.#db, found.ids, terms, query.tags) }
  }

  tags(publications: readonly string[]): readonly TagCount[] {
    const key = publications.toSorted().join(' ')
    const counts = this.#tags.get(key) ?? this.#countTags(publications)
    this.#tags.set(key, counts)
    return counts
  }

  titles(typed: string, limit: number): readonly TitleHit[] {
    return titlesHolding(this.#db, typed, limit)
  }

  similar(words: string, limit: number): readonly TitleHit[] {
    return nearestTitles(this.#db, this.#writer.titleTerms(), words, limit)
  }

  close(): void {
    this.#db.close()
  }

  #countTags(publications: readonly string[]): readonly TagCount[] {
    const some = publications.length > 0 ? `WHERE publication IN (${publications.map(() => '?').join(', ')})` : ''
    const counts = `SELECT tag, count(*) AS count FROM piece_tags ${some} GROUP BY publication, tag`
    const rows = this.#db
      .prepare(
        `SELECT tags.tag AS tag, sum(count) AS count FROM (${counts}) AS counts JOIN tags ON tags.id = counts.tag
         GROUP BY tags.id ORDER BY count DESC, tags.plain`,
      )
      .all(...publications)
    return rows.map(({ tag, count }) => ({ tag: String(tag), count: Number(count) })) satisfies readonly TagCount[]
  }
}
