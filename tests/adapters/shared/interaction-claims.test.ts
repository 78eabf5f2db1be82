import { expect, test } from 'vitest'
import { InteractionClaims } from '../../../src/adapters/shared/interaction-claims.ts'

/** What all processes claim, and a process; `afterMs` is how long another one has to respond. */
function claimsOf(claimed = new Set<string>(), afterMs = 0): InteractionClaims {
  return new InteractionClaims(async (name) => !claimed.has(name) && claimed.add(name).has(name), afterMs)
}

test('what comes twice to one process is answered once', async () => {
  for (const claims of [new InteractionClaims(), claimsOf()]) {
    expect(await claims.isFirst('1')).toBe(true)
    expect(await claims.isFirst('1')).toBe(false)
    expect(await claims.isFirstOrNext('2')).toBe(true)
    expect(await claims.isFirstOrNext('2')).toBe(false)
  }
})

test('what comes to two processes is answered by the first', async () => {
  const claimed = new Set<string>()
  const [first, second] = [claimsOf(claimed), claimsOf(claimed)]
  expect([await first.isFirst('1'), await second.isFirst('1')]).toEqual([true, false])
})

test('what the first process has responded to is left to it', async () => {
  const claimed = new Set<string>()
  const [first, second] = [claimsOf(claimed), claimsOf(claimed)]
  expect(await first.isFirstOrNext('1')).toBe(true)
  first.noteResponse('1')
  expect(await second.isFirstOrNext('1')).toBe(false)
})

test('what the first process has not responded to is answered by one of the others', async () => {
  const claimed = new Set<string>()
  const [first, ...others] = [claimsOf(claimed), claimsOf(claimed), claimsOf(claimed)]
  expect(await first.isFirstOrNext('1')).toBe(true)
  const taken = await Promise.all(others.map((other) => other.isFirstOrNext('1')))
  expect(taken.toSorted()).toEqual([false, true])
})
