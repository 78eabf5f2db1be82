import type { ReadingCache } from '../domain/library.ts'
import { openSqlite } from './database.ts'

const migrations = ['CREATE TABLE readings (file TEXT PRIMARY KEY, stamp TEXT NOT NULL, reading TEXT NOT NULL) STRICT']

/** What the files of `digests/` said, in a SQLite file that may be deleted at any time. */
export function openReadingCache(file: string): ReadingCache & { close(): void } {
  const db = openSqlite(file, migrations)
  // Nothing here is worth a disk flush: what is lost is read again.
  db.exec('PRAGMA synchronous = OFF')
  const select = db.prepare('SELECT reading FROM readings WHERE file = ? AND stamp = ?')
  const upsert = db.prepare(
    'INSERT INTO readings VALUES (?, ?, ?) ON CONFLICT (file) DO UPDATE SET stamp = excluded.stamp, reading = excluded.reading',
  )
  return {
    get: (name, stamp) => select.get(name, stamp)?.reading as string | undefined,
    put: (name, stamp, reading) => void upsert.run(name, stamp, reading),
    close: () => db.close(),
  }
}
