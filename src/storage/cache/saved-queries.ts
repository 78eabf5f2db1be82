import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { Log } from '../../domain/log.ts'
import { RebuildableFile } from '../sqlite/rebuildable-file.ts'

const migrations = [
  `CREATE TABLE questions (id TEXT PRIMARY KEY, text TEXT NOT NULL, used_at INTEGER NOT NULL) STRICT;
   CREATE INDEX questions_by_use ON questions (used_at)`,
  `ALTER TABLE questions RENAME TO queries;
   DROP INDEX questions_by_use;
   CREATE INDEX queries_by_use ON queries (used_at)`,
]

/** Queries that were not used for this long are deleted, in milliseconds. */
const keptMs = 90 * 86_400_000

/** The length of an id: unique among a million, and short enough for a button's id. */
const idLength = 10

/** The queries of readers, kept for the buttons that turn the pages of an answer. */
export interface SavedQueriesFile {
  /** The id under which the text is kept: always the same for the same text. */
  save(text: string): string
  /** The text, or undefined when it was never kept, or not used for 90 days. */
  load(id: string): string | undefined
  close(): void
}

/** Opens the queries in a SQLite file of their own, made if it is missing. Buttons of results need it. */
export function openSavedQueries(file: string, now: () => number = Date.now, log?: Log): SavedQueriesFile {
  // A crash loses nothing; a power cut may cost the last question its buttons.
  const cache = new RebuildableFile({ file, migrations, pragmas: 'PRAGMA synchronous = NORMAL', prepare, log })
  return {
    save(text) {
      const id = createHash('sha256').update(text).digest('base64url').slice(0, idLength)
      cache.use(({ upsert, forget }) => {
        forget.run(now() - keptMs)
        upsert.run(id, text, now())
      }, undefined)
      return id
    },
    load: (id) => cache.use(({ touch }) => touch.get(now(), id, now() - keptMs)?.text as string | undefined, undefined),
    close: () => cache.close(),
  }
}

function prepare(db: DatabaseSync) {
  return {
    upsert: db.prepare(
      'INSERT INTO queries VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET used_at = excluded.used_at',
    ),
    touch: db.prepare('UPDATE queries SET used_at = ? WHERE id = ? AND used_at >= ? RETURNING text'),
    forget: db.prepare('DELETE FROM queries WHERE used_at < ?'),
  }
}
