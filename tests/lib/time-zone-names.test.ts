import { expect, test } from 'vitest'
import { isTimeZone } from '../../src/domain/time-zone.ts'
import { didYouMeanZone, parseTimeZone, timeZonesLike } from '../../src/lib/time-zone-names.ts'

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

test.each([
  ['EST', 'America/New_York'],
  ['Pacific time', 'America/Los_Angeles'],
  ['CET', 'Europe/Berlin'],
  ['GMT', 'Europe/London'],
  ['UTC+8', 'Asia/Shanghai'],
  ['+05:30', 'Asia/Kolkata'],
  ['gmt-3', 'America/Sao_Paulo'],
  ['Germany', 'Europe/Berlin'],
  ['Deutschland', 'Europe/Berlin'],
  ['德国', 'Europe/Berlin'],
  ['中国', 'Asia/Shanghai'],
  ['usa', 'America/New_York'],
])('%s is no zone, and %s is offered', (typed, zone) => {
  expect(timeZonesLike(typed)[0]).toBe(zone)
  expect(timeZonesLike(typed).length).toBeLessThanOrEqual(3)
})

test('every zone that is offered exists', () => {
  const typed = [
    ...'est edt cst mst pst hst bst ist cet eet msk jst kst hkt sgt aest nzst'.split(' '),
    'russia',
    'brazil',
  ]
  for (let hours = -11; hours <= 12; hours += 1) typed.push(`utc${hours < 0 ? '' : '+'}${hours}`)
  const zones = typed.flatMap(timeZonesLike)
  expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([])
})

test.each([
  ['europe/berlin', 'Europe/Berlin'],
  ['new york', 'America/New_York'],
  ['Munich', 'Europe/Berlin'],
  ['San Francisco', 'America/Los_Angeles'],
  ['北京', 'Asia/Shanghai'],
  ['utc', 'UTC'],
])('%s is the zone %s', (text, zone) => expect(parseTimeZone(text)).toBe(zone))

test.each(['EST', 'gmt', 'MST', '+02:00', 'Germany', 'nowhere'])('%s is no zone', (text) => {
  expect(parseTimeZone(text)).toBeUndefined()
})
