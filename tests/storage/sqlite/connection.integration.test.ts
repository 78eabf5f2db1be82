import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { connectSqlite } from '../../../src/storage/sqlite/connection.ts'

/** https://www.sqlite.org/pragma.html#pragma_synchronous */
const full = 2

test('every commit is on the disk before it returns: a receipt lost in a power cut is a second post', () => {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  using db = connectSqlite(join(folder, 'ledger.sqlite'))
  expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: full })
  expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
})
