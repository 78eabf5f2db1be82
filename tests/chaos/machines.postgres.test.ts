import { expect, test } from 'vitest'
import { runChaos } from './run.ts'

/** Two of them: the last owner of each lane was another one. */
const kills = 2

const faultRates = {
  busy: 0.02,
  errors: 0.02,
  resets: 0.02,
  hangs: 0,
  late: 0,
  lateMs: 0,
  slow: 0,
  halfOpen: 0,
  failingLookups: 0.02,
  failingEdits: 0.02,
  twice: 0.2,
  socketTrouble: 5,
  incidents: 5,
  machineTroubles: 0,
  wrongClocks: 0,
  lostFolders: 0,
}

test('when one of two machines is killed, the other one goes on in each workspace, and no part is lost or doubled', {
  timeout: 1_200_000,
}, async () => {
  const { findings, unexpected, takeOvers, crossed, lostLanes, partsIn, ...outcome } = await runChaos({
    seed: 3,
    machines: 2,
    database: 'postgres',
    killsPerMinute: 30,
    faultRates,
    edits: true,
    clicksPerSecond: 5,
    workspaces: 2,
    servers: 2,
    // One in each workspace and server.
    publications: 4,
    digestsEach: 3,
    settlesAfterMs: 1_000,
    isEnough: (so) => so.kills >= kills,
    onProgress: () => {},
  })
  expect(findings).toEqual([])
  expect(unexpected).toEqual([])
  expect([...crossed, ...lostLanes]).toEqual([])
  expect(partsIn.size).toBe(4)
  expect(outcome.kills).toBeGreaterThanOrEqual(kills)
  expect(takeOvers.filter(({ end }) => end === 'kill').length).toBeGreaterThan(0)
})
