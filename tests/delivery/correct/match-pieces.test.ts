import { expect, test } from 'vitest'
import { type CurrentPiece, matchPieces, type PostedPiece } from '../../../src/delivery/correct/match-pieces.ts'
import { partKey } from '../../builders.ts'

const piece = (key: string, identity = '', takeaways: readonly string[] = []): CurrentPiece => ({
  key: partKey(key),
  identity,
  takeaways,
})

/** A message under its first key, and the piece that it shows. */
const message = (key: string, shows: CurrentPiece): PostedPiece => ({ ...shows, key: partKey(key), piece: shows.key })

const matched = (written: readonly CurrentPiece[], standing: readonly PostedPiece[]) => [
  ...matchPieces(written, standing),
]

const [lighthouses, rivers] = [
  piece('section-01', 'lighthouses', ['a', 'b']),
  piece('section-02', 'rivers', ['c', 'd']),
]
const standing = [message('section-01', lighthouses), message('section-02', rivers)]

test('what did not move stays', () => {
  expect(matched([lighthouses, rivers], standing)).toEqual([
    ['section-01', 'section-01'],
    ['section-02', 'section-02'],
  ])
})

test('a title is known under another number', () => {
  const now = [
    piece('section-01', 'bridges'),
    { ...lighthouses, key: partKey('section-02'), takeaways: [] },
    piece('section-03', 'rivers'),
  ]
  expect(matched(now, standing)).toEqual([
    ['section-02', 'section-01'],
    ['section-03', 'section-02'],
  ])
})

test('what has another number and another title is known by its takeaways, if half of them are the same', () => {
  const renamed = piece('section-03', 'towers with lights', ['b', 'a'])
  expect(matched([renamed, rivers], standing)).toContainEqual(['section-03', 'section-01'])
  expect(matched([{ ...renamed, takeaways: ['b', 'x'] }], standing)).toEqual([['section-03', 'section-01']])
  expect(matched([{ ...renamed, takeaways: ['b', 'x', 'y'] }], standing)).toEqual([])
  expect(matched([{ ...renamed, takeaways: [] }], standing)).toEqual([])
})

test('what has another title and the same number is the same', () => {
  expect(matched([piece('section-01', 'towers'), rivers], standing)).toContainEqual(['section-01', 'section-01'])
})

test('a number that another title has taken is no reason to be the same', () => {
  const now = [piece('section-01', 'bridges'), { ...lighthouses, key: partKey('section-02') }]
  expect(matched(now, standing)).toEqual([['section-02', 'section-01']])
})

test('two sections with one title keep their numbers', () => {
  const twins = [piece('section-01', 'news'), piece('section-02', 'news')]
  const both = twins.map((twin) => message(twin.key, twin))
  expect(matched(twins.toReversed(), both)).toEqual([
    ['section-02', 'section-02'],
    ['section-01', 'section-01'],
  ])
})

test('a section is never taken for notes or prose, whatever their titles', () => {
  const prose = piece('prose-1', 'lighthouses')
  expect(matched([prose, piece('notes')], standing)).toEqual([])
  expect(matched([piece('notes')], [message('notes', piece('notes'))])).toEqual([['notes', 'notes']])
})

test('a message that was added under a key of its own is known by what it shows', () => {
  const added = message('section-01~2', piece('section-01', 'bridges'))
  const moved = message('section-01', { ...lighthouses, key: partKey('section-02') })
  expect(
    matched([piece('section-01', 'towers'), { ...lighthouses, key: partKey('section-02') }], [moved, added]),
  ).toEqual([
    ['section-02', 'section-01'],
    ['section-01', 'section-01~2'],
  ])
})
