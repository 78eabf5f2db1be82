import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { GroupCommit } from '../../../src/storage/sqlite/group-commit.ts'

/** A file with one table, written to through a group commit, and read through another connection. */
function fixture() {
  const folder = mkdtempSync(join(tmpdir(), 'morning-post-'))
  const db = new DatabaseSync(join(folder, 'test.sqlite'))
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE words (word TEXT PRIMARY KEY) STRICT')
  const reader = new DatabaseSync(join(folder, 'test.sqlite'))
  onTestFinished(() => {
    db.close()
    reader.close()
    rmSync(folder, { recursive: true })
  })
  let written = 0
  const onWritten = () => {
    written += 1
  }
  const commit = new GroupCommit({ db: () => db, guard: (work) => work(), onWritten })
  return {
    db,
    commit,
    add: (word: string) => commit.write(() => db.prepare('INSERT INTO words VALUES (?)').run(word)),
    onDisk: () =>
      reader
        .prepare('SELECT word FROM words')
        .all()
        .map(({ word }) => word),
    written: () => written,
  }
}

test('what is written in one turn is on the disk at once, and not before it is said to be', async () => {
  const { commit, add, onDisk, written } = fixture()
  add('one')
  add('two')
  const both = commit.durable()
  expect(onDisk()).toEqual([])
  await both
  expect(onDisk()).toEqual(['one', 'two'])
  expect(written()).toBe(1)
})

test('a change that is refused is refused alone', async () => {
  const { commit, add, onDisk } = fixture()
  add('one')
  expect(() => add('one')).toThrow(/UNIQUE/)
  add('two')
  await commit.durable()
  expect(onDisk()).toEqual(['one', 'two'])
})

test('all who wrote hear of a disk that takes none of it', async () => {
  const { db, commit, add, onDisk, written } = fixture()
  db.exec('PRAGMA max_page_count = 1')
  add('one')
  const first = commit.durable()
  expect(() => add('x'.repeat(100_000))).toThrow(/full/)
  await expect(first).rejects.toThrow(/full/)
  expect(onDisk()).toEqual([])
  expect(written()).toBe(0)
  db.exec('PRAGMA max_page_count = 1000')
  add('later')
  await commit.durable()
  expect(onDisk()).toEqual(['later'])
})

test('a caller’s own transaction is left alone', () => {
  const { db, add, onDisk } = fixture()
  db.exec('BEGIN')
  add('one')
  db.exec('COMMIT')
  expect(onDisk()).toEqual(['one'])
})
