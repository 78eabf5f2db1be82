import { expect, onTestFinished, test } from 'vitest'
import { createDiscord } from '../../src/adapters/discord/discord.ts'
import { openLaneShare } from '../../src/app/lanes.ts'
import { PlatformWorkspaces } from '../../src/app/platform-workspaces.ts'
import { sentence } from '../../src/domain/build.ts'
import type { PlatformName } from '../../src/domain/destination.ts'
import type { PlatformConnection } from '../../src/domain/platform.ts'
import { startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import { openPostgresStore } from '../../src/storage/postgres/store.ts'
import { aDestination, silentLog } from '../builders.ts'
import { onlyThese } from '../contracts/adapter-fixture.ts'
import { vocabulary } from '../contracts/digest.ts'
import { newDatabase } from '../database.ts'

/** A server of each of two shards, with a channel. */
const servers = [0, 1].map((shard) => String((BigInt(2 + shard) << 22n) | 1n))
const destinations = servers.map((server, shard) =>
  aDestination({
    name: `shard-${shard}`,
    platform: 'discord',
    workspace: `discord:${server}`,
    channel: `150000000000000000${shard}`,
  }),
)

test('two machines connect both shards, divide their lanes, answer once, and hand one over when it stops', async () => {
  // Two shards may identify at once, so those of the second machine come five seconds after those of the first.
  const sharding = { recommended: 2, concurrency: 2, identifyMs: 4_500 }
  const simulator = await startDiscordSimulator({ sharding, answerWithinMs: 60_000 })
  onTestFinished(() => simulator.close())
  for (const [shard, server] of servers.entries()) {
    simulator.gateway.addServer(server, `Server ${shard}`)
    const id = destinations[shard]?.channel ?? ''
    simulator.state.channels.set(id, { id, name: `room-${shard}`, type: 0, server })
  }
  const address = await newDatabase()
  /** Whether each machine that got the command is the first. */
  const claims: boolean[] = []

  async function machine() {
    const store = await openPostgresStore(address)
    onTestFinished(() => store.close())
    const share = await openLaneShare({ stores: store, destinations: () => destinations, log: silentLog })
    if (!share || !store.shared) throw new Error('The database is not shared')
    onTestFinished(() => share.stop())
    const { claim } = share.interactions
    const discord = createDiscord({
      apiUrl: simulator.apiUrl,
      token: simulator.token,
      log: silentLog,
      vocabulary,
      machines: share.machines,
      logins: store.shared.logins,
      claim: async (name) => {
        const isFirst = (await claim?.(name)) ?? true
        if (!name.startsWith('response')) claims.push(isFirst)
        return isFirst
      },
      handler: onlyThese({ command: async () => sentence('once') }),
    })
    onTestFinished(() => discord.stop())
    await discord.start()
    const platforms = new Map<PlatformName, PlatformConnection>([['discord', discord]])
    const workspaces = new PlatformWorkspaces(platforms, silentLog, Date.now)
    await workspaces.learn(destinations)
    const owned = () => destinations.filter((each) => share.context.posts?.(each)).map(({ name }) => name)
    const start = () => share.start({ wake: () => {}, workspaces, platforms })
    return { store, share, discord, owned, start }
  }

  const [one, two] = await Promise.all([machine(), machine()])
  for (const { discord } of [one, two]) await expect.poll(() => discord.listeningOutage).toBeUndefined()
  expect(simulator.gateway.shards).toEqual(['0/2', '0/2', '1/2', '1/2'])
  expect(simulator.protocolErrors).toEqual([])
  expect(simulator.sessionStarts.remaining).toBe(simulator.sessionStarts.total - 4)

  await Promise.all([one.start(), two.start()])
  await expect.poll(() => [...one.owned(), ...two.owned()].sort()).toEqual(['shard-0', 'shard-1'])

  // Both machines get it, and one of them answers.
  await simulator.command({ user: '1100000000000000030', channelId: destinations[1]?.channel ?? '', name: 'digest' })
  await expect.poll(() => claims.toSorted()).toEqual([false, true])

  const leaving = one.owned().includes('shard-1') ? one : two
  const staying = leaving === one ? two : one
  await leaving.share.stop()
  expect(leaving.owned()).toEqual([])
  await expect.poll(staying.owned).toEqual(['shard-0', 'shard-1'])
})
