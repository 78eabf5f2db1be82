import { expect, test } from 'vitest'
import type { Outcome, TakeOver } from './outcome.ts'
import { details, failuresOf, lastLine } from './report.ts'

const noClicks = { counts: {}, wrong: [], waits: [] } as unknown as Outcome['clicks']

/** A run of two machines and two workspaces in which nothing went wrong. */
const clean: Outcome = {
  minutes: 3,
  kills: 3,
  parts: 50,
  digests: 4,
  freezes: 1,
  actions: 0,
  clicked: 0,
  faults: new Map(),
  takeOvers: [],
  lostLanes: [],
  machines: [
    { kills: 2, freezes: 0 },
    { kills: 1, freezes: 1 },
  ],
  partsIn: new Map([
    ['T1', 20],
    ['T2', 20],
    ['9', 10],
  ]),
  crossed: [],
  clicks: noClicks,
  uncertain: 0,
  withdrawn: 0,
  findings: [],
  unexpected: [],
  folder: '',
}

const after = (lane: string, ms: number, times = 1): TakeOver[] =>
  Array.from({ length: times }, () => ({ lane, end: 'kill' as const, ms }))

test('a run in which nothing went wrong has no failures', () => {
  expect(failuresOf({ ...clean, takeOvers: after('slack:T1', 15_000) })).toEqual([])
})

test('a lane that is always taken late does not hide among the others', () => {
  const takeOvers = [...after('slack:T1', 15_000, 500), ...after('slack:T2', 21_000, 4)]
  expect(failuresOf({ ...clean, takeOvers })).toEqual([
    expect.stringMatching('Lane slack:T2 had no owner for 21000 ms'),
  ])
})

test('a lane that nobody takes fails the run', () => {
  const lost = { ...clean, lostLanes: ['slack:T2'] }
  expect(failuresOf(lost)).toEqual(['Lane slack:T2 had no owner for a minute'])
  expect(lastLine(1, lost)).toContain('lanes lost 1')
})

test('what is shown in another workspace fails the run', () => {
  const leaking = { ...clean, crossed: ['p01 is shown in T2'] }
  expect(failuresOf(leaking)).toEqual(['p01 is shown in T2'])
  expect(lastLine(1, leaking)).toContain('in another workspace 1')
})

test('each machine, lane and workspace has a line', () => {
  expect(details({ ...clean, takeOvers: after('slack:T1', 15_000, 2) })).toEqual([
    'machine 0: kills 2, freezes 0',
    'machine 1: kills 1, freezes 1',
    'lane slack:T1: taken over after kills 2, p99 15.0 s',
    'workspace 9: parts 10',
    'workspace T1: parts 20',
    'workspace T2: parts 20',
  ])
})
