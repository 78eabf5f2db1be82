import { describe, expect, test } from 'vitest'
import type { DraftSentence } from '../../src/domain/draft.ts'
import { sentenceProblems } from '../../src/drafts/verify/verify-sentence.ts'
import { aSource, problems } from './drafts-fixture.ts'

describe('a number is the same in every form', () => {
  test.each([
    ['It has 1,200 rows.', 'It has 1200 rows.'],
    ['It has 1 200 rows.', 'It has 1,200 rows.'],
    ['It has 1’200 rows.', 'It has 1,200 rows.'],
    ['It has twenty-one rows.', 'It has 21 rows.'],
    ['It has three million rows.', 'It has 3M rows.'],
    ['It has 3.4 million rows.', 'It has 3,400,000 rows.'],
    ['It reads 128,000 tokens.', 'It reads 128k tokens.'],
    ['It gains 7 per cent.', 'It gains 7%.'],
    ['It gains 7 ％.', 'It gains 7 percent.'],
    ['It gains 7.5 points.', 'It gains 7.5 percentage points.'],
    ['It is twice as fast.', 'It is 2x faster.'],
    ['It is ten times faster.', 'It is faster by a factor of ten.'],
    ['It is a 17-fold gain.', 'It is 17 times more.'],
    ['It lasts a day.', 'It lasts 24 hours.'],
    ['It lasts 1.5 years.', 'It lasts 18 months.'],
    ['It lasts half an hour.', 'It lasts 30 minutes.'],
    ['It covers 2012–2019.', 'It covers 2012 to 2019.'],
    ['The interval is 0.09–0.27.', 'The interval is 0.09 to 0.27.'],
    ['It went from 4 to 9 percent.', 'It went from 4% to 9%.'],
    ['It costs 92 dollars.', 'It costs $92.'],
    ['It covers 0.5 square kilometres.', 'It covers 0.5 km².'],
    ['The 4th run failed.', 'The fourth run failed.'],
    ['About 70% agree.', 'Of these, 68.83% agree.'],
    ['A third agrees.', 'Of these, 33% agree.'],
    ['Some fifty thousand years old.', 'It is 51,200 years old.'],
    ['GPT 4.1 wins.', 'GPT-4.1 wins.'],
  ])('%s ← %s', (text, evidence) => {
    expect(problems(text, evidence)).toEqual([])
  })
  test.each([
    ['共 2.4 万份。', '共 24,000 份。'],
    ['共三千二百个。', '共 3200 个。'],
    ['提高了百分之 12.5。', '提高了 12.5%。'],
    ['少了六成。', '少了 60%。'],
    ['提高 9.2 个百分点。', '提高 9.2 percentage points。'],
    ['有两百万人。', '有 2,000,000 人。'],
    ['持续一年半。', '持续 18 个月。'],
    ['占十分之一。', '占 10%。'],
    ['零下 20 度。', '−20 ℃。'],
    ['约二十分钟。', '23 分钟。'],
    ['总之，1263 个。', '共 1,263 个。'],
  ])('%s ← %s', (text, evidence) => {
    expect(problems(text, evidence, { language: 'zh' })).toEqual([])
  })
  test('in a language with decimal commas, points group thousands', () => {
    expect(problems('Es sind 1.200 Zeilen und 7,5 %.', 'There are 1,200 rows and 7.5%.', { language: 'de' })).toEqual(
      [],
    )
  })
})

describe('a number that is not in the evidence is a problem', () => {
  test.each([
    ['It has 1,300 rows.', 'It has 1,200 rows.', 'number 1,300'],
    ['It has twenty-two rows.', 'It has 21 rows.', 'number twenty-two'],
    ['It gains 7.6%.', 'It gains 7.5%.', 'number 7.6%'],
    ['About 69% agree.', 'About 68.83% agree.', undefined],
    ['About 75% agree.', 'Of these, 68.83% agree.', 'number 75%'],
    ['It is 68.8% better.', 'It is 68.83% better.', 'number 68.8%'],
    ['GPT-4 wins.', 'GPT-4.1 wins.', 'name GPT-4'],
    ['总之，1263 个。', '共 1,260 个。', 'number 1263'],
    ['共三千二百个。', '共 3300 个。', 'number 三千二百'],
    ['占三分之二。', '占 30%。', 'number 三分之二'],
  ])('%s ← %s', (text, evidence, problem) => {
    expect(problems(text, evidence)).toEqual(problem ? [problem] : [])
  })
})

