import { expect, test } from 'vitest'
import { readRetryAfter } from '../../src/lib/retry-after.ts'

const now = Date.parse('2026-03-12T09:00:00Z')

test.each([
  ['120', 120_000],
  [' 1.5 ', 1_500],
  ['Thu, 12 Mar 2026 10:00:00 GMT', 3_600_000],
  ['Thu, 12 Mar 2026 08:00:00 GMT', 0],
  ['in 5', undefined],
  ['-5', undefined],
  ['', undefined],
  [null, undefined],
])('Retry-After: %s is %s ms', (value, ms) => {
  expect(readRetryAfter(value, now)).toBe(ms)
})
