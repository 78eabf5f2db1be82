import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, test } from 'vitest'
import type { DigestId } from '../../../src/domain/digest.ts'
import type { Log } from '../../../src/domain/log.ts'
import { openParseCache } from '../../../src/storage/cache/parse-cache.ts'
import { openSavedQueries } from '../../../src/storage/cache/saved-queries.ts'
import { openSearchIndex } from '../../../src/storage/search/search-index.ts'
import { aDigest, silentLog } from '../../builders.ts'

let file: string
let said: string[]

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'cache.sqlite')
  said = []
})

const log: Log = { ...silentLog, warn: (_, message) => void said.push(message) }
const digest = aDigest('News')
const change = { id: 'main/2026-01-05' as DigestId, stamp: 'a', digest }
const query = { publications: [], words: 'news', tags: [] }

/** Overwrites everything but the first page, while the file is open. */
function scribble(): void {
  const other = new DatabaseSync(file)
  other.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  other.close()
  const bytes = readFileSync(file)
  writeFileSync(file, Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 'garbage ')]))
}

describe('a cache that breaks while it is in use is made again', () => {
  test('what digests said is read again', () => {
    openParseCache(file).put('monday', 'a', 'x'.repeat(9_000))
    const cache = openParseCache(file, log)
    scribble()
    expect(cache.get('monday', 'a')).toBeUndefined()
    cache.put('monday', 'a', 'again')
    expect(cache.get('monday', 'a')).toBe('again')
    expect(said).toEqual(['a cache was damaged; it is recreated'])
    cache.close()
  })

  test('an old question is gone, a new one is kept', () => {
    const old = openSavedQueries(file)
    const id = old.save('agents')
    old.close()
    const savedQueries = openSavedQueries(file, Date.now, log)
    scribble()
    expect(savedQueries.load(id)).toBeUndefined()
    expect(savedQueries.load(savedQueries.save('agents'))).toBe('agents')
    savedQueries.close()
  })

  test('one reader gets no answer, and the archive asks to be filled again', () => {
    const old = openSearchIndex(file)
    old.index([change])
    old.close()
    const index = openSearchIndex(file, log)
    expect(index.wasLost()).toBe(false)
    scribble()
    expect(() => index.search(query, 0, 5)).toThrow()
    expect(index.wasLost()).toBe(true)
    expect(index.wasLost()).toBe(false)
    index.index([change])
    expect(index.search(query, 0, 5).total).toBe(1)
    index.close()
  })
})

describe('a cache of the expected version with other tables is made again', () => {
  const tables = () => {
    const db = new DatabaseSync(file)
    const found = db.prepare('SELECT sql FROM sqlite_schema').all()
    db.close()
    return found
  }
  const change = (sql: string) => {
    const db = new DatabaseSync(file)
    db.exec(sql)
    db.close()
  }
  const warning = 'a cache has other tables than this version makes; it is recreated'

  test.each([
    ['readings', openParseCache],
    ['queries', (path: string, to?: Log) => openSavedQueries(path, Date.now, to)],
    ['digests', openSearchIndex],
  ] as const)('%s', (table, open) => {
    open(file).close()
    const own = tables()
    for (const sql of [
      `DROP TABLE ${table}`,
      `DROP TABLE ${table}; CREATE TABLE ${table} (other TEXT)`,
      `ALTER TABLE ${table} ADD COLUMN more TEXT NOT NULL DEFAULT ''`,
      'PRAGMA application_id = 0',
    ]) {
      change(sql)
      const warnings: string[] = []
      open(file, { ...silentLog, warn: (_, message) => void warnings.push(message) }).close()
      expect({ sql, tables: tables(), warnings }).toEqual({ sql, tables: own, warnings: [warning] })
      open(file, log).close()
    }
  })

  test('so is one whose migration fails, because a table is there already', () => {
    openParseCache(file).close()
    change('PRAGMA user_version = 0')
    openParseCache(file, log).close()
    expect(said).toEqual([warning])
  })

  test('and one with its own tables is kept', () => {
    const cache = openParseCache(file, log)
    cache.put('monday', 'a', 'b')
    cache.close()
    expect(openParseCache(file, log).get('monday', 'a')).toBe('b')
  })
})

test('a reading in which a letter was changed is not believed', () => {
  const cache = openParseCache(file)
  cache.put('monday', 'a', 'what the digest says')
  const other = new DatabaseSync(file)
  other.exec("UPDATE readings SET reading = 'what the digest sais'")
  other.close()
  expect(cache.get('monday', 'a')).toBeUndefined()
  cache.close()
})

test('caches for which there is no file are kept in memory', () => {
  mkdirSync(file)
  const cache = openParseCache(file, log)
  cache.put('monday', 'a', 'b')
  expect(cache.get('monday', 'a')).toBe('b')
  const savedQueries = openSavedQueries(file, Date.now, log)
  expect(savedQueries.load(savedQueries.save('agents'))).toBe('agents')
  const index = openSearchIndex(file, log)
  index.index([change])
  expect(index.search(query, 0, 5).total).toBe(1)
  expect(said).toEqual(Array(3).fill('a cache cannot be opened; it is kept in memory until the next start'))
})

test('a cache that another process has locked is done without, with one sentence', () => {
  const cache = openParseCache(file, log)
  const other = new DatabaseSync(file)
  other.exec('BEGIN EXCLUSIVE')
  cache.put('monday', 'a', 'b')
  expect(cache.get('monday', 'a')).toBeUndefined()
  other.close()
  cache.put('monday', 'a', 'b')
  expect(cache.get('monday', 'a')).toBe('b')
  expect(said).toEqual(['a cache cannot be used; going on without it'])
  cache.close()
})
