import { expect, test } from 'vitest'
import { count } from './audit.ts'
import { runChaos } from './run.ts'

/**
 * The bot is killed this often, however far it has come, and then runs undisturbed to the end: so a slow machine kills it
 * no more often than a fast one.
 */
const kills = 8

/** What is posted until then has at least this many parts. */
const leastParts = 100

/** Otherwise a slow machine would have to post many days' digests, of more than 80 parts each, until all is done. */
const digestsEach = 3

/** No request is acted upon late here, which `npm run chaos` does with the patience that the bot has for the platforms. */
const settlesAfterMs = 2_000

const faultRates = {
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
  incidents: 20,
  machineTroubles: 0,
  wrongClocks: 0.2,
  lostFolders: 0,
}

/** Each start is a program's start: on a busy machine that takes long. */
const patienceMs = 1_200_000

test(`killed ${kills} times on failing platforms, the bot loses, doubles, misplaces and misspells no part`, {
  timeout: patienceMs,
}, async () => {
  const outcome = await runChaos({
    seed: 7,
    killsPerMinute: 30,
    faultRates,
    edits: true,
    clicksPerSecond: 5,
    publications: 2,
    digestsEach,
    settlesAfterMs,
    isEnough: (so) => so.kills >= kills && so.parts >= leastParts,
    onProgress: () => {},
  })
  expect(outcome.findings).toEqual([])
  expect(outcome.unexpected).toEqual([])
  expect(Object.values(count(outcome.findings)).every((times) => times === 0)).toBe(true)
  expect(outcome.kills).toBeGreaterThanOrEqual(kills)
  expect(outcome.parts).toBeGreaterThanOrEqual(leastParts)
})
