import { expect, test } from 'vitest'
import { resumeAfterOutage } from '../../src/app/resume-after-outage.ts'
import { LedgerUnusable } from '../../src/domain/errors.ts'

/** A ledger that cannot be written until `backAt`, by a clock that passes while the bot waits. */
function ledger() {
  let now = 0
  let begin = () => {}
  const state = { backAt: 0, tries: 0, resumed: [] as number[], stopping: new AbortController() }
  resumeAfterOutage({
    onOutage: (call) => {
      begin = call
    },
    inspector: {
      checkWritable: async () => {
        state.tries += 1
        if (now < state.backAt) throw new LedgerUnusable('away')
      },
    },
    clock: {
      now: () => now,
      wait: async (ms) => {
        now += ms
      },
    },
    resume: () => state.resumed.push(now),
    signal: state.stopping.signal,
  })
  const settled = () => new Promise<void>((resolve) => void setImmediate(resolve))
  return {
    state,
    /** An outage of this length; resolves with the time between its end and the resumption, in milliseconds. */
    outage: async (ms: number) => {
      state.backAt = now + ms
      const calls = state.resumed.length
      begin()
      while (state.resumed.length === calls && !state.stopping.signal.aborted) await settled()
      return (state.resumed.at(-1) ?? Number.NaN) - state.backAt
    },
    pass: (ms: number) => {
      now += ms
    },
    begin: () => begin(),
    settled,
  }
}

test('a ledger that is back is used again within a second, after an outage of an hour as well, and is tried once a second', async () => {
  const { state, outage, pass } = ledger()
  expect(await outage(0)).toBe(1_000)
  pass(600_000)
  const before = state.tries
  expect(await outage(3_600_500)).toBeLessThan(1_000)
  expect(state.tries - before).toBeLessThanOrEqual(3_601)
})

test('where one outage follows the other, it resumes less and less often, down to once a minute, and soon again after calm', async () => {
  const { outage, pass } = ledger()
  const waits: number[] = []
  for (let turn = 0; turn < 9; turn += 1) waits.push(await outage(0))
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  pass(600_000)
  expect(await outage(0)).toBe(1_000)
})

test('an outage during an outage resumes once, and a bot that stops resumes nothing', async () => {
  const { state, begin, settled, outage } = ledger()
  begin()
  begin()
  while (state.resumed.length === 0) await settled()
  await settled()
  expect(state.resumed).toHaveLength(1)
  state.stopping.abort()
  await outage(0)
  expect(state.resumed).toHaveLength(1)
})
