import { describe, expect, test } from 'vitest'
import { problems } from './drafts-fixture.ts'

describe('a number that follows from the evidence is no false alarm, and a wrong one is found', () => {
  test.each([
    ['4,911 of 118,402 patients had it.', 'Among 118,402 admissions, 4,911 patients had it.', []],
    ['4,911 of 82,881 patients had it.', 'Among 118,402 admissions, 4,911 patients had it.', ['number 82,881']],
    ['118,402 of 4,911 patients had it.', 'Among 118,402 admissions, 4,911 had it.', ['unit 118,402 of 4,911']],
    ['37 of the 58 are crashes.', 'Crashes make up 37 of the 58 bugs.', []],
    ['37 of the 580 are crashes.', 'Crashes make up 37 of the 58 bugs.', ['number 580']],
    ['It raises one false alarm in a thousand.', 'The false-positive rate is 0.1%.', []],
    ['It raises one false alarm in a hundred.', 'The false-positive rate is 0.1%.', ['number one', 'number a hundred']],
    ['In three sessions of four they liked it.', 'They preferred it in 49 of the 64 sessions.', []],
    ['Every sixth answer was wrong.', 'Answers were wrong in one of six cases.', []],
    ['Every fifth answer was wrong.', 'Answers were wrong in one of six cases.', ['number fifth']],
    ['Nearly four in ten alerts were overridden.', 'Nurses overrode 38% of the alerts.', []],
    ['At almost a third of the gauges it rises.', 'It has risen at 29% of the gauges.', []],
    ['At almost a quarter of the gauges it rises.', 'It has risen at 29% of the gauges.', ['number a quarter']],
    ['It finds nearly twice as many.', 'The detection rate is 68%, compared with 35%.', []],
    ['It finds nearly three times as many.', 'The detection rate is 68%, compared with 35%.', ['number three times']],
    ['It goes up by two fifths.', 'Throughput rises from 5,900 to 8,300 tokens per second.', []],
    ['It goes up by three fifths.', 'Throughput rises from 5,900 to 8,300 tokens per second.', ['number three fifths']],
    ['It loses 1.5 points.', 'GSM8K goes from 87.6 to 86.1.', []],
    ['It loses 2.5 points.', 'GSM8K goes from 87.6 to 86.1.', ['number 2.5 points']],
    ['It occurs 41% more often.', 'It occurs 1.41 times as often.', []],
    ['It occurs 51% more often.', 'It occurs 1.41 times as often.', ['number 51%']],
    ['With seven or more it occurs.', 'With more than six it occurs.', []],
    ['With eight or more it occurs.', 'With more than six it occurs.', ['number eight']],
    ['At half of the stations it is 5%.', 'The median station is at 5%.', []],
    ['Bugs came out in four engines.', 'Bugs were in PostgreSQL, MySQL, DuckDB and CockroachDB.', []],
    ['Bugs came out in five engines.', 'Bugs were in PostgreSQL, MySQL, DuckDB and CockroachDB.', ['number five']],
    ['That is a minute and a half before.', 'It appears 90 seconds before.', []],
    ['That is a minute and a half before.', 'It appears 80 seconds before.', ['number a minute and a half']],
    ['It costs some 12 dollars.', 'It costs about 12 US dollars.', []],
    ['A thousand tokens take 35 ms.', 'It takes 35 ms per thousand tokens.', []],
    ['Each one is above 90%.', 'The probability is above 0.9.', []],
    ['It is some five percent.', 'It is about a twentieth.', []],
    ['It is some six percent.', 'It is about a twentieth.', ['number six percent']],
    ['One request in a thousand takes 6.2 s.', 'The 99.9th percentile was 6.2 s.', []],
    ['One request in a hundred takes 6.2 s.', 'The 99.9th percentile was 6.2 s.', ['number One', 'number a hundred']],
    ['They differ by a factor of twenty.', 'It was 0.3 s here, 1.9 s there and 6.2 s elsewhere.', []],
    ['They differ by a factor of thirty.', 'It was 0.3 s here, 1.9 s there and 6.2 s elsewhere.', ['number thirty']],
    ['More than three times as many live.', 'Of these 14.2% live, of those 3.9%.', []],
    ['More than four times as many live.', 'Of these 14.2% live, of those 3.9%.', ['number four times']],
    ['It takes 38 s, a coat 13 seconds more.', 'A shirt takes 38 seconds and a coat 51 seconds.', []],
    [
      'It takes 38 s, a coat 14 seconds more.',
      'A shirt takes 38 seconds and a coat 51 seconds.',
      ['number 14 seconds'],
    ],
    ['It takes 13 s, a coat 38 seconds more.', 'A shirt takes 38 seconds and a coat 51 seconds.', ['number 13 s']],
    ['A seat got $10 cheaper and costs $19.', 'A seat costs $19, down from $29.', []],
    ['A seat got $19 cheaper and costs $10.', 'A seat costs $19, down from $29.', ['number 10']],
    ['Writes take 74 ms instead of 61.', 'Writes take 74 ms, 13 ms longer than before.', []],
    ['Writes take 61 ms instead of 74.', 'Writes take 74 ms, 13 ms longer than before.', ['number 61 ms']],
    ['Writes take 74 ms instead of 87.', 'Writes take 74 ms, 13 ms longer than before.', ['number 87']],
    ['It rose from 41 to 44 points.', 'It gained 3 points and has 44 points.', []],
    ['Of the lots, 29% are lost.', 'The yield is 71%.', []],
    ['Of the lots, 29% are good.', 'The yield is 71%.', ['number 29%']],
    ['It walked 44 of 50 times, or 88%.', 'It walked 44 times in 50 trials.', []],
    ['It walked 44 of 50 times, or 86%.', 'It walked 44 times in 50 trials.', ['number 86%']],
    ['A read takes 0.4 ms, not 61, some 150 times as long.', 'A read takes 0.4 ms, remotely 61 ms.', []],
    [
      'A read takes 0.4 ms, not 61, some 180 times as long.',
      'A read takes 0.4 ms, remotely 61 ms.',
      ['number 180 times'],
    ],
    ['It fell in six months.', 'It fell between March and September.', []],
    ['It fell in nine months.', 'It fell between March and September.', ['number nine months']],
    ['It comes out right 92 times in 100.', 'The success rate is 92%.', []],
    ['It comes out right 93 times in 100.', 'The success rate is 92%.', ['number 93 times', 'number 100']],
    ['They ran it 2.3k times.', 'We made 2,300 runs of it.', []],
    ['They ran it 2.4k times.', 'We made 2,300 runs of it.', ['number 2.4k times']],
    ['It takes an hour and ten minutes.', 'It takes 70 minutes.', []],
    ['It takes an hour and twenty minutes.', 'It takes 70 minutes.', ['number an hour and twenty minutes']],
    ['It holds on in 89%, 37 points more.', 'It succeeds in 89%, the other in 52%.', []],
    ['It holds on in 89%, 37 percent more.', 'It succeeds in 89%, the other in 52%.', ['number 37 percent']],
    ['Of the 62% that work, 31% work at 19%.', 'It works in 62% of the cases, 44% and 19%.', ['number 31%']],
    ['LDL dropped by 37 mg to 61.', 'LDL fell from 98 to 61 mg.', []],
    ['LDL dropped by 39 mg to 61.', 'LDL fell from 98 to 61 mg.', ['number 39 mg']],
    ['It adds three percent.', 'It adds 3.2% to the total.', []],
    ['It adds four percent.', 'It adds 3.2% to the total.', ['number four percent']],
    ['In the first half of 2025 it found 14.', 'Between January and June 2025 it found 14.', []],
    ['It has 41.7 points.', 'The model scores 41.7.', []],
    ['It has 41.8 points.', 'The model scores 41.7.', ['number 41.8 points']],
    ['It accepts about six of eight (6.1 on average).', 'It accepts 6.1 of 8 on average.', []],
    ['Some 3,208 Norwegians slept with it.', 'We enrolled 3,208 adults in Norway.', []],
    ['Some 3,208 Swedes slept with it.', 'We enrolled 3,208 adults in Norway.', ['name Swedes']],
    ['With alerts it was 212, without alerts 57.', 'It was 212 in the group with alerts, 57 in the control group.', []],
    ['It took nine years of records.', 'Records from 2015 to 2023 were used.', []],
    ['It took ten years of records.', 'Records from 2015 to 2023 were used.', ['number ten years']],
    ['It saves two thirds of the energy.', 'It needs a third of the energy.', []],
    ['It saves two thirds of the energy.', 'It saves a third of the energy.', ['number two thirds']],
    ['Two of three tasks still fail.', 'It solves 34% of the tasks.', []],
    ['Three of four tasks still fail.', 'It solves 34% of the tasks.', ['number Three', 'number four']],
    ['One of three did not answer.', 'We cover two of the three platforms.', []],
    ['Of twelve models, five are closed and seven open.', 'We test 5 closed and 7 open models.', []],
    ['Of thirteen models, five are closed and seven open.', 'We test 5 closed and 7 open models.', ['number thirteen']],
    ['It fell by more than half.', 'It fell from 19% to 8%.', []],
    ['It fell by more than half.', 'It fell from 19% to 16%.', ['number half']],
    ['A quarter of an hour is enough.', 'It takes 14 minutes.', []],
    ['A quarter of an hour is enough.', 'It takes 12 minutes.', ['number A quarter']],
    ['Building it twice gives the same.', 'Builds are reproducible.', []],
    ['It is twice as fast.', 'Builds are fast.', ['number twice']],
    ['They are downloaded 9.6 billion times.', 'They get 9.6 billion downloads a month.', []],
    ['They are downloaded 9.7 billion times.', 'They get 9.6 billion downloads a month.', ['number 9.7 billion times']],
    ['It moves 28 terabytes a second.', 'It delivers 28 TB/s.', []],
    ['It moves 28 gigabytes a second.', 'It delivers 28 TB/s.', ['unit 28 gigabytes']],
    ['A token costs 180 millijoules.', 'The energy per token is 0.18 J.', []],
    ['A token costs 180 microjoules.', 'The energy per token is 0.18 J.', ['number 180 microjoules']],
    [
      'It takes in 26 million euros and spends six of them on trams.',
      'Of 26 million euros, 6 million go to trams.',
      [],
    ],
  ])('%s (%s)', (text, evidence, expected) => {
    expect(problems(text, evidence)).toEqual(expected)
  })
})

