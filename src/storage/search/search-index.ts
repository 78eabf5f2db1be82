import type { DatabaseSync } from 'node:sqlite'
import type { DigestId } from '../../domain/digest.ts'
import type { Log } from '../../domain/log.ts'
import type { SearchIndex, SearchQuery, SearchResults, TagCount } from '../../domain/search.ts'
import { isDamage, isSound, isVague } from '../sqlite/connection.ts'
import { deleteDatabase, openOrRebuild } from '../sqlite/rebuildable-file.ts'
import { toSearchHits } from './hits.ts'
import { type IndexChange, SearchIndexer } from './indexer.ts'
import { type SearchMatches, searchDocuments } from './query.ts'
import { openSearchFile } from './schema.ts'
import { nearestTitles, type TitleHit, titlesHolding } from './titles.ts'
import { readTerms } from './tokenizer.ts'

export type { IndexChange }

/** The archive in a SQLite file of its own. The file may be deleted at any time: it is filled again from the digests. */
export function openSearchIndex(file: string, log?: Log): SqliteSearchIndex {
  return new SqliteSearchIndex(file, log)
}

export class SqliteSearchIndex implements SearchIndex {
  readonly #file: string
  readonly #log: Log | undefined
  readonly #tags = new Map<string, readonly TagCount[]>()
  #db: DatabaseSync
  #writer: SearchIndexer
  #isLost = false

  constructor(file: string, log?: Log) {
    this.#file = file
    this.#log = log
    this.#db = openOrRebuild(file, openSearchFile, log)
    this.#writer = new SearchIndexer(this.#db)
  }

  /** What it holds: each digest's stamp as it was given. */
  indexed(): ReadonlyMap<DigestId, string> {
    const rows = this.#use((db) => db.prepare('SELECT id, stamp FROM digests').all())
    return new Map(rows.map(({ id, stamp }) => [id as DigestId, String(stamp)]))
  }

  /** Takes up what came, changed or went: all of it or, when it fails, nothing. */
  index(changes: readonly IndexChange[]): void {
    this.#tags.clear()
    this.#use(() => this.#writer.write(changes))
  }

  /** Whether it was lost since this was last asked, and has to be filled again. */
  wasLost(): boolean {
    const wasLost = this.#isLost
    this.#isLost = false
    return wasLost
  }

  search(query: SearchQuery, offset: number, limit: number): SearchResults {
    const terms = readTerms(query.words)
    const isUnanswerable = terms.length === 0 && query.words.trim() !== ''
    return this.#use((db) => {
      const found: SearchMatches = isUnanswerable
        ? { total: 0, ids: [] }
        : searchDocuments(db, query, terms, offset, limit)
      return { total: found.total, hits: toSearchHits(db, found.ids, terms, query.tags) }
    })
  }

  tags(publications: readonly string[]): readonly TagCount[] {
    const key = publications.toSorted().join(' ')
    const counts = this.#tags.get(key) ?? this.#use((db) => countTags(db, publications))
    this.#tags.set(key, counts)
    return counts
  }

  titles(typed: string, limit: number): readonly TitleHit[] {
    return this.#use((db) => titlesHolding(db, typed, limit))
  }

  similar(words: string, limit: number): readonly TitleHit[] {
    return this.#use((db) => nearestTitles(db, this.#writer.titleTerms(), words, limit))
  }

  close(): void {
    this.#db.close()
  }

  /** One reader gets no answer from a broken archive; the next asks a new one, which is being filled. */
  #use<Result>(work: (db: DatabaseSync) => Result): Result {
    try {
      return work(this.#db)
    } catch (error) {
      if (isDamage(error) || (isVague(error) && !isSound(this.#db))) this.#startAnew()
      throw error
    }
  }

  #startAnew(): void {
    this.#db.close()
    deleteDatabase(this.#file, this.#log)
    this.#db = openOrRebuild(this.#file, openSearchFile, this.#log)
    this.#writer = new SearchIndexer(this.#db)
    this.#tags.clear()
    this.#isLost = true
  }
}

function countTags(db: DatabaseSync, publications: readonly string[]): readonly TagCount[] {
  const some = publications.length > 0 ? `WHERE publication IN (${publications.map(() => '?').join(', ')})` : ''
  const counts = `SELECT tag, count(*) AS count FROM piece_tags ${some} GROUP BY publication, tag`
  const rows = db
    .prepare(
      `SELECT tags.tag AS tag, sum(count) AS count FROM (${counts}) AS counts JOIN tags ON tags.id = counts.tag
       GROUP BY tags.id ORDER BY count DESC, tags.plain`,
    )
    .all(...publications)
  return rows.map(({ tag, count }) => ({ tag: String(tag), count: Number(count) })) satisfies readonly TagCount[]
}
