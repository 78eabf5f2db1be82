import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSearchIndex } from '../../../src/storage/search/search-index.ts'
import { connectSqlite } from '../../../src/storage/sqlite/connection.ts'
import { aDigest, text } from '../../builders.ts'
import { archiveContract, feed, query } from '../../contracts/search.ts'

const newFile = () => join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'search-index.sqlite')

archiveContract('SQLite', () => {
  const file = newFile()
  return { index: openSearchIndex(file), restart: () => openSearchIndex(file) }
})

const damages: [string, (file: string) => void][] = [
  ['something else', (file) => writeFileSync(file, 'These are not the words of a database.'.repeat(100))],
  ['half of it', (file) => writeFileSync(file, readFileSync(file).subarray(0, 20_000))],
  ['an empty file', (file) => writeFileSync(file, '')],
  [
    'an archive of another version',
    (file) => {
      const db = connectSqlite(file)
      db.exec('PRAGMA user_version = 999')
      db.close()
    },
  ],
]

test.each(damages)('where there is %s, an empty archive takes its place and can be filled', (_, damage) => {
  const file = newFile()
  const index = openSearchIndex(file)
  feed(index, aDigest('Lighthouses'))
  index.close()
  damage(file)
  const again = openSearchIndex(file)
  expect(again.indexed().size).toBe(0)
  feed(again, aDigest('Lighthouses'))
  expect(again.search(query('lighthouses'), 0, 5).total).toBe(1)
  again.close()
})

test('a batch that fails leaves the archive as it was', () => {
  const index = openSearchIndex(newFile())
  feed(index, aDigest('Lighthouses'))
  const broken = { ...aDigest('Towers'), sections: undefined as never }
  expect(() => feed(index, aDigest('Rivers'), broken)).toThrow()
  expect(index.search(query('lighthouses'), 0, 5).total).toBe(1)
  expect(index.search(query('rivers'), 0, 5).total).toBe(0)
  index.close()
})

test('nothing of a digest that was withdrawn is found, until that is undone', () => {
  const index = openSearchIndex(newFile())
  const total = (words: string) => index.search(query(words), 0, 5).total
  const digest = { ...aDigest('Lighthouses'), notes: [{ tag: 'Agent', title: [text('Towers')], text: [] }] }
  feed(index, digest)
  feed(index, { ...digest, withdrawn: 'The figures were wrong.' })
  expect([total('lighthouses'), total('figures'), total('')]).toEqual([0, 0, 0])
  expect([index.tags([]), index.titles('tow', 5)]).toEqual([[], []])
  expect([...index.indexed()]).toEqual([['main/2026-01-05', '1']])
  feed(index, digest)
  expect([total('lighthouses'), index.tags([]).length]).toEqual([1, 1])
  index.close()
})
