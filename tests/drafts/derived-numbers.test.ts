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
  ])('%s (%s)', (text, evidence, expected) => {
    expect(problems(text, evidence)).toEqual(expected)
  })
})

test('a gain may be a fall, and what somebody could hear is certain', () => {
  expect(problems('The gain of 1.2 hours is real.', 'Time fell by 1.2 hours.')).toEqual([])
  expect(problems('It rises by 1.2 hours.', 'Time fell by 1.2 hours.')).not.toEqual([])
  expect(
    problems('Sensors in reach of one gateway lost most.', 'Sensors that only one gateway could hear lost most.'),
  ).toEqual([])
  expect(problems('It is a cause.', 'It could be a cause.')).not.toEqual([])
})
