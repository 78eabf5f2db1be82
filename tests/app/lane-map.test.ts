import { expect, test } from 'vitest'
import { LaneMap, placeIn } from '../../src/app/lane-map.ts'
import type { Destination } from '../../src/domain/destination.ts'
import type { LaneId } from '../../src/domain/lane.ts'
import { type ChannelPlace, formatWorkspaceId, type WorkspaceId } from '../../src/domain/workspace-id.ts'
import { LaneKeeper } from '../../src/lanes/lane-keeper.ts'
import { aDestination, silentLog } from '../builders.ts'
import { MemoryLanes } from '../lanes/memory-lanes.ts'

/** A Discord server whose events go to that shard of any even number of shards. */
const server = (shard: number, number = 1) => formatWorkspaceId('discord', String(BigInt(number * 2 + shard) << 22n))

const inDiscord = (name: string, workspace?: WorkspaceId) =>
  aDestination({ name, platform: 'discord', channel: `${name.length}00`, ...(workspace && { workspace }) })

/** The platform's answers about channels. */
class Channels {
  readonly known = new Map<string, WorkspaceId>()
  readonly asked: string[] = []
  readonly #answers: ReadonlyMap<string, WorkspaceId>

  constructor(answers: ReadonlyMap<string, WorkspaceId> = new Map()) {
    this.#answers = answers
  }

  workspaceOf({ channel, workspace }: ChannelPlace) {
    return workspace ?? this.known.get(channel)
  }

  async learn(places: Iterable<ChannelPlace>) {
    for (const { channel } of places) {
      this.asked.push(channel)
      const answer = this.#answers.get(channel)
      if (answer) this.known.set(channel, answer)
    }
  }
}

function machine(store: MemoryLanes, name: string, destinations: readonly Destination[], channels = new Channels()) {
  const map = new LaneMap(() => destinations, store)
  map.useWorkspaces(channels)
  const clock = { steady: () => store.now, wall: () => store.now }
  const keeper = new LaneKeeper({
    store,
    machine: name,
    lanes: (facts) => map.lanes(facts),
    onFacts: (facts) => map.use(facts),
    onGained: () => {},
    log: silentLog,
    clock,
  })
  const posts = () => destinations.filter((each) => keeper.owns(map.laneOf(each))).map((each) => each.name)
  return { map, keeper, posts }
}

test('a destination in Discord belongs to the shard of its server, and the machines share the shards', async () => {
  const store = new MemoryLanes()
  const destinations = [inDiscord('a', server(0)), inDiscord('bb', server(1)), inDiscord('ccc', server(1, 5))]
  const [one, two] = [machine(store, 'one', destinations), machine(store, 'two', destinations)]
  expect(await one.map.agreeOnShards('discord', 2)).toBe(2)
  for (const each of [one, two, one, two]) await each.keeper.look()
  expect(one.map.laneOfDestination('a')).toBe('discord:0/2')
  expect(two.map.laneOfDestination('bb')).toBe('discord:1/2')
  expect([...one.posts(), ...two.posts()].sort()).toEqual(['a', 'bb', 'ccc'])
  expect(one.keeper.fences.length + two.keeper.fences.length).toBe(3)
})

test('with one shard there is one lane, and no channel is asked about', async () => {
  const channels = new Channels()
  const { map, keeper, posts } = machine(new MemoryLanes(), 'one', [inDiscord('a')], channels)
  await map.agreeOnShards('discord', 1)
  await keeper.look()
  expect(posts()).toEqual(['a'])
  expect(map.laneOfDestination('a')).toBe('discord:0')
  expect(await map.learn()).toBe(false)
  expect(channels.asked).toEqual([])
})

test('nothing is posted in a channel before its server is known', async () => {
  const channels = new Channels(new Map([['100', server(1)]]))
  const { map, keeper, posts } = machine(new MemoryLanes(), 'one', [inDiscord('a'), inDiscord('bb')], channels)
  await map.agreeOnShards('discord', 2)
  await keeper.look()
  expect(posts()).toEqual([])
  expect(await map.learn()).toBe(true)
  await keeper.look()
  expect(posts()).toEqual(['a'])
  expect(map.laneOfDestination('a')).toBe('discord:1/2')
})

test('the number of shards never falls, and is the same for machines that ask at once', async () => {
  const store = new MemoryLanes()
  const machines = [2, 4, 3].map((count) => ({ count, ...machine(store, `${count}`, []) }))
  await Promise.all(machines.map(({ map, count }) => map.agreeOnShards('discord', count)))
  expect(await Promise.all(machines.map(({ map }) => map.agreeOnShards('discord', 1)))).toEqual([4, 4, 4])
})

