import { describe, expect, test } from 'vitest'
import { problems } from './drafts-fixture.ts'

describe('a number is bound to what the evidence says it is about', () => {
  test.each([
    [
      'In 17 years they lost 39% of their volume; the larger ones nearby lost 61%.',
      'Together they lost 61% of their volume in 17 years, against 39% for larger glaciers in the same region.',
      'unit 39%, 61%',
    ],
    [
      'Of 2,310 proofs it repairs 44.9%; without retrieval it is 57.4%.',
      'On 2,310 proofs it repairs 57.4%, against 44.9% without retrieval.',
      'unit 44.9%, 57.4%',
    ],
    [
      'It fell from 9.1 to 7.2 with it, and from 9.0 to 4.3 without.',
      'It fell from 9.1 to 4.3 with it, and from 9.0 to 7.2 without.',
      'unit 9.1, 7.2',
    ],
    [
      'At 308 the temperature is 3.1 kelvin.',
      'At an iron content of 3.1 the temperature reaches 308 K.',
      'unit 308, 3.1 kelvin',
    ],
    [
      'Starts take 38 ms, where 110 needed 2.3 ms.',
      'Starts take 38 ms, down from 110 ms in version 2.3.',
      'unit 2.3 ms',
    ],
    ['SPEC CPU 11 整数成绩高了 2017%。', 'SPEC CPU 2017 整数成绩提高 11%。', 'unit 2017%'],
    [
      '870 位骑行者过了 53,000 座桥，手机记下 12 次振动。',
      '870 名骑行者经过 12 座桥，共 5.3 万次振动。',
      'unit 53,000, 12',
    ],
    [
      '荧光素酶提高到 5.6 倍，腈水解酶提高到 11 倍。',
      '荧光素酶提高到 11 倍，腈水解酶提高到 5.6 倍。',
      'unit 5.6 倍, 11 倍',
    ],
    ['It has 11 languages and 11 fields.', 'It has 11 languages and 27 fields.', 'unit 11'],
  ])('%s ← %s', (text, evidence, problem) => {
    expect(problems(text, evidence)[0]).toBe(problem)
  })
  test.each([
    [
      'It fell from 9.0 to 7.2 with placebo and from 9.1 to 4.3 with the drug.',
      'It fell from 9.1 to 4.3 with the drug and from 9.0 to 7.2 with placebo.',
    ],
    ['The tests of 12 and 13 are gone.', 'The tests of 13 and 12 are gone.'],
    ['腈水解酶提高到 5.6 倍，荧光素酶提高到 11 倍。', '荧光素酶提高到 11 倍，腈水解酶提高到 5.6 倍。'],
  ])('another order with the same words is none: %s', (text, evidence) => {
    expect(problems(text, evidence)).toEqual([])
  })
})

describe('two names that were exchanged are a problem', () => {
  test.each([
    [
      'GPT-4.1 answers 63%, Mistral Large 2 answers 48% and Claude Sonnet 4 answers 71%.',
      'GPT-4.1 answers 63%, Claude Sonnet 4 answers 48% and Mistral Large 2 answers 71%.',
    ],
    ['Nimbus was trained by Cirrus.', 'Nimbus trained Cirrus.'],
    ['ESM-2 一轮测 24 个突变体，由 PicoEvo 选择下一轮。', 'PicoEvo 一轮测 24 个突变体，由 ESM-2 选择下一轮。'],
    ['粤语比闽南语难。', '闽南语比粤语难。'],
    ['Mistral Sonnet answers 48%.', 'Claude Sonnet answers 48% and Mistral Large answers 71%.'],
  ])('%s ← %s', (text, evidence) => {
    expect(problems(text, evidence)[0]).toMatch(/^(?:name|polarity|unit) /)
  })
  test.each([
    ['Cirrus was trained by Nimbus.', 'Nimbus trained Cirrus.'],
    ['The songs are in Yoruba, Thai and Khmer.', 'We analysed songs in Thai, Khmer and Yoruba.'],
    [
      'Mistral Large 2 answers 71%, Claude Sonnet 4 answers 48%.',
      'Claude Sonnet 4 answers 48% and Mistral Large 2 answers 71%.',
    ],
  ])('another order that says the same is none: %s', (text, evidence) => {
    expect(problems(text, evidence)).toEqual([])
  })
})
