import { expect, test } from 'vitest'
import { openSearchIndex } from '../../../src/storage/search/search-index.ts'
import { aDigest, day } from '../../builders.ts'
import { feed, query } from '../../contracts/search.ts'

test('the language of the reader and the publication of the channel come before newer sections', () => {
  const index = openSearchIndex(':memory:')
  feed(
    index,
    { ...aDigest('Lighthouses'), publication: 'old' },
    { ...aDigest('Lighthouses today'), publication: 'new', date: day('2026-01-08') },
    { ...aDigest('Lighthouses bientôt'), publication: 'paris', language: 'fr', date: day('2026-01-07') },
  )
  const first = (languages: string[], publications: string[]) =>
    index.search(query('lighthouses', { prefer: { languages, publications } }), 0, 5).hits[0]?.digest.split('/')[0]
  expect(first(['fr'], [])).toBe('paris')
  expect(first([], ['old'])).toBe('old')
  expect(first([], ['new'])).toBe('new')
  index.close()
})