test('with another number of shards, no machine posts until the leases of the old lanes would have ended', async () => {
  const store = new MemoryLanes()
  const destinations = [inDiscord('a', server(0)), inDiscord('bb', server(1))]
  const [one, two] = [machine(store, 'one', destinations), machine(store, 'two', destinations)]
  await one.map.agreeOnShards('discord', 1)
  await one.keeper.look()
  expect(one.posts()).toEqual(['a', 'bb'])
  await two.map.agreeOnShards('discord', 2)
  await two.keeper.look()
  expect(two.posts()).toEqual([])
  // The old owner notices at its next look, or by the end of its lease.
  expect(one.keeper.owns('discord:0')).toBe(true)
  await one.keeper.look()
  expect(one.posts()).toEqual([])
  store.now += 15_001
  for (const each of [one, two, one, two]) await each.keeper.look()
  expect([...one.posts(), ...two.posts()].sort()).toEqual(['a', 'bb'])
})

test('the default workspace is one lane, whether a destination names it or not', async () => {
  const store = new MemoryLanes()
  const destinations = [aDestination({ name: 'unnamed' }), aDestination({ name: 'named', workspace: 'slack:T1' })]
  const [one, two] = [machine(store, 'one', destinations), machine(store, 'two', destinations)]
  const lanes = new Set<LaneId>()
  await one.map.agreeOnDefault('slack', 'slack:T1')
  for (const { map, keeper } of [one, two, one, two]) {
    await keeper.look()
    for (const { name } of destinations) lanes.add(map.laneOfDestination(name) ?? 'none:0')
  }
  expect([...lanes]).toEqual(['slack:default'])
  expect([...one.posts(), ...two.posts()].sort()).toEqual(['named', 'unnamed'])
})

test('a workspace that turns out to be the default one gives its lane up first', async () => {
  const store = new MemoryLanes()
  const destinations = [aDestination({ name: 'unnamed' }), aDestination({ name: 'named', workspace: 'slack:T1' })]
  const [one, two] = [machine(store, 'one', destinations), machine(store, 'two', destinations)]
  for (const each of [one, two, one, two]) await each.keeper.look()
  const before = [...one.posts(), ...two.posts()].sort()
  expect(before).toEqual(['named', 'unnamed'])
  await two.map.agreeOnDefault('slack', 'slack:T1')
  for (const each of [one, two]) await each.keeper.look()
  expect([...one.posts(), ...two.posts()]).toEqual([])
  store.now += 15_001
  for (const each of [one, two]) await each.keeper.look()
  expect([...one.posts(), ...two.posts()].sort()).toEqual(['named', 'unnamed'])
  // The token of another workspace is used from now on.
  await one.map.agreeOnDefault('slack', 'slack:T2')
  store.now += 15_001
  for (const each of [one, two, one, two]) await each.keeper.look()
  expect([one.map.laneOfDestination('named'), one.map.laneOfDestination('unnamed')]).toEqual([
    'slack:T1',
    'slack:default',
  ])
})

test('machines divide what one token may do, and never exceed it', async () => {
  const store = new MemoryLanes()
  const isDiscord = (lane: LaneId) => lane.startsWith('discord:')
  const machines = ['one', 'two', 'three'].map((name) => machine(store, name, []))
  const parts = () => machines.map(({ keeper }) => keeper.partOf(50, isDiscord))
  const [first] = machines
  await first?.map.agreeOnShards('discord', 1)
  await first?.keeper.look()
  expect(parts()[0]).toBe(50)
  for (const { keeper } of [...machines, ...machines]) await keeper.look()
  expect(parts().toSorted((a, b) => b - a)).toEqual([46, 2, 2])
  await first?.map.agreeOnShards('discord', 8)
  store.now += 15_001
  for (const { keeper } of [...machines, ...machines, ...machines]) await keeper.look()
  const divided = parts()
  expect(divided.reduce((sum, part) => sum + part)).toBeLessThanOrEqual(50)
  expect(Math.min(...divided)).toBeGreaterThan(10)
})

test('a workspace that installed the app has a lane, also without a destination, and the default one no second lane', () => {
  const facts = new Map([['slack default', 'slack:T1']])
  const map = new LaneMap(
    () => [aDestination()],
    new MemoryLanes(),
    () => (['slack:T1', 'slack:T2'] as const).map(placeIn),
  )
  expect(map.lanes(facts)).toEqual(['app:0', 'slack:default', 'slack:T2'])
  map.use(facts)
  expect(['slack:T1', 'slack:T2'].map((each) => map.laneOfWorkspace(each as WorkspaceId))).toEqual([
    'slack:default',
    'slack:T2',
  ])
})
