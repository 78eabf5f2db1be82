import type { DatabaseSync } from 'node:sqlite'
import { crc32 } from 'node:zlib'
import type { ParseCache } from '../../domain/digest-repository.ts'
import type { Log } from '../../domain/log.ts'
import { RebuildableFile } from '../sqlite/rebuildable-file.ts'

const migrations = [
  'CREATE TABLE readings (file TEXT PRIMARY KEY, stamp TEXT NOT NULL, reading TEXT NOT NULL) STRICT',
  // SQLite notices broken pages, but not a broken text in them, and this text is posted: hence a checksum.
  `DROP TABLE readings;
   CREATE TABLE readings (file TEXT PRIMARY KEY, stamp TEXT NOT NULL, reading TEXT NOT NULL, crc INTEGER NOT NULL)
     STRICT`,
]

/** The parsed files of `digests/`, in a SQLite file that may be deleted at any time. */
export function openParseCache(file: string, log?: Log): ParseCache & { close(): void } {
  // No flush is needed: lost entries are parsed again.
  const cache = new RebuildableFile({ file, migrations, pragmas: 'PRAGMA synchronous = OFF', prepare, log })
  return {
    get: (name, stamp) => cache.use(({ select }) => sound(select.get(name, stamp)), undefined),
    put: (name, stamp, reading) =>
      cache.use(({ upsert }) => void upsert.run(name, stamp, reading, crc32(reading)), undefined),
    close: () => cache.close(),
  }
}

function sound(row: Record<string, unknown> | undefined): string | undefined {
  const reading = row?.reading
  return typeof reading === 'string' && crc32(reading) === row?.crc ? reading : undefined
}

function prepare(db: DatabaseSync) {
  return {
    select: db.prepare('SELECT reading, crc FROM readings WHERE file = ? AND stamp = ?'),
    upsert: db.prepare(
      `INSERT INTO readings VALUES (?, ?, ?, ?) ON CONFLICT (file)
       DO UPDATE SET stamp = excluded.stamp, reading = excluded.reading, crc = excluded.crc`,
    ),
  }
}
