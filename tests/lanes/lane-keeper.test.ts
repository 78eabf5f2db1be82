import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { LedgerUnusable } from '../../src/domain/errors.ts'
import { type LaneId, LaneLost } from '../../src/domain/lane.ts'
import { LaneKeeper } from '../../src/lanes/lane-keeper.ts'
import { sendGuarded } from '../../src/lib/request-guard.ts'
import { silentLog } from '../builders.ts'
import { MemoryLanes } from './memory-lanes.ts'

const lane: LaneId = 'slack:default'

class FakeClock {
  steadyMs = 0
  wallMs = 1_000_000
  steady = () => this.steadyMs
  wall = () => this.wallMs

  pass(ms: number): void {
    this.steadyMs += ms
    this.wallMs += ms
  }
}

function machine(store: MemoryLanes, name: string, lanes: readonly LaneId[] = [lane]) {
  const clock = new FakeClock()
  const gained: LaneId[] = []
  const keeper = new LaneKeeper({
    store,
    machine: name,
    lanes: () => lanes,
    onFacts: () => {},
    onGained: (taken) => gained.push(...taken),
    log: silentLog,
    clock,
  })
  onTestFinished(() => keeper.stop())
  return { keeper, clock, gained }
}

/** A request as an adapter makes it: guarded when it is sent. */
const request = () => sendGuarded(async () => 'sent')

test('a machine takes a free lane, and sends through it', async () => {
  const { keeper, gained } = machine(new MemoryLanes(), 'one')
  await keeper.look()
  expect(gained).toEqual([lane])
  expect(keeper.fence(lane)).toEqual({ lane, token: 1 })
  expect(await keeper.send(lane, request)).toBe('sent')
})

test('after a freeze the first thing is no request', async () => {
  const store = new MemoryLanes()
  const { keeper, clock } = machine(store, 'one')
  await keeper.look()
  clock.pass(15_000)
  expect(keeper.owns(lane)).toBe(false)
  await expect(keeper.send(lane, request)).rejects.toThrow(LaneLost)
  // It may have been taken meanwhile, which the next look finds out.
  await keeper.look()
  expect(await keeper.send(lane, request)).toBe('sent')
})

test('a request that waits for its turn is not sent once the lease has almost ended', async () => {
  const { keeper, clock } = machine(new MemoryLanes(), 'one')
  await keeper.look()
  const turn = Promise.withResolvers<void>()
  const sending = keeper.send(lane, async () => {
    await turn.promise
    return request()
  })
  clock.pass(12_000)
  turn.resolve()
  await expect(sending).rejects.toThrow(LaneLost)
})

test('sleep and a clock that is set ahead end the lease, one that is set back does not extend it', async () => {
  const { keeper, clock } = machine(new MemoryLanes(), 'one')
  await keeper.look()
  clock.wallMs += 600_000
  expect(keeper.owns(lane)).toBe(false)
  await keeper.look()
  expect(keeper.owns(lane)).toBe(true)
  clock.wallMs -= 600_000
  clock.steadyMs += 13_000
  expect(keeper.owns(lane)).toBe(false)
})

test('what was written for a lane names its token also after the lane was lost', async () => {
  const store = new MemoryLanes()
  const [one, two] = [machine(store, 'one'), machine(store, 'two')]
  expect(() => one.keeper.fence(lane)).toThrow(LaneLost)
  await one.keeper.look()
  store.now += 20_000
  await two.keeper.look()
  await one.keeper.look()
  expect(one.keeper.fence(lane)).toEqual({ lane, token: 1 })
  expect(two.keeper.fence(lane)).toEqual({ lane, token: 2 })
  await expect(one.keeper.send(lane, request)).rejects.toThrow(LaneLost)
})

test('machines share the lanes equally, and one that comes later gets its share', async () => {
  const store = new MemoryLanes()
  const lanes: LaneId[] = ['slack:T1', 'slack:T2', 'slack:T3', 'discord:0', 'app:0']
  const [one, two] = [machine(store, 'one', lanes), machine(store, 'two', lanes)]
  await one.keeper.look()
  expect(one.gained).toHaveLength(5)
  await two.keeper.look()
  expect(two.gained).toHaveLength(0)
  await one.keeper.look()
  await two.keeper.look()
  expect(two.gained).toHaveLength(2)
  expect(one.keeper.fences).toHaveLength(3)
})