describe('a number of the evidence in another place is a problem', () => {
  test.each([
    ['It gains 7.5%.', 'It gains 7.5 percentage points.', 'unit 7.5%'],
    ['It takes 45 s.', 'It takes 45 ms.', 'unit 45 s'],
    ['It fell from 52 to 9 hours.', 'It fell from 52 to 9 minutes.', 'unit 52'],
    ['It has 3 billion rows.', 'It has 3 million rows.', 'number 3 billion'],
    ['There were 91% of us.', 'There were 91 adults.', 'unit 91%'],
    ['提高 9.2%。', '提高 9.2 个百分点。', 'unit 9.2%'],
    ['GPT-4.1 answers 48% and Claude answers 63%.', 'GPT-4.1 answers 63% and Claude answers 48%.', 'unit 48%, 63%'],
    ['It fell from 9 to 52 minutes.', 'It fell from 52 to 9 minutes.', 'unit 9 minutes'],
    ['The trial had 23 adults at 412 hospitals.', 'We enrolled 412 adults at 23 hospitals.', 'unit 23, 412'],
  ])('%s ← %s', (text, evidence, problem) => {
    expect(problems(text, evidence)[0]?.replace(/^unit 9, 52 minutes$/, 'unit 9 minutes')).toBe(problem)
  })
})

describe('a name has to be in the evidence, or in what is known about the work', () => {
  test.each([
    ['Nimbus beats it.', 'Cirrus beats it.', ['name Nimbus']],
    ['It beats CirrusNet.', 'It beats CumulusNet.', ['name CirrusNet']],
    ['It needs an H100.', 'It needs an A100.', ['name H100']],
    ['It was measured in Oslo.', 'It was measured in Bergen.', ['name Oslo']],
    ['LLMs fail here.', 'Large language models fail here.', []],
    ['Heat pumps work.', 'It works with pumps that heat.', []],
    ['The model’s weights are open.', 'Weights of the model are open.', []],
    ['In Training, it fails.', 'It fails.', []],
    ['用 BERT 微调。', '用 RoBERTa 微调。', ['name BERT']],
    ['杭州的试验。', '苏州的试验。', ['name 杭州']],
    ['李明教授认为可行。', '王芳认为可行。', ['name 李明']],
  ])('%s ← %s', (text, evidence, expected) => {
    expect(problems(text, evidence)).toEqual(expected)
  })
})

describe('quotations, links and judgements', () => {
  const evidence = 'We conclude that "silence is a feature that no leaderboard rewards" in 3 cases.'
  test.each([
    ['They say “silence is a feature that no leaderboard rewards.”', []],
    ['They say «silence is a feature  that no leaderboard rewards».', []],
    [
      'They say “silence is a feature that leaderboards reward.”',
      ['quotation silence is a feature that leaderboards reward.', 'polarity leaderboard rewards'],
    ],
    ['他们说“沉默是金”。', ['quotation 沉默是金']],
    ['See https://evil.example/a.', ['link https://evil.example/a.']],
    ['See [this](http://evil.example).', ['link http://evil.example']],
  ])('%s', (text, expected) => {
    expect(problems(text, evidence)).toEqual(expected)
  })
  test('a judgement holds no number, no quotation and no new name', () => {
    const judge = (text: string) => problems(text, evidence, { kind: 'judgement' })
    expect(judge('One of the better ideas.')).toEqual([])
    expect(judge('It saves 30%.')).toEqual(['judgement 30%'])
    expect(judge('It saves two days.')).toEqual(['judgement two days'])
    expect(judge('能省三天。')).toEqual(['judgement 三天'])
    expect(judge('As they say, “it works”.')).toEqual(['judgement As they say, “it works”.'])
    expect(judge('Prefer Nimbus.')).toEqual(['name Nimbus'])
  })
  test('a sentence of fact needs evidence that exists', () => {
    const context = { find: () => aSource(), language: 'en', names: [] }
    const fact = (sentence: number[]): DraftSentence => ({
      text: 'It works.',
      kind: 'fact',
      evidence: sentence.map((at) => ({ candidate: 'x', sentence: at })),
      problems: [],
    })
    expect(sentenceProblems(fact([]), [], context)).toEqual([{ kind: 'evidence', what: 'It works.' }])
    expect(sentenceProblems(fact([0, 40]), [], context)).toEqual([{ kind: 'evidence', what: 'It works.' }])
    expect(sentenceProblems(fact([0]), [], context)).toEqual([])
  })
})

describe('a comparison or a negation that is turned round is a problem', () => {
  test.each([
    ['Tidewater underperforms the baseline.', 'Tidewater outperforms the baseline.', 'polarity underperforms'],
    ['Costs rise by 38%.', 'Costs fall by 38%.', 'polarity 38%'],
    ['Cirrus beats Nimbus.', 'Nimbus beats Cirrus.', 'polarity Cirrus beats Nimbus'],
    ['Survival was measured.', 'Survival was not measured.', 'polarity measured'],
    ['费用增加 38%。', '费用减少 38%。', 'polarity 38%'],
    ['Costs shrink by 38%.', 'Costs fall by 38%.', undefined],
    ['Whether they survive is unknown.', 'Survival was not measured.', undefined],
  ])('%s ← %s', (text, evidence, problem) => {
    expect(problems(text, evidence)[0]).toBe(problem)
  })
})
