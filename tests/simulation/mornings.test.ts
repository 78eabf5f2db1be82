import { expect, test } from 'vitest'
import { simulateMornings } from './mornings.ts'

test('in a thousand mornings nothing is posted without a review, lost, or asked twice', async () => {
  const { wrong, posted, kills } = await simulateMornings(1_000)
  expect(wrong).toEqual([])
  // Otherwise the mornings would prove nothing.
  expect(posted).toBeGreaterThan(100)
  expect(kills).toBeGreaterThan(500)
})
