import { expect, test } from 'vitest'
import { ownTurn } from '../../src/lib/event-loop.ts'

test('callers that wait at once go on in order, each in a turn of its own', async () => {
  let turn = 0
  let isCounting = true
  const count = () => {
    turn += 1
    if (isCounting) setImmediate(count)
  }
  count()
  const seen = await Promise.all(
    Array.from({ length: 50 }, async (_, caller) => {
      await ownTurn()
      return { caller, turn }
    }),
  )
  isCounting = false
  expect(seen.map(({ caller }) => caller)).toEqual(seen.map((_, at) => at))
  expect(new Set(seen.map((each) => each.turn)).size).toBe(50)
})
