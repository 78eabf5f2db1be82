import { describe, type TestContext, test } from 'vitest'
import type { DiscordOptions } from '../../../src/adapters/discord/api.ts'
import { createDiscord } from '../../../src/adapters/discord/discord.ts'
import { RemovedWorkspaces } from '../../../src/app/removed-workspaces.ts'
import type { CommandRequest } from '../../../src/domain/interaction.ts'
import { startDiscordSimulator } from '../../../src/simulator/discord/server.ts'
import { aDestination, silentLog } from '../../builders.ts'
import { memoryLog, onlyThese } from '../../contracts/adapter-fixture.ts'
import { vocabulary } from '../../contracts/digest.ts'
import { MemoryInstallations } from '../../installations/memory-installations.ts'

/** A server whose events go to that of 3 shards. */
const serverOf = (shard: number, nth = 0) => ({
  id: String(BigInt(3 * (1000 + nth) + shard) << 22n),
  name: `Server ${shard}`,
})

async function open({ onTestFinished }: TestContext, recommended = 1) {
  const simulator = await startDiscordSimulator({ rateLimits: 'off', sharding: { recommended } })
  for (const shard of [0, 1, 2]) simulator.gateway.addServer(serverOf(shard).id, 'Other')
  const { apiUrl, token } = simulator
  const start = async (options: Partial<DiscordOptions> = {}) => {
    const log = memoryLog()
    const commands: CommandRequest[] = []
    const handler = onlyThese({
      command: async (request) => {
        commands.push(request)
        return { type: 'text', text: [{ type: 'text', value: 'Heard' }] }
      },
    })
    const added: string[] = []
    const removed: string[] = []
    const servers = {
      added: (workspace: string) => void added.push(workspace),
      removed: (workspace: string) => void removed.push(workspace),
      listed: () => {},
    }
    const platform = createDiscord({ apiUrl, token, log, vocabulary, handler, servers, ...options })
    onTestFinished(() => platform.stop())
    await platform.start()
    return { platform, log, commands, added, removed }
  }
  onTestFinished(() => simulator.close())
  return { simulator, start }
}

const channel = '1100000000000000010'
const reader = '1100000000000000030'

