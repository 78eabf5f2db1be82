import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { Log } from '../../domain/log.ts'
import type { SavedQueries } from '../../domain/search.ts'
import { RebuildableFile } from '../sqlite/rebuildable-file.ts'

const migrations = [
  `CREATE TABLE questions (id TEXT PRIMARY KEY, text TEXT NOT NULL, used_at INTEGER NOT NULL) STRICT;
   CREATE INDEX questions_by_use ON questions (used_at)`,
  `ALTER TABLE questions RENAME TO queries;
   DROP INDEX questions_by_use;
   CREATE INDEX queries_by_use ON queries (used_at)`,
  // The readers were written before the text, with a space between.
  `ALTER TABLE queries ADD COLUMN readers TEXT NOT NULL DEFAULT '';
   UPDATE queries SET readers = substr(text, 1, instr(text, ' {') - 1), text = substr(text, instr(text, ' {') + 1)
     WHERE text LIKE '_% {%' AND text NOT LIKE '{%'`,
]

/** Queries that were not used for this long are deleted, in milliseconds. */
const keptMs = 90 * 86_400_000

/** The length of an id: unique among a million, and short enough for a button's id. */
const idLength = 10

/**
 * Opens the queries of readers, kept for the buttons that turn the pages of an answer, in a SQLite file of their own,
 * made if it is missing. What was not used for 90 days is deleted.
 */
export function openSavedQueries(
  file: string,
  now: () => number = Date.now,
  log?: Log,
): SavedQueries & { close(): void } {
  // A crash loses nothing; a power cut may cost the last question its buttons.
  const cache = new RebuildableFile({ file, migrations, pragmas: 'PRAGMA synchronous = NORMAL', prepare, log })
  return {
    save(text, readers = '') {
      const content = readers === '' ? text : `${readers} ${text}`
      const id = createHash('sha256').update(content).digest('base64url').slice(0, idLength)
      cache.use(({ upsert, forget }) => {
        forget.run(now() - keptMs)
        upsert.run(id, text, readers, now())
      }, undefined)
      return id
    },
    load: (id, readers = '') =>
      cache.use(({ touch }) => touch.get(now(), id, readers, now() - keptMs)?.text as string | undefined, undefined),
    close: () => cache.close(),
  }
}

function prepare(db: DatabaseSync) {
  return {
    upsert: db.prepare(
      'INSERT INTO queries (id, text, readers, used_at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET used_at = excluded.used_at',
    ),
    touch: db.prepare(
      `UPDATE queries SET used_at = ? WHERE id = ? AND readers IN ('', ?) AND used_at >= ? RETURNING text`,
    ),
    forget: db.prepare('DELETE FROM queries WHERE used_at < ?'),
  }
}
