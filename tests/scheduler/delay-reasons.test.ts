import { expect, test } from 'vitest'
import { delayReasonText, describeDelay, formatDuration, parseDelayReasons } from '../../src/scheduler/delay-reasons.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

test.each([
  [20_000, '1 min'],
  [40 * minute, '40 min'],
  [59 * minute, '59 min'],
  [59.7 * minute, '1 h'],
  [2 * hour, '2 h'],
  [23 * hour, '23 h'],
  [23.8 * hour, '1 day'],
  [day, '1 day'],
  [3 * day, '3 days'],
])('%d ms are %s', (ms, words) => {
  expect(formatDuration(ms)).toBe(words)
})

test('a late post says how late it is, and why', () => {
  expect(describeDelay('posted', 2 * hour, [delayReasonText('down', 'slack')], true)).toBe(
    'Posted 2 h late: the bot was not running.',
  )
  expect(describeDelay('finished', 40 * minute, [delayReasonText('waited', 'discord')], true)).toBe(
    'Finished 40 min late: Discord could not be reached or asked us to wait.',
  )
  expect(describeDelay('unfinished', 40 * minute, [delayReasonText('uncertain', 'slack')], true)).toBe(
    'Not finished in time: nobody could say whether a part had arrived.',
  )
})

test('what is not known is not said', () => {
  expect(describeDelay('posted', 5 * minute, [], false)).toBe('Posted 5 min late.')
  expect(describeDelay('posted', 3 * hour, ['the bot was not running'], false)).toBe(
    'Posted 3 h late, in part because the bot was not running.',
  )
})

test('the reasons can be read from the sentence again', () => {
  const because = [delayReasonText('asleep-or-ahead', 'slack'), delayReasonText('unreachable', 'slack')]
  for (const what of ['posted', 'finished', 'unfinished'] as const) {
    for (const whole of [true, false]) {
      expect(parseDelayReasons(describeDelay(what, hour, because, whole))).toEqual({ because, whole })
    }
    expect(parseDelayReasons(describeDelay(what, hour, [], false)).because).toEqual([])
  }
  expect(parseDelayReasons(undefined)).toEqual({ because: [], whole: false })
})
