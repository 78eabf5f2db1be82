import { expect, test } from 'vitest'
import { RepeatedReasons } from '../../src/lib/repeated-reason.ts'

test('a reason is logged when it is new, an hour later, and after it was forgotten', () => {
  let now = 0
  const reasons = new RepeatedReasons(() => now)
  const isDue = (...which: string[]) => which.map((each) => reasons.isDue(each))
  expect(isDue('refused', 'refused', 'unreachable', 'refused', 'unreachable')).toEqual([
    true,
    false,
    true,
    false,
    false,
  ])
  now = 3_599_999
  expect(isDue('refused')).toEqual([false])
  now = 3_600_000
  expect(isDue('refused', 'refused')).toEqual([true, false])
  reasons.forget()
  expect(isDue('refused', 'refused')).toEqual([true, false])
})
