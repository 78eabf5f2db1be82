import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { problems } from './drafts-fixture.ts'

/** A sentence of a source, a false sentence about it that no rule made, and a true one. */
const turned = readFileSync('tests/fixtures/drafts/turned.txt', 'utf8')
  .trim()
  .split('\n')
  .map((line) => {
    const [language = '', sentences = ''] = line.split(' | ')
    const [evidence = '', lie = '', truth = ''] = sentences.split(' => ')
    return { language, evidence, lie, truth }
  })

describe('limits, negations, comparisons, dates and orders', () => {
  test('there are lies in five languages', () => {
    expect(turned.length).toBeGreaterThan(120)
    expect(new Set(turned.map(({ language }) => language))).toEqual(new Set(['en', 'zh', 'de', 'fr', 'es']))
  })
  test.each(turned)('$lie is a problem if the source says: $evidence', ({ language, evidence, lie }) => {
    expect(problems(lie, evidence, { language })).not.toEqual([])
  })
  test.each(turned)('$truth is none if the source says: $evidence', ({ language, evidence, truth }) => {
    expect(problems(truth, evidence, { language })).toEqual([])
  })
})

describe('what says the same in other words is no false alarm, and a wrong number in its place is found', () => {
  test.each([
    ['en', 'Jobs take 31% longer.', 'Jobs take 31% shorter.', 'Jobs run 31% slower.'],
    ['en', 'One bulb in sixteen fails.', 'One bulb in eleven fails.', 'Of the bulbs, 6% fail.'],
    ['en', 'Six-hour shifts came first.', 'Seven-hour shifts came first.', 'Nurses had eight hours instead of six.'],
    [
      'en',
      'Of the 96 towns 41 replied, about four in ten.',
      'Of the 96 towns 41 replied, about seven in ten.',
      'Of the 96 towns, 41 replied.',
    ],
    ['en', 'The cache takes half a gigabyte.', 'The cache takes a quarter of a gigabyte.', 'The cache takes 512 MB.'],
    [
      'en',
      'Most were between 60 and 75 years old.',
      'Most were between 60 and 70 years old.',
      'Most were aged 60 to 75.',
    ],
    ['zh', '一年卖出三十多万本。', '一年卖出五十多万本。', '全年售出 32.4 万本。'],
    ['zh', '一周去 3 次。', '一周去 5 次。', '周均 3 次。'],
    ['de', 'Jeder 40. Brief geht verloren.', 'Jeder 70. Brief geht verloren.', '2,5 % der Briefe gehen verloren.'],
    ['de', 'Das kostet 6 Mrd. Euro.', 'Das kostet 6 Mio. Euro.', 'It costs 6 billion euros.'],
    ['fr', 'Un billet coûte 15 dollars.', 'Un billet coûte 15 euros.', 'A ticket costs 15 dollars.'],
    ['es', 'El 30 % no contestó.', 'El 40 % no contestó.', 'Tres de cada diez no contestaron.'],
    ['es', 'En Sevilla llovió 9 días.', 'En Sevilla llovió 9 horas.', 'It rained for 9 days in Sevilla.'],
  ])('%s: %s', (language, truth, lie, evidence) => {
    expect(problems(truth, evidence, { language })).toEqual([])
    expect(problems(lie, evidence, { language })).not.toEqual([])
  })
})
