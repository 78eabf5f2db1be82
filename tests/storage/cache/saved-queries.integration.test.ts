import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openSavedQueries } from '../../../src/storage/cache/saved-queries.ts'

const dayMs = 86_400_000
const newFile = () => join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'saved-queries.sqlite')

test('a question is recalled by its id, after a restart, too', () => {
  const file = newFile()
  const savedQueries = openSavedQueries(file)
  const id = savedQueries.save('reward hacking since:2026-03-01')
  expect(id).toMatch(/^[\w-]{10}$/)
  savedQueries.close()
  const again = openSavedQueries(file)
  expect(again.load(id)).toBe('reward hacking since:2026-03-01')
  expect(again.load('unknown-id')).toBeUndefined()
  again.close()
})

test('the same question has the same id, another has another', () => {
  const savedQueries = openSavedQueries(newFile())
  const ids = ['agents', 'agents', 'agent', '', '智能体', '"; DROP TABLE questions; --'].map((text) =>
    savedQueries.save(text),
  )
  expect(ids[0]).toBe(ids[1])
  expect(new Set(ids).size).toBe(5)
  expect(ids.map((id) => savedQueries.load(id)).at(-1)).toBe('"; DROP TABLE questions; --')
  savedQueries.close()
})

test('a question is forgotten 90 days after it was last used', () => {
  let now = 0
  const savedQueries = openSavedQueries(newFile(), () => now)
  const [used, unused] = [savedQueries.save('used'), savedQueries.save('unused')]
  now = 60 * dayMs
  expect(savedQueries.load(used)).toBe('used')
  now = 91 * dayMs
  expect(savedQueries.load(unused)).toBeUndefined()
  expect(savedQueries.load(used)).toBe('used')
  savedQueries.close()
})

test('a query that an earlier version saved for the readers of a channel is theirs, and one for all is for all', () => {
  const file = newFile()
  const old = new DatabaseSync(file)
  old.exec(`CREATE TABLE queries (id TEXT PRIMARY KEY, text TEXT NOT NULL, used_at INTEGER NOT NULL) STRICT;
    CREATE INDEX queries_by_use ON queries (used_at); PRAGMA user_version = 2;
    INSERT INTO queries VALUES ('a', 'slack:T1/C1 {"words":"a {b"}', 1), ('b', '{"words":"c {d"}', 1)`)
  old.close()
  const queries = openSavedQueries(file, () => 2)
  expect([queries.load('a', 'slack:T1/C1'), queries.load('b', 'slack:T1/C1')]).toEqual([
    '{"words":"a {b"}',
    '{"words":"c {d"}',
  ])
  expect([queries.load('a'), queries.load('a', 'slack:T2/C1')]).toEqual([undefined, undefined])
  queries.close()
})
