import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { digestId } from '../../../src/domain/digest.ts'
import { openSearchIndex } from '../../../src/storage/search/search-index.ts'
import { ownEngine, type QualityArchive, qualityArchive, qualityOf, qualityQueries } from '../../search-quality.ts'

describe('the section that a reader means comes first', () => {
  const index = openSearchIndex(':memory:')
  let archive: QualityArchive
  beforeAll(async () => {
    archive = await qualityArchive()
    index.index(archive.digests.map((digest) => ({ id: digestId(digest), stamp: '1', digest })))
  })
  afterAll(() => index.close())

  test('for all kinds of queries', () => {
    const queries = qualityQueries('queries.txt', archive)
    expect(queries.length).toBeGreaterThanOrEqual(120)
    for (const kind of new Set(queries.map((query) => query.kind))) {
      const some = queries.filter((query) => query.kind === kind)
      expect(qualityOf(some, ownEngine(index)).first, kind).toBeGreaterThanOrEqual(0.9)
    }
    expect(qualityOf(queries, ownEngine(index)).mrr).toBeGreaterThanOrEqual(0.97)
  })

  test.each(['hold-out.txt', 'hold-out-2.txt', 'hold-out-3.txt', 'hold-out-4.txt'])(
    'for queries that it was not tuned on: %s',
    (file) => {
      expect(qualityOf(qualityQueries(file, archive), ownEngine(index)).first).toBeGreaterThanOrEqual(0.85)
    },
  )
})
