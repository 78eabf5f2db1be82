import { expect, test } from 'vitest'
import { timeZoneOptions } from '../../../src/commands/subscriptions/zones.ts'

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
