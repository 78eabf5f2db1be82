import { expect, test } from 'vitest'
import { type Click, judgeClicks } from './click-audit.ts'

const click = { user: 'U1', channel: 'C1', kind: 'command', at: 1_000, answers: 0, calls: 0, faults: [] } as const
const onSlack: Click = { ...click, faults: [], platform: 'slack', isAccepted: true, lives: [{}] }
const onDiscord: Click = { ...click, faults: [], lives: [], platform: 'discord', isAccepted: false, isHeard: true }

/** What became of each, if it is not 0. */
function outcomesOf(...clicks: readonly Click[]): Record<string, number> {
  const { counts } = judgeClicks(clicks)
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}

test('a click that was answered once is right', () => {
  const answered = { answers: 1, calls: 1, answeredAt: 1_250 }
  expect(outcomesOf({ ...onSlack, ...answered }, { ...onDiscord, ...answered })).toEqual({ answered: 2 })
  expect(judgeClicks([{ ...onSlack, ...answered }])).toMatchObject({ wrong: [], waits: [250] })
})

test('an acknowledged click without an answer is wrong, unless the machine ended', () => {
  expect(outcomesOf(onSlack)).toEqual({ unanswered: 1 })
  expect(judgeClicks([onSlack]).wrong).toHaveLength(1)
  expect(outcomesOf({ ...onSlack, lives: [{ killedAt: 1_500 }] })).toEqual({ 'lost with the machine': 1 })
  expect(outcomesOf({ ...onSlack, lives: [{ killedAt: 90_000 }] })).toEqual({ unanswered: 1 })
  expect(outcomesOf({ ...onSlack, isAccepted: false })).toEqual({ 'not delivered': 1 })
  // It was sent to two machines: the one that was killed may have begun to answer.
  expect(outcomesOf({ ...onSlack, lives: [{ killedAt: 1_500 }, {}] })).toEqual({ 'lost with the machine': 1 })
  // A frozen machine answers no one.
  const frozen = (at: number): Click => ({ ...onSlack, lives: [{ killedAt: 26_000, frozen: { at, ms: 20_000 } }] })
  expect(outcomesOf(frozen(2_000), frozen(500))).toEqual({ 'lost with the machine': 1, unanswered: 1 })
  // A machine whose link is stalled waits for its database, as long as both last.
  const stalled = (at: number): Click => ({ ...onSlack, lives: [{ killedAt: 26_000, stalled: { at, ms: 15_000 } }] })
  expect(outcomesOf(stalled(2_000), stalled(-5_000), stalled(24_000), stalled(-20_000))).toEqual({
    'lost with the machine': 2,
    unanswered: 2,
  })
})

test('a click that more than one connection got is answered', () => {
  expect(outcomesOf(onDiscord)).toEqual({ unanswered: 1 })
  expect(outcomesOf({ ...onDiscord, isHeard: false })).toEqual({ 'not delivered': 1 })
  expect(outcomesOf({ ...onDiscord, calls: 1, calledAt: 5_000 })).toEqual({ unanswered: 1 })
})

test('an announced answer has to come', () => {
  expect(outcomesOf({ ...onDiscord, isAccepted: true, calls: 1, calledAt: 2_500 })).toEqual({ unanswered: 1 })
})

test('two answers are wrong, unless the bot could not know that the first one arrived', () => {
  const twice = { answers: 2, calls: 2 }
  expect(outcomesOf({ ...onSlack, ...twice })).toEqual({ 'answered twice': 1 })
  expect(outcomesOf({ ...onSlack, ...twice, faults: ['reset'] })).toEqual({ answered: 1 })
})

test('an answer that the platform lost is no fault of the bot', () => {
  expect(outcomesOf({ ...onSlack, calls: 1, faults: ['hang'], calledAt: 1_100 })).toEqual({ 'lost on the way': 1 })
})
