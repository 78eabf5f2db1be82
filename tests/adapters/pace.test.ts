import { expect, test } from 'vitest'
import { createGate, type Gate } from '../../src/adapters/lane.ts'
import { type Rate, rateLimit, unlimited } from '../../src/adapters/limit.ts'
import { Pace } from '../../src/adapters/pace.ts'
import type { Clock } from '../../src/domain/clock.ts'
import type { Priority } from '../../src/domain/priority.ts'

/** Time that jumps to the next moment that somebody waits for, once nobody has anything else to do. */
function jumpingClock(): Clock & { time: number } {
  const alarms: { readonly at: number; readonly ring: () => void }[] = []
  const clock = {
    time: 0,
    now: () => clock.time,
    wait: (ms: number) =>
      new Promise<void>((resolve) => {
        alarms.push({ at: clock.time + ms, ring: resolve })
        setImmediate(jump)
      }),
  }
  function jump(): void {
    alarms.sort((one, other) => one.at - other.at)
    const next = alarms.shift()
    if (!next) return
    clock.time = Math.max(clock.time, next.at)
    next.ring()
  }
  return clock
}

const aSecondApart: Rate = { most: 1, withinMs: 1_000, isEven: true, lateMs: 9_000 }

/** A pace whose lanes get a call a second, and what begins when. */
function rig(gate: Gate = createGate(unlimited)) {
  const clock = jumpingClock()
  const pace = new Pace({ platform: 'slack', clock })
  const begun: [string, number][] = []
  const call = (lane: string, name: string, priority: Priority = 'post', answer = Promise.resolve()) =>
    pace.run({ lane, priority, limit: () => rateLimit(aSecondApart), gate }, async () => {
      begun.push([name, clock.time])
      await answer
      return name
    })
  return { clock, pace, begun, call, names: () => begun.map(([name]) => name) }
}

test('a channel gets its messages in order, a second apart', async () => {
  const { begun, call } = rig()
  await Promise.all(['overview', 'section-01', 'section-02'].map((name) => call('C1', name)))
  expect(begun).toEqual([
    ['overview', 0],
    ['section-01', 1_000],
    ['section-02', 2_000],
  ])
})
