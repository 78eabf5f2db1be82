import { expect, test } from 'vitest'
import { openSearchIndex } from '../../../src/storage/search/search-index.ts'
import { aDigest, aSection, day, text } from '../../builders.ts'
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

test('a section in the language of the reader comes before one in another with the word in its title', () => {
  const index = openSearchIndex(':memory:')
  const body = { type: 'paragraph', children: [text('On compare FARO à un phare ancien. La mer est calme.')] } as const
  feed(
    index,
    { ...aDigest('La mer'), language: 'fr', date: day('2026-01-07'), sections: [aSection('La mer', { body: [body] })] },
    { ...aDigest('FARO'), date: day('2026-01-08') },
    ...['09', '10', '11', '12'].map((at) => ({ ...aDigest(`Ships ${at}`), date: day(`2026-01-${at}`) })),
  )
  const first = (languages: string[]) =>
    index.search(query('faro', { prefer: { languages, publications: [] } }), 0, 5).hits[0]?.title
  expect(first(['fr', 'en'])).toBe('La mer')
  expect(first(['de', 'en'])).toBe('FARO')
  index.close()
})

test.each([
  ['lighthouses', 'Lighthouses', 'What the lighthouses of the north say to ships at night'],
  ['lighthouse keeper', 'The lighthouse keeper', 'Why a lighthouse keeper looks for another trade in a long winter'],
])(
  'of two sections with “%s” in their titles the newer one comes first, however long they are',
  (typed, older, newer) => {
    const index = openSearchIndex(':memory:')
    const long = { type: 'paragraph', children: [text('There is a storm, and nobody sleeps. '.repeat(20))] } as const
    const repeated = { type: 'paragraph', children: [text(`${typed}, ${typed} and ${typed}.`)] } as const
    feed(
      index,
      { ...aDigest(older), date: day('2026-01-06'), sections: [aSection(older, { body: [repeated] })] },
      { ...aDigest(newer), date: day('2026-01-08'), sections: [aSection(newer, { body: [long] })] },
      { ...aDigest('Ships'), date: day('2026-01-09'), sections: [aSection('Ships', { body: [repeated] })] },
    )
    expect(index.search(query(typed), 0, 5).hits.map(({ title }) => title)).toEqual([newer, older, 'Ships'])
    index.close()
  },
)