test.each([
  ['困惑度只差 0.03：7.41 对 7.38。', '困惑度为 7.41，完整训练为 7.38。', []],
  ['困惑度只差 0.05：7.41 对 7.38。', '困惑度为 7.41，完整训练为 7.38。', ['number 0.05']],
  ['得分从 52.9 分掉到 52.3 分。', '得分下降 0.6 分，降到 52.3 分。', []],
  ['得分从 52.3 分掉到 52.9 分。', '得分下降 0.6 分，降到 52.3 分。', ['number 52.9 分']],
  ['充满一次能走一小时十分钟。', '一块电池可以走 70 分钟。', []],
  ['充满一次能走一小时二十分钟。', '一块电池可以走 70 分钟。', ['number 一小时二十分钟']],
  ['每天 30 分钟，走了 2025 年 3 月 9 日一天。', '2025 年 3 月 9 日这一天走了 30 分钟。', []],
  ['一亩只比对照少 6 公斤，是 612 公斤。', '亩产 612 公斤，对照为 618 公斤。', []],
  ['命中缓存只收一成的钱。', '命中缓存的输入打一折。', []],
  ['命中缓存只收两成的钱。', '命中缓存的输入打一折。', ['number 两成']],
  ['查询快了一倍多。', '总耗时由 318 秒降到 141 秒。', []],
  ['省电三分之二。', '能耗是传统工艺的三分之一。', []],
  ['想搬走的人少了一半多。', '打算两年内搬走的占 8%，未加装的占 19%。', []],
  ['每二十辆车里有一辆要等。', '仍有 5% 的车等待超过一小时。', []],
  ['每十二辆车里有一辆要等。', '仍有 5% 的车等待超过一小时。', ['number 十二']],
  ['每六条船大约漏掉一条。', '查全率为 84%。', []],
  ['每一百个里有 7 个出错。', '出错的占 7%。', []],
  ['处理一张图不到一秒。', '每张图像处理耗时 0.7 秒。', []],
  ['处理一张图不到一秒。', '每张图像处理耗时 3.7 秒。', ['number 一秒']],
  ['11 月 18 日，月湖发布 4.2。', '月湖 4.2 于 11 月 18 日发布。', []],
  ['训练用了 86,000 个 GPU 小时。', 'GPU 时间为 8.6 万小时。', []],
  ['训练用了 86,000 个 GPU 天。', 'GPU 时间为 8.6 万小时。', ['unit 86,000 个 GPU 天']],
  ['这个模型的参数只有 420 万，两秒之内打分。', '420 万参数的模型在 2 秒内打分。', []],
  ['甲段省 210 万度电，乙段省 320 万度。', '乙段省 320 万度电，甲段省 210 万度。', []],
])('%s (%s)', (text, evidence, expected) => {
  expect(problems(text, evidence, { language: 'zh' })).toEqual(expected)
})

