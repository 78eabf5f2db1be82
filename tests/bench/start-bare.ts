// A process that only logs in with both SDKs, as their first pages show it: what `npm run bench -- start` compares with.
import { env, stdout } from 'node:process'
import { App, LogLevel } from '@slack/bolt'
import { Client, Events, GatewayIntentBits } from 'discord.js'

const app = new App({
  token: env.SLACK_BOT_TOKEN ?? '',
  appToken: env.SLACK_APP_TOKEN ?? '',
  socketMode: true,
  clientOptions: { slackApiUrl: env.SLACK_API_URL ?? '' },
  logLevel: LogLevel.ERROR,
})
app.command('/digest', async ({ ack }) => ack())

const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: env.DISCORD_API_URL ?? '' } })
const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
await Promise.all([app.start(), client.login(env.DISCORD_TOKEN), ready])
stdout.write(`${JSON.stringify({ msg: 'running' })}\n`)
// As a process that ends in good order: only that keeps what was compiled.
process.on('SIGTERM', () => process.exit(0))