describe.concurrent('the servers of a Discord token', () => {
  test('an outage of a server is no removal; a removal and a return are reported', async (context) => {
    const { expect } = context
    const { simulator, start } = await open(context, 3)
    const { platform, log, added, removed } = await start()
    await expect.poll(() => platform.listeningOutage).toBeUndefined()
    const server = serverOf(1)
    const { gateway } = simulator
    gateway.setServerUp(server.id, false)
    gateway.setServerUp(server.id, true)
    gateway.removeServer(server.id)
    gateway.addServer(server.id, 'Other')
    await expect.poll(() => added).toEqual([`discord:${server.id}`])
    const told = log.lines.map(({ message }) => message).filter((message) => message.startsWith('a server'))
    expect(told).toEqual(['a server removed the bot', 'a server added the bot'])
    expect(removed).toEqual([`discord:${server.id}`])
  })

  test('a server that invites the bot again, without having removed it, is one that changed what it may do', async (context) => {
    const { expect } = context
    const { simulator, start } = await open(context)
    const { platform, added } = await start()
    await expect.poll(() => platform.listeningOutage).toBeUndefined()
    const { gateway, state } = simulator
    const [first, second, third] = [serverOf(0).id, serverOf(1).id, serverOf(2).id]
    gateway.changeRole(second, '1500000000000000001')
    gateway.changeRole(third, '1500000000000000002', '1400000000000000001')
    gateway.changeMember(third, '1400000000000000001')
    gateway.changeRole(first, '1500000000000000003', state.bot.id)
    await expect.poll(() => added).toEqual([`discord:${first}`])
    // So does the role of everyone, and a role that the bot is given.
    gateway.changeRole(second, second)
    gateway.changeMember(third, state.bot.id)
    await expect.poll(() => added).toEqual([first, second, third].map((id) => `discord:${id}`))
  })

  test('a fresh process tells servers that removed the bot from those that are out, also with more shards than before', async (context) => {
    const { expect } = context
    const { simulator, start } = await open(context)
    const { gateway } = simulator
    const servers = [0, 1, 2, 3, 4, 5].map((at) => serverOf(at % 3, 1 + at))
    for (const { id, name } of servers) gateway.addServer(id, name)
    const destinations = servers.map(({ id }) =>
      aDestination({ name: id, platform: 'discord', channel: id, workspace: `discord:${id}` }),
    )
    const store = new MemoryInstallations()
    const openRemoved = () =>
      new RemovedWorkspaces({
        store,
        subscriptions: { all: () => [], save: async () => {}, remove: async () => {} },
        destinations: () => destinations,
        workspaces: { workspaceOf: ({ workspace }) => workspace, learn: async () => {} },
        platforms: new Map(),
        clock: { now: Date.now },
        log: silentLog,
        onAdded: async () => {},
      })
    const gone = async (removed: RemovedWorkspaces) => {
      await removed.idle()
      return (await removed.removals()).map(({ workspace }) => workspace)
    }
    const first = openRemoved()
    const { platform } = await start({ servers: first })
    await expect.poll(() => platform.listeningOutage).toBeUndefined()
    expect(await gone(first)).toEqual([])
    await platform.stop()

    const [kicked = '', out = '', kickedWhileOut = ''] = servers.map(({ id }) => id)
    gateway.removeServer(kicked)
    for (const id of [out, kickedWhileOut]) gateway.setServerUp(id, false)
    gateway.removeServer(kickedWhileOut)
    gateway.sharding.recommended = 3
    const second = openRemoved()
    const { platform: fresh } = await start({ servers: second })
    await expect.poll(() => fresh.listeningOutage).toBeUndefined()
    expect(gateway.shards).toEqual(['0/3', '1/3', '2/3'])
    expect(await gone(second)).toEqual([kicked, kickedWhileOut].map((id) => `discord:${id}`))
    gateway.setServerUp(out, true)
    gateway.addServer(kicked, 'Back')
    await expect.poll(() => gone(second)).toEqual([`discord:${kickedWhileOut}`])
  })

  test('a server that is out at the start does not keep readers of others waiting', async (context) => {
    const { expect } = context
    const { simulator, start } = await open(context)
    simulator.gateway.setServerUp(serverOf(0).id, false)
    const { platform, commands } = await start()
    await expect.poll(() => platform.listeningOutage).toBeUndefined()
    await expect.poll(() => simulator.commands.find('digest')).toBeDefined()
    await simulator.command({ user: reader, channelId: channel, name: 'digest' })
    expect(commands).toHaveLength(1)
  })

  test('a reader who installed the app for themselves is answered privately in any server, without rights', async (context) => {
    const { expect } = context
    const { simulator, start } = await open(context)
    const { commands, platform } = await start()
    await expect.poll(() => platform.listeningOutage).toBeUndefined()
    await expect.poll(() => simulator.commands.find('digest')).toBeDefined()
    const elsewhere = { id: '1300000000000000001', name: 'lounge', type: 0, server: '1300000000000000000' }
    simulator.state.channels.set(elsewhere.id, elsewhere)
    await simulator.command({ user: reader, channelId: elsewhere.id, name: 'digest' })
    expect(commands[0]?.requester).toMatchObject({
      workspace: `discord:${elsewhere.server}`,
      isDirect: true,
      managesChannel: false,
    })
    expect(simulator.state.messages(elsewhere.id).map(({ ephemeralFor }) => ephemeralFor)).toEqual([reader])
  })

  test('an interaction that another process claimed is not answered', async (context) => {
    const { expect } = context
    const { simulator, start } = await open(context)
    const claimed = new Set<string>()
    // However long the response takes, no other process may take over here.
    const claim = async (name: string) => !claimed.has(name) && claimed.add(name).has(name) && /^\d+$/.test(name)
    const [first, second] = [await start({ claim }), await start({ claim })]
    for (const { platform } of [first, second]) await expect.poll(() => platform.listeningOutage).toBeUndefined()
    await expect.poll(() => simulator.commands.find('digest')).toBeDefined()
    await simulator.command({ user: reader, channelId: channel, name: 'digest' })
    await expect.poll(() => claimed.size).toBe(2)
    expect(first.commands.length + second.commands.length).toBe(1)
    expect(simulator.protocolErrors).toEqual([])
  })
})