describe('what a change, a version or a whole ties together is not exchanged', () => {
  test.each([
    ['With 128 requests rather than 16 it is cheaper.', 'Going from 16 to 128 requests makes it cheaper.', []],
    [
      'With 16 requests rather than 128 it is cheaper.',
      'Going from 16 to 128 requests makes it cheaper.',
      ['unit 128, 16'],
    ],
    [
      'It began in February 2020, until the court ended it in April 2021.',
      'It began in February 2020 and was annulled by a court in April 2021.',
      [],
    ],
    [
      'It began in February 2021, until the court ended it in April 2020.',
      'It began in February 2020 and was annulled by a court in April 2021.',
      ['unit 2021, 2020', 'name February, April'],
    ],
    [
      'Pay rose by 54% an hour. Waiting went down by 22%.',
      'Hourly earnings rose by 54%, while the time spent waiting fell by 22%.',
      [],
    ],
    ['误差从 7.3 分贝降到 1.6 分贝。', '校准后，平均误差为 1.6 分贝，校准前为 7.3 分贝。', []],
    ['误差从 1.6 分贝降到 7.3 分贝。', '校准后，平均误差为 1.6 分贝，校准前为 7.3 分贝。', ['unit 1.6 分贝, 7.3 分贝']],
    [
      'Trips fell: 23% below two kilometres, 9% between two and five.',
      'Trips fell by 23% below 2 km and by 9% between 2 and 5 km.',
      [],
    ],
    [
      'Gemini 2.5 Pro 与老师的相关系数有 0.81，比老师之间的 0.78 还略高。',
      '相关系数最高的是 Gemini 2.5 Pro，为 0.81；两位教师之间为 0.78。',
      [],
    ],
    [
      'On eleven benchmarks, the order of the models changes.',
      'It changes the ranking of the six models on 11 of the 41 benchmarks.',
      [],
    ],
  ])('%s (%s)', (text, evidence, expected) => {
    expect(problems(text, evidence, { language: /\p{Script=Han}/u.test(text) ? 'zh' : 'en' })).toEqual(expected)
  })
})

