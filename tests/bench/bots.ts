import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type DiscordSimulator, startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import { type SlackSimulator, startSlackSimulator } from '../../src/simulator/slack/server.ts'

/** A bot on a platform of its own, and a reader there. */
export interface Bot {
  /** The reader types `/digest` with this text; resolves when the platform has the bot's first word. */
  ask(text: string): Promise<void>
  /** Resolves when a message of the bot can be seen. */
  message(): Promise<void>
  close(): Promise<void>
}

/** Ours answers from the archive in a folder; the bare one, without a folder, only acknowledges. */
export type OpenBot = (folder?: string) => Promise<Bot>

/** What a bot needs to know. */
export type Orders =
  | ({ readonly platform: 'slack'; readonly folder?: string } & Pick<
      SlackSimulator,
      'apiUrl' | 'botToken' | 'appToken'
    >)
  | ({ readonly platform: 'discord'; readonly folder?: string } & Pick<
      DiscordSimulator,
      'apiUrl' | 'token' | 'applicationId'
    >)

export async function slackBot(folder?: string): Promise<Bot> {
  const simulator = await startSlackSimulator({ rateLimits: 'off' })
  const { apiUrl, botToken, appToken } = simulator
  const stop = await start({ platform: 'slack', apiUrl, botToken, appToken, ...(folder && { folder }) })
  const typed = { user: 'U0ROBIN0001', channel: 'C0MORNING01', command: '/digest' }
  return {
    ask: (text) => simulator.command({ ...typed, text }),
    message: () => posted(simulator.state),
    close: () => stop().then(simulator.close),
  }
}

export async function discordBot(folder?: string): Promise<Bot> {
  const simulator = await startDiscordSimulator({ rateLimits: 'off' })
  const { apiUrl, token, applicationId } = simulator
  const stop = await start({ platform: 'discord', apiUrl, token, applicationId, ...(folder && { folder }) })
  const typed = { user: '1100000000000000030', channelId: '1100000000000000010', name: 'digest' }
  return {
    ask: (about) => simulator.command({ ...typed, options: [{ type: 3, name: 'about', value: about }] }),
    message: () => posted(simulator.state),
    close: () => stop().then(simulator.close),
  }
}

/** In a thread of its own, so that what it does after its first word does not keep us from hearing that. */
async function start(orders: Orders): Promise<() => Promise<void>> {
  const worker = new Worker(new URL('bot.ts', import.meta.url), { workerData: orders })
  await once(worker, 'message')
  return async () => void (await worker.terminate())
}

interface Server {
  onChange(listener: (change: { readonly what: string }) => void): () => void
}

function posted(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const stop = server.onChange(({ what }) => {
      if (what !== 'posted') return
      stop()
      resolve()
    })
  })
}
