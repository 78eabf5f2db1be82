import { expect, test } from 'vitest'
import { hourMs } from '../../src/domain/duration.ts'
import type { WorkspaceLane } from '../../src/domain/installation.ts'
import { LaneLost } from '../../src/domain/lane.ts'
import { installed, workspace } from './installed-fixture.ts'

/** The lane of the workspace, for its first owner. */
function aLane(changes: Partial<WorkspaceLane> = {}): WorkspaceLane {
  return { isOwn: true, fence: () => ({ lane: workspace, token: 1 }), send: (request) => request(), ...changes }
}

test('only the owner renews; others use the token until it expires, then wait', async () => {
  const { clock, grants, start } = installed({ laneOf: () => aLane({ isOwn: false }) })
  const tokens = start()
  clock.time += 11.5 * hourMs
  await tokens.renewIfDue(workspace)
  expect(grants.accepted(await tokens.token(workspace))).toBe(true)
  clock.time += hourMs
  await expect(tokens.token(workspace)).rejects.toMatchObject({ outcome: 'retry' })
  expect(grants.refreshes).toBe(0)
})

test('the owner names its fence before it sends, and sends nothing once a newer one has the lane', async () => {
  const { clock, grants, store, startAs } = installed()
  clock.time += 11.5 * hourMs
  const save = store.save.bind(store)
  const named: unknown[] = []
  store.save = async (row, fence) => {
    named.push([row.refreshIntendedAt !== undefined, fence?.token])
    return save(row)
  }
  await startAs(() => aLane()).renewIfDue(workspace)
  // The pair is kept, whichever machine has the lane.
  expect(named).toEqual([
    [true, 1],
    [false, undefined],
  ])
  clock.time += 11.5 * hourMs
  store.save = async () => {
    throw new LaneLost(workspace)
  }
  await startAs(() => aLane()).renewIfDue(workspace)
  expect(grants.refreshes).toBe(1)
})

test('an owner that loses the lane before it sends leaves its intent to the next one, who renews with the same token', async () => {
  const { clock, grants, store, state, start, startAs } = installed()
  clock.time += 11.5 * hourMs
  const send = async () => {
    throw new LaneLost(workspace)
  }
  await startAs(() => aLane({ send })).renewIfDue(workspace)
  expect([grants.refreshes, store.rows.get(workspace)?.refreshIntendedAt]).toEqual([0, clock.time])
  await start().renewIfDue(workspace)
  expect([grants.refreshes, state()]).toEqual([1, 'active'])
})

test('the pair of an owner that was frozen until the next one was refused is kept', async () => {
  const { clock, grants, state, start, startAs } = installed()
  clock.time += 11.5 * hourMs
  const send: WorkspaceLane['send'] = async (request) => {
    const answer = await request()
    await start().renewIfDue(workspace)
    expect(state()).toBe('needs-reinstall')
    return answer
  }
  const tokens = startAs(() => aLane({ send }))
  await tokens.renewIfDue(workspace)
  expect(state()).toBe('active')
  expect(grants.accepted(await tokens.token(workspace))).toBe(true)
})
