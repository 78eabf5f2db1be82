import { expect, test } from 'vitest'
import { count } from './audit.ts'
import { runChaos } from './run.ts'

/** Enough of everything to meet most of it, and over within a minute on a machine that does nothing else. */
const [leastKills, leastParts] = [8, 100]

const climate = {
  busy: 0.02,
  errors: 0.03,
  resets: 0.03,
  hangs: 0,
  late: 0,
  lateMs: 0,
  slow: 0.02,
  halfOpen: 0,
  failingLookups: 0.05,
  failingEdits: 0.05,
  twice: 0.3,
  socketTrouble: 20,
}

/** Each start is a program's start: on a busy machine that takes long. */
const patienceMs = 480_000

test(`killed ${leastKills} times on failing platforms, the bot loses, doubles, misplaces and misspells no part`, {
  timeout: patienceMs,
}, async () => {
  const outcome = await runChaos({
    seed: 7,
    killsPerMinute: 30,
    climate,
    edits: true,
    publications: 1,
    isEnough: ({ kills, parts }) => kills >= leastKills && parts >= leastParts,
    onProgress: () => {},
  })
  expect(outcome.findings).toEqual([])
  expect(outcome.surprises).toEqual([])
  expect(count(outcome.findings)).toEqual({ lost: 0, doubled: 0, 'out of order': 0, 'edited wrongly': 0 })
  expect(outcome.kills).toBeGreaterThanOrEqual(leastKills)
  expect(outcome.parts).toBeGreaterThanOrEqual(leastParts)
})
