import { describe, type TestContext, test } from 'vitest'
import { createDiscord } from '../../../src/adapters/discord/discord.ts'
import { type DiscordSimulatorOptions, startDiscordSimulator } from '../../../src/simulator/discord/server.ts'
import { memoryLog, onlyThese } from '../../contracts/adapter-fixture.ts'
import { vocabulary } from '../../contracts/digest.ts'

/** A simulated Discord, and a bot that is not started yet. */
async function open({ expect, onTestFinished }: TestContext, sharding: DiscordSimulatorOptions['sharding']) {
  const simulator = await startDiscordSimulator({ sharding: { identifyMs: 100, ...sharding } })
  const log = memoryLog()
  const { apiUrl, token } = simulator
  const platform = createDiscord({ apiUrl, token, log, vocabulary, handler: onlyThese({}) })
  onTestFinished(async () => {
    await platform.stop()
    await simulator.close()
    expect(simulator.protocolErrors).toEqual([])
  })
  const messages = () => log.lines.map(({ message }) => message)
  return { simulator, platform, log, messages }
}

/** A server of the first or the second of two shards. */
const server = (shard: 0 | 1, number = 1) => String((BigInt(number * 2 + shard) << 22n) | 1n)

describe.concurrent('shards of Discord', () => {
  test('as many are connected as Discord recommends, and the bot listens once all are', async (context) => {
    const { expect } = context
    const { simulator, platform, messages } = await open(context, { recommended: 3 })
    await platform.start()
    await expect.poll(() => platform.listeningOutage).toBeUndefined()
    expect(simulator.gateway.shards).toEqual(['0/3', '1/3', '2/3'])
    expect(simulator.sessionStarts.remaining).toBe(997)
    simulator.gateway.drop()
    await expect.poll(messages).toContain('listening again')
    expect(simulator.gateway.shards).toEqual(['0/3', '1/3', '2/3'])
    expect(simulator.sessionStarts.remaining).toBe(997)
  })

  test('a bot with too many servers for its shards connects again with more', async (context) => {
    const { expect } = context
    const { simulator, platform } = await open(context, { serversMax: 2 })
    for (const number of [1, 2])
      for (const shard of [0, 1] as const) simulator.gateway.addServer(server(shard, number), 'Other')
    await platform.start()
    await expect.poll(() => platform.listeningOutage?.reason.text).toContain('4011')
    simulator.gateway.sharding.recommended = 4
    await expect.poll(() => platform.listeningOutage).toBeUndefined()
    expect(simulator.gateway.shards).toHaveLength(4)
  })

  test('shards log in one after another where Discord lets one identify at a time', async (context) => {
    const { expect } = context
    const { simulator, platform } = await open(context, { recommended: 2, concurrency: 1, identifyMs: 4_500 })
    await platform.start()
    await expect.poll(() => platform.listeningOutage).toBeUndefined()
    expect(simulator.sessionStarts.remaining).toBe(998)
  })

  test('a server that is not reachable is not one that removed the bot', async (context) => {
    const { expect } = context
    const { simulator, platform, log, messages } = await open(context, { recommended: 2 })
    await platform.start()
    await expect.poll(() => platform.listeningOutage).toBeUndefined()
    const id = server(1)
    simulator.gateway.addServer(id, 'Other')
    await expect.poll(messages).toContain('a server added the bot')
    simulator.gateway.setServerUp(id, false)
    simulator.gateway.setServerUp(id, true)
    simulator.gateway.removeServer(id)
    await expect.poll(messages).toContain('a server removed the bot')
    expect(messages().filter((message) => message.startsWith('a server'))).toEqual([
      'a server added the bot',
      'a server removed the bot',
    ])
    const removed = log.lines.find(({ message }) => message === 'a server removed the bot')
    expect(removed?.fields).toMatchObject({ workspace: `discord:${id}` })
  })
})
