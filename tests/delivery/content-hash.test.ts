import { expect, test } from 'vitest'
import { hashDigest, hashOf, hashPieces, hashTakeaway } from '../../src/delivery/content-hash.ts'
import type { Digest, Section } from '../../src/domain/digest.ts'
import { aDigest, text } from '../builders.ts'

const digest: Digest = {
  ...aDigest('News', 'Papers'),
  url: 'https://example.org/monday',
  overview: [{ headline: [text('Much is new')], text: [] }],
  notes: [{ title: [text('A note')], text: [] }],
  prose: [
    { before: 'overview', title: [text('To begin with')], blocks: [] },
    { before: 'end', title: [text('In the end')], blocks: [] },
  ],
}

test('content hashes never change: other hashes would edit every message', () => {
  expect(hashDigest(digest)).toBe('tpxTP0r4evH8aNB1')
  const kept = hashPieces(digest, 'sections').map(({ key, identity, content }) => [key, identity, content])
  expect(kept).toEqual([
    ['overview', '', 'c4VJVUiXQrexgEUE'],
    ['section-01', 'j_l6T5wI', 'J2zZGb2u76hesBqR'],
    ['section-02', 'gUPp5HwY', 'QThzZL9PPqI4GJqZ'],
    ['notes', '', 'iHXOGT0yFdS-KCfi'],
    ['prose-2', 'aVduB-7p', 'aswtKgdZbqMcIMV7'],
  ])
  const takeaways = [[text('One')], [text('Two')]]
  expect(hashTakeaway({ title: 'A', takeaways }, 2, 'en')).toBe('bmZFV_ULQuthShAK')
  expect(hashTakeaway({ title: 'A', takeaways }, 2, 'zh')).not.toBe('bmZFV_ULQuthShAK')
})

test('every part has a hash, and what is shown in the overview is part of the overview’s', () => {
  expect(hashPieces(digest, 'sections').map(({ key }) => key)).toEqual([
    'overview',
    'section-01',
    'section-02',
    'notes',
    'prose-2',
  ])
})

const changed = (other: Digest, layout: 'sections' | 'overview' = 'sections') => {
  const before = hashPieces(digest, layout)
  return hashPieces(other, layout)
    .filter(({ key, content }) => before.find((piece) => piece.key === key)?.content !== content)
    .map(({ key }) => key)
}

const [news, papers] = digest.sections as [Section, Section]

test.each<[string, Partial<Digest>, string[]]>([
  ['the title', { title: 'Tuesday' }, ['overview']],
  ['the address', { url: 'https://example.org/tuesday' }, ['overview']],
  ['what stands before the overview', { prose: [...digest.prose.slice(1)] }, ['overview', 'prose-1']],
  ['a note', { notes: [{ title: [text('Another')], text: [] }] }, ['notes']],
  [
    'one note more',
    { notes: [...(digest.notes ?? []), { title: [text('Another')], text: [] }] },
    ['overview', 'notes'],
  ],
  ['the body of a section', { sections: [{ ...news, body: [{ type: 'rule' }] }, papers] }, ['section-01']],
  ['a takeaway', { sections: [news, { ...papers, takeaways: [] }] }, ['section-02']],
  ['the order', { sections: digest.sections.toReversed() }, ['overview']],
  ['the language', { language: 'zh' }, ['overview', 'section-01', 'section-02', 'notes', 'prose-2']],
])('%s concerns the parts that show it, and no other', (_, change, parts) => {
  expect(changed({ ...digest, ...change })).toEqual(parts)
})

test('a menu shows the titles of what can be read', () => {
  const retitled = { ...digest, sections: [news, { ...papers, title: [text('Theses')] }] }
  expect(changed(retitled)).toEqual(['section-02'])
  expect(changed(retitled, 'overview')).toContain('overview')
})

test('the order of properties and what is absent count for nothing', () => {
  expect(hashOf({ a: 1, b: { c: 2, d: undefined } })).toBe(hashOf({ b: { c: 2 }, a: 1 }))
  expect(hashOf({ a: 1 })).not.toBe(hashOf({ a: 2 }))
})
