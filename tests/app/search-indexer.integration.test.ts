import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { updateSearchIndex } from '../../src/app/search-indexer.ts'
import { paragraph, unstyled } from '../../src/domain/build.ts'
import { addDays } from '../../src/domain/day.ts'
import { type Digest, digestId } from '../../src/domain/digest.ts'
import { openSearchIndex } from '../../src/storage/search/search-index.ts'
import { aDigest, aSection, day } from '../builders.ts'
import { query } from '../contracts/search.ts'

const body = Array.from({ length: 3_000 }, (_, at) =>
  paragraph(unstyled(`Paragraph ${at} is about rivers, lakes and word${at}.`)),
)
const long: Digest = {
  ...aDigest(),
  sections: ['Rivers in May', 'Rivers in June'].map((title) => aSection(title, { body })),
}

function archive(...digests: readonly Digest[]) {
  const byId = new Map(digests.map((digest) => [digestId(digest), digest]))
  const index = openSearchIndex(join(mkdtempSync(join(tmpdir(), 'morning-post-')), 'search-index.sqlite'))
  const written: (readonly string[])[] = []
  const write = index.index.bind(index)
  index.index = (changes) => {
    written.push(changes.map(({ id }) => id))
    write(changes)
  }
  const repository = {
    files: () => new Map([...byId.keys()].map((id) => [id, String(id)])),
    stamp: async () => '1',
    get: async (id: never) => byId.get(id),
  }
  const update = () => updateSearchIndex(repository as never, index, new AbortController().signal)
  return { byId, index, written, update }
}

test('a long digest is cut into words beside everything else, and is found as a whole or not at all', async () => {
  const { index, update } = archive(long)
  const seen: number[] = []
  let isOver = false
  const look = () => {
    if (isOver) return
    seen.push(index.titles('rivers', 5).length)
    setImmediate(look)
  }
  setImmediate(look)
  await update()
  isOver = true
  expect(seen.filter((total) => total === 0).length).toBeGreaterThan(3)
  expect(seen.filter((total) => total !== 0 && total !== 2)).toEqual([])
  expect(index.search(query('rivers lakes'), 0, 5).total).toBe(2)
  expect(index.search(query('word2999'), 0, 5).total).toBe(2)
  index.close()
})

test('long digests are written one by one, and many are not removed at once', async () => {
  const dated = (at: number, digest: Digest) => ({ ...digest, date: addDays(day('2026-01-05'), at) })
  const digests = Array.from({ length: 120 }, (_, at) => dated(at, at < 3 ? long : aDigest('Towers')))
  const { byId, index, written, update } = archive(...digests)
  await update()
  expect(written.map((ids) => ids.length)).toEqual([1, 1, 1, 117])
  written.length = 0
  byId.clear()
  await update()
  expect(written.map((ids) => ids.length)).toEqual([50, 50, 20])
  expect(index.search(query('towers'), 0, 5).total).toBe(0)
  expect(index.indexed().size).toBe(0)
  index.close()
})
