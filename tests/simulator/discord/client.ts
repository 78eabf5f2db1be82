import { once } from 'node:events'
import { Client, type ForumChannel, GatewayIntentBits, type TextChannel } from 'discord.js'
import { onTestFinished } from 'vitest'
import {
  type DiscordSimulator,
  type DiscordSimulatorOptions,
  startDiscordSimulator,
} from '../../../src/simulator/discord/server.ts'

export const robin = '1100000000000000030'
export const morningPost = '1100000000000000010'
export const digests = '1100000000000000011'

/** A simulator that stops with the test. */
export async function openSimulator(options: DiscordSimulatorOptions = {}): Promise<DiscordSimulator> {
  const simulator = await startDiscordSimulator({ rateLimits: 'off', ...options })
  onTestFinished(() => simulator.close())
  return simulator
}

/** The real library, connected to a simulator, until the test ends. */
export async function aClient(
  simulator: DiscordSimulator,
  intents = [GatewayIntentBits.Guilds],
): Promise<Client<true>> {
  const client = new Client({ intents, rest: { api: simulator.apiUrl, retries: 0, timeout: 2000 } })
  onTestFinished(() => client.destroy())
  const ready = once(client, 'clientReady')
  await client.login(simulator.token)
  await ready
  return client as Client<true>
}

/** A simulator, the library connected to it, and its text channel. */
export async function aChannel(options: DiscordSimulatorOptions = {}) {
  const simulator = await openSimulator(options)
  const client = await aClient(simulator)
  const channel = (await client.channels.fetch(morningPost)) as TextChannel
  return { simulator, state: simulator.state, client, channel }
}

export async function aForum() {
  const simulator = await openSimulator()
  const client = await aClient(simulator)
  return {
    simulator: simulator,
    state: simulator.state,
    client,
    forum: (await client.channels.fetch(digests)) as ForumChannel,
  }
}

/** A call without the library, which would hide details of the response. */
export function call(simulator: DiscordSimulator, verb: string, path: string, body?: unknown, headers: object = {}) {
  return fetch(`${simulator.apiUrl}/v10${path}`, {
    method: verb,
    headers: {
      Authorization: `Bot ${simulator.token}`,
      'User-Agent': 'DiscordBot (https://example.org, 1.0)',
      'Content-Type': 'application/json',
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

/** Resolves with the next change of this kind in the simulator's state. */
export function nextChange({ state }: Pick<DiscordSimulator, 'state'>, what: string) {
  return new Promise<string>((resolve) => {
    const stop = state.onChange((change) => {
      if (change.what !== what) return
      stop()
      resolve(change.messageId)
    })
  })
}
