import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  discussedKey,
  formatPartKey,
  isReply,
  isSection,
  type ParsedPartKey,
  type PartKey,
  parsePartKey,
  placeOf,
  readPartKey,
} from '../../src/domain/part-key.ts'
import { partKey } from '../builders.ts'

test.each<[string, ParsedPartKey]>([
  ['overview', { piece: { type: 'overview' } }],
  ['overview.2', { piece: { type: 'overview' }, continuation: 2 }],
  ['notes', { piece: { type: 'notes' } }],
  ['observation', { piece: { type: 'observation' } }],
  ['prose-1', { piece: { type: 'prose', index: 1 } }],
  ['section-01', { piece: { type: 'section', number: '01' } }],
  ['section-01.12', { piece: { type: 'section', number: '01' }, continuation: 12 }],
  ['section-01~2', { piece: { type: 'section', number: '01' }, copy: 2 }],
  ['section-01~2.3', { piece: { type: 'section', number: '01' }, copy: 2, continuation: 3 }],
  ['section-01/2', { piece: { type: 'section', number: '01' }, reply: { type: 'takeaway', point: 2 } }],
  ['section-01~2/all', { piece: { type: 'section', number: '01' }, copy: 2, reply: { type: 'takeaways' } }],
  [
    'section-01/corrected--a_B',
    { piece: { type: 'section', number: '01' }, reply: { type: 'correction', hash: '-a_B' } },
  ],
  ['notice-7', { piece: { type: 'alerts', id: 7 } }],
  ['report-a1b2', { piece: { type: 'report', id: 'a1b2' } }],
])('%s is read and written', (key, parsed) => {
  expect(parsePartKey(key)).toEqual(parsed)
  expect(formatPartKey(parsed)).toBe(key)
})

test.each([
  '',
  'section-',
  'prose-0',
  'notice-x',
  'section-01.1',
  'section-01.02',
  'section-01/',
  'section-01/0',
  'a:b',
])('%j is no key', (key) => expect(parsePartKey(key)).toBeUndefined())

test('a string is no key before it was read', () => {
  // @ts-expect-error the compiler refuses a plain string
  const plain: PartKey = 'section-01'
  expect(readPartKey(plain)).toBe('section-01')
  expect(['section-', 'a:b', 'section-01.1'].map(readPartKey)).toEqual([undefined, undefined, undefined])
})

const segment = fc.stringMatching(/^[\w-]{1,16}$/)
const positive = fc.integer({ min: 1, max: 10_000 })
const fromTwo = fc.integer({ min: 2, max: 10_000 })

const keys: fc.Arbitrary<ParsedPartKey> = fc.record(
  {
    piece: fc.oneof(
      fc.record({ type: fc.constantFrom('overview', 'notes', 'observation') }),
      fc.record({ type: fc.constant('section'), number: segment }),
      fc.record({ type: fc.constant('prose'), index: positive }),
      fc.record({ type: fc.constant('alerts'), id: positive }),
      fc.record({ type: fc.constant('report'), id: segment }),
    ),
    copy: fromTwo,
    continuation: fromTwo,
    reply: fc.oneof(
      fc.record({ type: fc.constant('takeaway'), point: positive }),
      fc.record({ type: fc.constant('takeaways') }),
      fc.record({ type: fc.constant('correction'), hash: segment }),
    ),
  },
  { requiredKeys: ['piece'], noNullPrototype: true },
)

test('every key is read as it was written', () => {
  fc.assert(
    fc.property(keys, (key) => {
      expect(parsePartKey(formatPartKey(key))).toEqual(key)
    }),
  )
})

test('whatever is read is written as it was', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^(section-\w*|notes|prose-\w*)[~./]?\w*[~./]?\w*$/), (text) => {
      const parsed = parsePartKey(text)
      expect(parsed === undefined || formatPartKey(parsed) === text).toBe(true)
    }),
  )
})

test('a message knows its piece and its place', () => {
  expect(placeOf(partKey('section-01~2.3'))).toEqual({ first: 'section-01~2', index: 3 })
  expect(placeOf(partKey('overview'))).toEqual({ first: 'overview', index: 1 })
  expect(placeOf(partKey('section-01/2'))).toEqual({ first: 'section-01/2', index: 1 })
})

test('a reply is distinguished from a section and knows what it discusses', () => {
  expect(['section-01/2', 'section-01', 'notes'].map(partKey).map(isReply)).toEqual([true, false, false])
  expect(['section-01/2', 'section-01', 'section-01~2', 'notes'].map(partKey).map(isSection)).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(['section-01~2/all', 'section-01'].map(partKey).map(discussedKey)).toEqual(['section-01~2', undefined])
})
