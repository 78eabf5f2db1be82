import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openArchive } from '../../../src/storage/search/search-index.ts'
import { connectSqlite } from '../../../src/storage/sqlite/connection.ts'
import { aDigest, text } from '../../builders.ts'
import { archiveContract, feed, query } from '../../contracts/search.ts'

const newFile = () => join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'archive.sqlite')

archiveContract('SQLite', () => {
  const file = newFile()
  return { archive: openArchive(file), restart: () => openArchive(file) }
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
  const archive = openArchive(file)
  feed(archive, aDigest('Lighthouses'))
  archive.close()
  damage(file)
  const again = openArchive(file)
  expect(again.indexed().size).toBe(0)
  feed(again, aDigest('Lighthouses'))
  expect(again.search(query('lighthouses'), 0, 5).total).toBe(1)
  again.close()
})

test('a batch that fails leaves the archive as it was', () => {
  const archive = openArchive(newFile())
  feed(archive, aDigest('Lighthouses'))
  const broken = { ...aDigest('Towers'), sections: undefined as never }
  expect(() => feed(archive, aDigest('Rivers'), broken)).toThrow()
  expect(archive.search(query('lighthouses'), 0, 5).total).toBe(1)
  expect(archive.search(query('rivers'), 0, 5).total).toBe(0)
  archive.close()
})

test('nothing of a digest that was withdrawn is found, until that is undone', () => {
  const archive = openArchive(newFile())
  const total = (words: string) => archive.search(query(words), 0, 5).total
  const digest = { ...aDigest('Lighthouses'), notes: [{ tag: 'Agent', title: [text('Towers')], text: [] }] }
  feed(archive, digest)
  feed(archive, { ...digest, withdrawn: 'The figures were wrong.' })
  expect([total('lighthouses'), total('figures'), total('')]).toEqual([0, 0, 0])
  expect([archive.tags([]), archive.titles('tow', 5)]).toEqual([[], []])
  expect([...archive.indexed()]).toEqual([['main/2026-01-05', '1']])
  feed(archive, digest)
  expect([total('lighthouses'), archive.tags([]).length]).toEqual([1, 1])
  archive.close()
})
