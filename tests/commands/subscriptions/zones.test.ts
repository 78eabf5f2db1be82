import { expect, test } from 'vitest'
import { parseTimeZone, timeZoneOptions } from '../../../src/commands/subscriptions/zones.ts'

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

test('every zone can be chosen once, the likely ones first, at most 100 under one heading', () => {
  const options = timeZoneOptions(['Asia/Kolkata', 'Europe/London', 'Europe/London', 'UTC'], 'Suggested')
  expect(options.slice(0, 3)).toMatchObject([
    { value: 'Asia/Kolkata', group: 'Suggested' },
    { value: 'Europe/London' },
    { value: 'UTC' },
  ])
  const values = options.map(({ value }) => value)
  expect(new Set(values).size).toBe(values.length)
  expect(values).toEqual(expect.arrayContaining(['America/New_York', 'Pacific/Auckland', 'Antarctica/Troll']))
  const sizes = [...Map.groupBy(options, ({ group }) => group).values()].map(({ length }) => length)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(100)
})
