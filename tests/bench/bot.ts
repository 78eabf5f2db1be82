import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { App, LogLevel } from '@slack/bolt'
import { Client, Events, GatewayIntentBits, MessageFlags, Routes } from 'discord.js'
import { digestCommand } from '../../src/adapters/discord/command-definition.ts'
import { createDiscord } from '../../src/adapters/discord/discord.ts'
import { createSlack } from '../../src/adapters/slack/slack.ts'
import { subcommandNames } from '../../src/commands/subcommands/index.ts'
import { openSearchIndex } from '../../src/storage/search/search-index.ts'
import { silentLog } from '../builders.ts'
import { vocabulary } from '../digests/markdown/digest-fixture.ts'
import type { Orders } from './bots.ts'
import { openChatHandler } from './commands-fixture.ts'

const orders = workerData as Orders
if (orders.folder === undefined) await startBare()
else await startOurs(orders.folder)
parentPort?.postMessage('started')

async function startOurs(folder: string): Promise<void> {
  const handler = await openChatHandler(openSearchIndex(join(folder, 'search-index.sqlite')), folder)
  const shared = { ...orders, log: silentLog, vocabulary, handler }
  await (shared.platform === 'slack' ? createSlack(shared) : createDiscord(shared)).start()
}

function startBare(): Promise<void> {
  return orders.platform === 'slack' ? startBolt(orders) : startDiscordJs(orders)
}

async function startBolt({ apiUrl, botToken, appToken }: Extract<Orders, { platform: 'slack' }>): Promise<void> {
  const clientOptions = { slackApiUrl: apiUrl }
  const app = new App({ token: botToken, appToken, socketMode: true, clientOptions, logLevel: LogLevel.ERROR })
  app.command('/digest', async ({ ack }) => ack())
  await app.start()
}

async function startDiscordJs(discord: Extract<Orders, { platform: 'discord' }>): Promise<void> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiUrl } })
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.deferReply({ flags: MessageFlags.Ephemeral })
  })
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
  await client.login(discord.token)
  await ready
  await client.rest.put(Routes.applicationCommands(discord.applicationId), { body: [digestCommand(subcommandNames)] })
}
