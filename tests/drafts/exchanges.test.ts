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
    ['The ratio is 1:41 for it, 17:1 for zstd.', 'It has a ratio of 41:1, zstd 17:1.', 'unit 1:41'],
    ['An iPhone 34 decodes 17 tokens a second.', 'It decodes 34 tokens a second on an iPhone 17.', 'unit iphone 34'],
    [
      'Dry coolers add 2.3 °C and take 4.2 litres per kWh; evaporative ones add 0.8 °C and take 0.1 litres.',
      'Evaporative cooling warmed the air by 0.8 °C and used 4.2 litres of water per kWh; dry coolers warmed it by 2.3 °C and used 0.1 litres.',
      'unit 2.3 °C, 0.8 °C',
    ],
    [
      '只用吴语训练时，吴语字错误率是 14.6%，混合训练后是 27.3%。',
      '吴语的字错误率为 14.6%，只用吴语训练时为 27.3%。',
      'unit 14.6%, 27.3%',
    ],
    ['每百公里的接管从去年的 1.3 次降到 4.6 次。', '人工接管每百公里 1.3 次，去年为 4.6 次。', 'unit 1.3, 4.6'],
    [
      '45 additional residents reach it in 31,000 minutes.',
      'It brought 31,000 more residents within 45 minutes.',
      'unit 31,000 minutes',
    ],
    [
      'Southern lakes freeze after 34 days and northern ones after 21.',
      'In the north lakes freeze after 34 days, in the south after 21.',
      'unit 34 days, 21',
    ],
    [
      'Surgical robots earned $111 million at a margin of 41.2%; warehouse robots earned $301 million at 63.5%.',
      'Warehouse robots brought in $301 million and surgical robots $111 million; the margin was 41.2% in warehouse robots and 63.5% in surgical robots.',
      'unit 41.2%, 63.5%',
    ],
    [
      'They score 67.5, 60.8 and 51.2 on HumanEval.',
      'On HumanEval the models reach 51.2, 60.8 and 67.5 points.',
      'unit 67.5, 60.8',
    ],
    ['It concerns versions 18 through 14.', 'It affects versions 14 to 18.', 'unit 18, 14'],
    [
      'The name is missing in 30 of 1 Belgian judgments and in 1 of 5 Polish ones.',
      'One in five Polish judgments lacks the name; in Belgium it is one in thirty.',
      'unit 30 of 1',
    ],
    [
      'It took 43 hours with no interpreter and 84 with one.',
      'It lasted 84 minutes with an interpreter and 43 without.',
      'unit 43 hours',
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
    ['The new method drops 6 points, the dense one 17.', 'The dense retriever drops 17 points and the new method 6.'],
    [
      'An iPhone 17 decodes 34 tokens a second and a Pixel 10 decodes 21.',
      'Decoding runs at 21 tokens per second on a Pixel 10 and at 34 on an iPhone 17.',
    ],
    ['每百公里的接管从去年的 4.6 次降到 1.3 次。', '人工接管每百公里 1.3 次，去年为 4.6 次。'],
    [
      'Southern lakes freeze after 21 days and northern ones after 34.',
      'In the north lakes freeze after 34 days, in the south after 21.',
    ],
    [
      'Surgical robots earned $111 million at a margin of 63.5%; warehouse robots earned $301 million at 41.2%.',
      'Warehouse robots brought in $301 million and surgical robots $111 million; the margin was 41.2% in warehouse robots and 63.5% in surgical robots.',
    ],
    ['They score 51.2, 60.8 and 67.5 on HumanEval.', 'On HumanEval the models reach 51.2, 60.8 and 67.5 points.'],
    [
      'Of 3, 7 and 16 billion parameters, 0.4, 0.9 and 2.1 billion are active.',
      'We train models with 0.4B, 0.9B and 2.1B active parameters out of 3B, 7B and 16B.',
    ],
    ['It forecasts $430–445 million.', 'It expects between $430 million and $445 million.'],
    [
      'Net income fell 6% to $38.1 million while revenue rose 14% to $412.6 million.',
      'Revenue was $412.6 million, up 14% from a year earlier, and net income was $38.1 million, down 6%.',
    ],
    ['27% of appeals fail and 40% win.', 'In 27 of 100 appeals it fails and in 4 of 10 it wins.'],
    ['In 27 of 100 cases there was an appeal.', 'There was an appeal in 27% of cases.'],
    ['There were 540 lakes in 1998–99.', 'It is more than the 540 lakes of 1998–99.'],
    ['63 ingots of four wrecks were measured.', 'We measured isotopes of sixty-three ingots from four shipwrecks.'],
    ['In July 350 jobs of 5,200 went.', 'It cut 350 of its 5,200 jobs in July.'],
    ['它比甲模型高 3.9 分，比乙模型高 6.4 分。', '与乙模型相比，它高 6.4 分；与甲模型相比高 3.9 分。'],
    ['No pregnant nurses took part.', 'Pregnant nurses were excluded.'],
    ['crates.io is used by 11% and npm by 39%.', 'The registry of 39% is npm, that of 11% is crates.io.'],
    ['Table 2 has the rest.', 'Tables 1, 2 and 4 have the rest.'],
    ['The meeting on March 5 was short.', 'The meetings on March 3 and 5 were short.'],
    ['School begins at 08:30.', 'School begins at 8:30 instead of 7:20.'],
    ['They were weighed.', 'They were weighed in May.'],
    ['Little evidence exists for these apps.', 'These apps were bought without evidence.'],
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
    [
      'It beats Sync-free 1.3 times and cuSPARSE 2.9 times.',
      'It is 2.9x faster than cuSPARSE and 1.3x faster than Sync-free.',
    ],
    ['The songs are in Yoruba, Thai and Khmer.', 'We analysed songs in Thai, Khmer and Yoruba.'],
    [
      'Mistral Large 2 answers 71%, Claude Sonnet 4 answers 48%.',
      'Claude Sonnet 4 answers 48% and Mistral Large 2 answers 71%.',
    ],
  ])('another order that says the same is none: %s', (text, evidence) => {
    expect(problems(text, evidence)).toEqual([])
  })
})
