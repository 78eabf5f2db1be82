import { expect, onTestFinished, test, vi } from 'vitest'
import { InteractionClaims } from '../../../src/adapters/shared/interaction-claims.ts'

const times = { takeOverMs: 0, responseMs: 60_000 }

/** A process that shares its claims with others. */
function claimsOf(claimed = new Set<string>()): InteractionClaims {
  return new InteractionClaims(async (name) => !claimed.has(name) && claimed.add(name).has(name), times)
}

test('what comes twice to one process is answered once', async () => {
  for (const claims of [new InteractionClaims(undefined, times), claimsOf()]) {
    expect(await claims.isFirstOrNext('1')).toBe(true)
    expect(await claims.isFirstOrNext('1')).toBe(false)
    for (const _ of [0, 1]) expect(await claims.mayRespond('1')).toBe(true)
  }
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

test('of processes that all ask before they respond, one responds, however late the first one is', async () => {
  const claimed = new Set<string>()
  const [late, next] = [claimsOf(claimed), claimsOf(claimed)]
  expect([await late.isFirstOrNext('1'), await next.isFirstOrNext('1')]).toEqual([true, true])
  expect([await late.mayRespond('1'), await next.mayRespond('1')]).toEqual([false, true])
  const [first, second] = [claimsOf(claimed), claimsOf(claimed)]
  expect([await first.isFirstOrNext('2'), await first.mayRespond('2')]).toEqual([true, true])
  expect([await second.isFirstOrNext('2'), await second.mayRespond('2')]).toEqual([false, false])
})

test('a slow claim does not put off the moment at which another process responds', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const claim = async (name: string) => {
    await new Promise((resolve) => setTimeout(resolve, 900))
    return name !== '1'
  }
  const claims = new InteractionClaims(claim, { takeOverMs: 1_800, responseMs: 1_000 })
  let isOurs: boolean | undefined
  void claims.isFirstOrNext('1').then((is) => {
    isOurs = is
  })
  await vi.advanceTimersByTimeAsync(2_699)
  expect(isOurs).toBeUndefined()
  await vi.advanceTimersByTimeAsync(1)
  expect(isOurs).toBe(true)
})

test('a database that does not answer keeps no reader waiting', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const claims = new InteractionClaims(() => new Promise(() => {}), { takeOverMs: 0, responseMs: 10_000 })
  const first = claims.isFirstOrNext('1')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await first).toBe(true)
  let isAllowed: boolean | undefined
  void claims.mayRespond('1').then((allowed) => {
    isAllowed = allowed
  })
  await vi.advanceTimersByTimeAsync(9_999)
  expect(isAllowed).toBeUndefined()
  await vi.advanceTimersByTimeAsync(1)
  expect(isAllowed).toBe(true)
})

test('a claim that fails is tried again, so that one process answers after an outage that both of them met', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const claimed = new Map<string, number>()
  let isAway = true
  const machines = [0, 1].map((machine) => {
    const claim = async (name: string) => {
      if (isAway) throw new Error('The database is away')
      if (!claimed.has(name)) claimed.set(name, machine)
      return claimed.get(name) === machine
    }
    return new InteractionClaims(claim, { takeOverMs: 0, responseMs: 10_000 })
  })
  const answered = machines.map(async (claims) => (await claims.isFirstOrNext('1')) && claims.mayRespond('1'))
  await vi.advanceTimersByTimeAsync(9_000)
  isAway = false
  await vi.advanceTimersByTimeAsync(1_000)
  expect((await Promise.all(answered)).toSorted()).toEqual([false, true])
})
