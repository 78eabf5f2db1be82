import type { DatabaseSync } from 'node:sqlite'
import type { DigestId } from '../../domain/digest.ts'
import type { Log } from '../../domain/log.ts'
import type { SearchIndex, SearchQuery, SearchResults, TagCount } from '../../domain/search.ts'
import { withoutParticles } from '../../lib/particles.ts'
import { languagesOf } from '../../lib/stop-words.ts'
import { RebuildableFile } from '../sqlite/rebuildable-file.ts'
import { withoutExcluded } from './alternatives.ts'
import { toSearchHits } from './hits.ts'
import { type IndexChange, SearchIndexer } from './indexer.ts'
import type { KnownWords } from './joined-words.ts'
import { QueryRun } from './query.ts'
import { searchMigrations, searchPragmas } from './schema.ts'
import { readTerms } from './terms.ts'
import { nearestTitles, type TitleHit, titlesHolding } from './titles.ts'
import { tokenize } from './tokenizer.ts'

export type { IndexChange }

/** The archive in a SQLite file of its own. The file may be deleted at any time: it is filled again from the digests. */
export function openSearchIndex(file: string, log?: Log): SqliteSearchIndex {
  return new SqliteSearchIndex(file, log)
}

export class SqliteSearchIndex implements SearchIndex {
  readonly #tags = new Map<string, readonly TagCount[]>()
  /** The languages of all digests, once they were asked for. */
  #languages: readonly string[] | undefined
  readonly #file: RebuildableFile<{ readonly db: DatabaseSync; readonly indexer: SearchIndexer }>
  #openings = 0

  /** If the file is damaged, one reader gets no answer; the next one searches a new file, which is being filled. */
  constructor(file: string, log?: Log) {
    const prepare = (db: DatabaseSync) => {
      this.#forget()
      this.#openings++
      return { db, indexer: new SearchIndexer(db) }
    }
    this.#file = new RebuildableFile({ file, migrations: searchMigrations, pragmas: searchPragmas, prepare, log })
  }

  /** The stamp of each digest in the index. */
  indexed(): ReadonlyMap<DigestId, string> {
    const rows = this.#file.run(({ db }) => db.prepare('SELECT id, stamp FROM digests').all())
    return new Map(rows.map(({ id, stamp }) => [id as DigestId, String(stamp)]))
  }

  /** Adds, updates and removes digests, all in one transaction. */
  index(changes: readonly IndexChange[]): void {
    this.#forget()
    this.#file.run(({ indexer }) => indexer.write(changes))
  }

  /** Learns words before their digests are indexed: `learn` and `index` each block the event loop for a part of the time only. */
  learn(words: readonly string[]): void {
    this.#file.run(({ indexer }) => indexer.learn(words))
  }

  /** Whether the index was lost since the last call and has to be filled again. */
  wasLost(): boolean {
    const wasLost = this.#openings > 1
    this.#openings = 1
    return wasLost
  }

  search(query: SearchQuery, offset: number, limit: number): SearchResults {
    return this.#file.run(({ db, indexer }) => {
      const { words: asked, excluded } = withoutExcluded(query.words)
      const words = withoutParticles(asked)
      const spoken = [...(query.prefer?.languages ?? []), ...languagesOf(tokenize(words).map(({ word }) => word))]
      const vocabulary = this.#known(db, indexer, spoken)
      const typed = readTerms(words, vocabulary)
      if (typed.length === 0 && words !== '') return { total: 0, hits: [], isGuess: false }
      const unwanted = excluded.flatMap((each) => readTerms(each, vocabulary))
      const run = new QueryRun(db, { ...query, words }, vocabulary, unwanted)
      const { total, ids, terms, isGuess, parts } = run.page(typed, offset, limit)
      const hits = toSearchHits(db, ids, terms, [...query.tags, ...(query.topic ?? [])])
      return { total, hits, isGuess, ...(parts && { parts }) }
    })
  }

  tags(publications: readonly string[]): readonly TagCount[] {
    const key = publications.toSorted().join(' ')
    const counts = this.#tags.get(key) ?? this.#file.run(({ db }) => countTags(db, publications))
    this.#tags.set(key, counts)
    return counts
  }

  titles(typed: string, limit: number): readonly TitleHit[] {
    return this.#file.run(({ db }) => titlesHolding(db, typed, limit))
  }

  similar(words: string, limit: number): readonly TitleHit[] {
    return this.#file.run(({ db, indexer }) => nearestTitles(db, this.#known(db, indexer), words, limit))
  }

  close(): void {
    this.#file.close()
  }

  #known(db: DatabaseSync, indexer: SearchIndexer, spoken: readonly string[] = []): KnownWords {
    this.#languages ??= db
      .prepare('SELECT DISTINCT language FROM digests')
      .all()
      .map(({ language }) => String(language))
    return { languages: this.#languages, spoken, words: indexer.words() }
  }

  #forget(): void {
    this.#tags.clear()
    this.#languages = undefined
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
