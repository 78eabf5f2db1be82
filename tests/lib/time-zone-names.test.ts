import { expect, test } from 'vitest'
import { didYouMeanZone, timeZonesLike } from '../../src/lib/time-zone-names.ts'

test.each([
  ['Europe/Berln', 'Did you mean Europe/Berlin? '],
  ['berlin', 'Did you mean Europe/Berlin? '],
  ['new york', 'Did you mean America/New_York? '],
  ['Asia/Shanghia', 'Did you mean Asia/Shanghai? '],
  ['xyzzyxyzzyxyzzyxyzzyxyzzy', ''],
])('the zone %s: %s', (typed, advice) => {
  expect(didYouMeanZone(typed)).toBe(advice)
})

test('at most three zones are offered', () => {
  expect(timeZonesLike('America/North_Dakota/X').length).toBeLessThanOrEqual(3)
})