test('a lane that was taken while the machines agreed on something else is given back', async () => {
  const store = new MemoryLanes()
  const { keeper } = machine(store, 'one')
  const claim = store.claim.bind(store)
  store.claim = async (...given) => {
    store.known.set('slack default', 'slack:T1')
    return claim(...given)
  }
  await keeper.look()
  expect(keeper.owns(lane)).toBe(false)
  expect(store.rows.get(lane)?.owner).toBeUndefined()
  await keeper.look()
  expect(keeper.owns(lane)).toBe(true)
})

test('a lane is handed over when its request in flight has ended, others before it, and no other request begins', async () => {
  const store = new MemoryLanes()
  const { keeper } = machine(store, 'one', [lane, 'slack:T1'])
  await keeper.look()
  const answer = Promise.withResolvers<string>()
  const sending = keeper.send(lane, () => sendGuarded(() => answer.promise))
  const stopping = keeper.stop()
  await vi.waitFor(() => expect(store.rows.get('slack:T1')?.owner).toBeUndefined())
  expect(store.rows.get(lane)?.owner).toBe('one')
  await expect(keeper.send(lane, request)).rejects.toThrow(LaneLost)
  answer.resolve('answered')
  await stopping
  expect(await sending).toBe('answered')
  expect(store.rows.get(lane)?.owner).toBeUndefined()
})

test('a machine that is asked to stop while it looks takes no lane', async () => {
  const store = new MemoryLanes()
  const { keeper } = machine(store, 'one')
  const renew = store.renew.bind(store)
  let stopping: Promise<void> | undefined
  store.renew = async (...given) => {
    const report = await renew(...given)
    stopping = keeper.stop()
    return report
  }
  await keeper.look()
  await stopping
  expect(store.rows.get(lane)).toEqual({ token: 0, owner: undefined, until: Number.NEGATIVE_INFINITY })
})

test('what still waits for its turn holds no lane back, and is not sent', async () => {
  const store = new MemoryLanes()
  const { keeper } = machine(store, 'one')
  await keeper.look()
  const turn = Promise.withResolvers<void>()
  const waiting = keeper.send(lane, async () => {
    await request()
    await turn.promise
    return request()
  })
  await setImmediate()
  const stopping = keeper.stop()
  // Nothing is waited for but the store.
  await setImmediate()
  expect(store.rows.get(lane)?.owner).toBeUndefined()
  await stopping
  turn.resolve()
  await expect(waiting).rejects.toThrow(LaneLost)
})

test('a machine that cannot renew its lease ends by itself, goes on when it can, and says so', async () => {
  const store = new MemoryLanes()
  const { keeper, clock, gained } = machine(store, 'one')
  await keeper.look()
  store.failure = new LedgerUnusable('away')
  clock.pass(5_000)
  await keeper.look()
  expect(keeper.owns(lane)).toBe(true)
  clock.pass(7_000)
  expect(keeper.owns(lane)).toBe(false)
  store.failure = undefined
  await keeper.look()
  expect(keeper.owns(lane)).toBe(true)
  expect(gained).toEqual([lane, lane])
})

test('when a machine stops, another one takes all of its lanes at its next look', async () => {
  const store = new MemoryLanes()
  const lanes: LaneId[] = ['slack:T1', 'slack:T2', 'app:0']
  const [one, two] = [machine(store, 'one', lanes), machine(store, 'two', lanes)]
  await one.keeper.look()
  await two.keeper.look()
  const leave = store.leave.bind(store)
  // The notification comes with it.
  store.leave = async (...given) => {
    await leave(...given)
    await two.keeper.look()
  }
  await one.keeper.stop()
  expect(two.keeper.fences.map(({ lane: taken }) => taken).sort()).toEqual([...lanes].sort())
})

test('a lane that a machine leaves free which was killed after its start is taken beyond the share', async () => {
  const store = new MemoryLanes()
  const lanes: LaneId[] = ['slack:T1', 'slack:T2']
  const { keeper, clock } = machine(store, 'one', lanes)
  // It counts, and was killed before it took its share.
  await store.renew('killed', [], lanes, 15_000)
  await keeper.look()
  expect(keeper.fences).toHaveLength(1)
  await keeper.look()
  expect(keeper.fences).toHaveLength(1)
  clock.pass(200)
  await keeper.look()
  expect(keeper.fences).toHaveLength(2)
  // It counts for half a lease.
  clock.pass(4_000)
  await keeper.look()
  expect(keeper.fences).toHaveLength(2)
  clock.pass(4_000)
  await keeper.look()
  expect(keeper.fences).toHaveLength(1)
})
