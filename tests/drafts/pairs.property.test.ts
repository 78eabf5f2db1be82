import { expect, test } from 'vitest'
import { type DraftSentence, sentencesOf } from '../../src/domain/draft.ts'
import { verifySection } from '../../src/drafts/verify/verify-draft.ts'
import { seeded } from '../bench/synthetic.ts'
import { type Lie, type LieKind, tellLie } from './lies.ts'
import { type Pair, readPairs } from './pairs.ts'

const pairs = readPairs()

function verified({ source, language }: Pair, section: Pair['section']) {
  return verifySection(section, { find: (id) => (id === source.id ? source : undefined), language, names: [] })
}

test('sections that people wrote give one false alarm each at most, on average', () => {
  const alarms = pairs.map((pair) => {
    const section = verified(pair, pair.section)
    return (section.titleProblems ?? []).length + sentencesOf(section).flatMap(({ problems }) => problems).length
  })
  expect(pairs).toHaveLength(194)
  expect(alarms.reduce((sum, count) => sum + count, 0)).toBeLessThan(86)
  expect(alarms.filter((count) => count > 1).length).toBeLessThan(20)
})

/** The section of a lie whose other sentences count as a person's: their words are known, and checking them is slow. */
function unchecked({ section, text }: Lie): Lie['section'] {
  const mark = (each: DraftSentence): DraftSentence =>
    each.kind === 'fact' && each.text !== text ? { ...each, kind: 'person' } : each
  return { ...section, body: section.body.map(mark), takeaways: section.takeaways.map(mark) }
}

/** How many of `wanted` lies of a kind are found in the sentence that has them. */
function caught(kind: LieKind, wanted: number): number {
  const random = seeded(11)
  let [told, found] = [0, 0]
  while (told < wanted) {
    const pair = pairs[Math.floor(random() * pairs.length)]
    const lie = pair && tellLie(kind, pair, random)
    if (!lie) continue
    told += 1
    const sentence = sentencesOf(verified(pair, unchecked(lie))).find(({ text }) => text === lie.text)
    if (sentence && sentence.problems.length > 0) found += 1
  }
  return found
}

test.each([
  ['number', 100],
  ['unit', 100],
  ['name', 100],
  ['quotation', 60],
  ['link', 30],
  ['opinion', 30],
  ['evidence', 30],
] as const)('lies about a %s are found', (kind, wanted) => {
  expect(caught(kind, wanted)).toBeGreaterThanOrEqual(wanted * 0.98)
})

test.each([
  ['swap', 96],
  ['borrow', 70],
  ['exchange', 85],
] as const)('of 100 lies of the kind %s, at least %i are found', (kind, least) => {
  expect(caught(kind, 100)).toBeGreaterThanOrEqual(least)
})