test.each([
  ['It leaves the Business Source Licence for Apache 2.0.', 'The licence is Apache 2.0 instead of the BSL.', []],
  [
    'It leaves the Business Trade Licence for Apache 2.0.',
    'The licence is Apache 2.0 instead of the BSL.',
    ['name Business', 'name Trade'],
  ],
  ['Busy GPUs make it cheaper, on Macs too.', 'With an H100 or on macOS it is cheaper.', []],
  ['Busy CPUs make it cheaper.', 'With an H100 it is cheaper.', ['name CPUs']],
  ['It is bonded onto a die in N3P from TSMC.', "It sits on a die made in TSMC's N3P process.", []],
  ['It is bonded onto a die in TSMC from N3P.', "It sits on a die made in TSMC's N3P process.", ['name TSMC, N3P']],
  ['Asking Postgres in us-east-1 takes 61.', 'It takes 61 ms for the same query sent to Postgres in us-east-1.', []],
  ['It is bandwidth, not arithmetic, that limits it.', 'It is limited by bandwidth rather than by arithmetic.', []],
  ['It is arithmetic that limits it.', 'It is not limited by arithmetic.', ['polarity limited']],
])('%s (%s)', (text, evidence, expected) => {
  expect(problems(text, evidence)).toEqual(expected)
})

test('a gain may be a fall, and what somebody could hear is certain', () => {
  expect(problems('The gain of 1.2 hours is real.', 'Time fell by 1.2 hours.')).toEqual([])
  expect(problems('It rises by 1.2 hours.', 'Time fell by 1.2 hours.')).not.toEqual([])
  expect(
    problems('Sensors in reach of one gateway lost most.', 'Sensors that only one gateway could hear lost most.'),
  ).toEqual([])
  expect(problems('It is a cause.', 'It could be a cause.')).not.toEqual([])
})
