import { expect, test } from 'vitest'
import { createPace } from '../../src/adapters/pace.ts'
import type { Clock } from '../../src/domain/clock.ts'

/** Time that passes only when somebody waits for it. */
function handClock(): Clock & { time: number } {
  const clock = {
    time: 0,
    now: () => clock.time,
    wait: async (ms: number) => {
      clock.time += ms
    },
  }
  return clock
}

const gaps = { inChannel: 1_100, overall: 250 }

test('a channel gets its messages in order, a good second apart', async () => {
  const clock = handClock()
  const pace = createPace(gaps, clock)
  const sent: [string, number][] = []
  const send = (name: string) => pace.run('C1', async () => sent.push([name, clock.time]))
  await Promise.all([send('overview'), send('section-01'), send('section-02')])
  expect(sent).toEqual([
    ['overview', 0],
    ['section-01', 1_100],
    ['section-02', 2_200],
  ])
})

test('a channel that had nothing for a while does not wait', async () => {
  const clock = handClock()
  const pace = createPace(gaps, clock)
  await pace.run('C1', async () => {})
  clock.time += 60_000
  await pace.run('C1', async () => {})
  expect(clock.time).toBe(60_000)
})

test('many channels at one hour are spread out a little', async () => {
  const clock = handClock()
  const pace = createPace(gaps, clock)
  const starts: number[] = []
  for (const channel of ['C1', 'C2', 'C3']) await pace.run(channel, async () => starts.push(clock.time))
  expect(starts).toEqual([0, 250, 500])
})

test('the next message waits until the one before has been answered', async () => {
  const pace = createPace({ inChannel: 0, overall: 0 }, handClock())
  const steps: string[] = []
  const answer = Promise.withResolvers<void>()
  const first = pace.run('C1', async () => {
    steps.push('first sent')
    await answer.promise
    steps.push('first answered')
  })
  const second = pace.run('C1', async () => steps.push('second sent'))
  const elsewhere = pace.run('C2', async () => steps.push('elsewhere sent'))
  await elsewhere
  answer.resolve()
  await Promise.all([first, second])
  expect(steps).toEqual(['first sent', 'elsewhere sent', 'first answered', 'second sent'])
})

test('a message that fails does not stop those behind it', async () => {
  const pace = createPace(gaps, handClock())
  const failing = pace.run('C1', async () => {
    throw new Error('refused')
  })
  const next = pace.run('C1', async () => 'sent')
  await expect(failing).rejects.toThrow('refused')
  await expect(next).resolves.toBe('sent')
})
