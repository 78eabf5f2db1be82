import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { stringify } from 'yaml'
import { startBot } from '../../src/app/start-bot.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import { startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import { startSlackSimulator } from '../../src/simulator/slack/server.ts'
import { memoryLog, patience } from '../contracts/adapter-fixture.ts'
import { noon } from '../e2e/bot-fixture.ts'
import { freePort } from '../free-port.ts'
import { Audiences } from './audience.ts'
import {
  digestOf,
  type OwnerName,
  operatorChannel,
  ownerNames,
  owners,
  peopleCount,
  personOf,
  seed,
  slackOf,
  teamOf,
} from './owners.ts'
import { type Exchange, Recorder } from './recorder.ts'

const { timezone, today, yesterday } = noon()

const operatorPassword = 'a-password-of-the-operator'
export const feedToken = 'a-token-for-feeds'

/** A bot that serves all workspaces and has posted to them, with a record of all its traffic. */
export async function openBot() {
  const stack = new AsyncDisposableStack()
  onTestFinished(() => stack.disposeAsync())
  const recorder = new Recorder()
  stack.defer(() => recorder.close())
  const home = await mkdtemp(join(tmpdir(), 'morning-post-'))
  stack.defer(() => rm(home, { recursive: true, force: true, maxRetries: 3 }))
  const answerWithinMs = patience.timeout
  const [slack, discord] = await Promise.all([
    startSlackSimulator({ rateLimits: 'off', answerWithinMs }),
    startDiscordSimulator({ rateLimits: 'off', answerWithinMs }),
  ])
  stack.defer(async () => void (await Promise.all([slack.close(), discord.close()])))
  seed(slack, discord)
  await prepareFolder(home)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    MORNING_POST_HOME: home,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    SLACK_CLIENT_ID: slack.workspaces.clientId,
    SLACK_CLIENT_SECRET: slack.workspaces.clientSecret,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    MORNING_POST_KEY: 'a1'.repeat(32),
    PUBLIC_URL: url,
    PORT: String(port),
    PAGE_PASSWORD: operatorPassword,
    FEED_TOKEN: feedToken,
  }
  const log = memoryLog()
  const bot = await startBot(readEnvironment(env), log)
  const stop = Promise.resolve().then(() => bot.stop.bind(bot))
  stack.defer(async () => (await stop)())
  for (const name of ['tansy', 'sorrel'] as const) {
    const authorization = { workspace: teamOf(name), user: personOf(name, 0) }
    await fetch(slack.workspaces.allow(authorization, `${url}/slack/oauth_redirect`))
  }
  const postedIn = (name: OwnerName): unknown[] =>
    name === 'mallow'
      ? [...discord.state.messages(owners.mallow.channel)]
      : [...slackOf(slack, name).state.messages(owners[name].channel)]
  for (const name of ownerNames)
    for (const word of [`${name}secretpoint`, 'commonsecretbullet'])
      await expect.poll(() => JSON.stringify(postedIn(name)), patience).toContain(word)
  const [slackPort, discordPort] = [slack, discord].map(({ apiUrl }) => Number(new URL(apiUrl).port))
  const audiences = () => new Audiences({ slack, slackPort, discordPort }, recorder)
  return {
    slack,
    discord,
    url,
    recorder,
    log,
    audiences,
    postedIn,
    stop: async () => (await stop)(),
    /** From now on, everyone of these owners manages all channels of their workspace. */
    nameManagers: async (names: readonly OwnerName[]) => {
      await writeConfig(home, names)
      await expect.poll(() => log.lines.map(({ message }) => message), patience).toContain('configuration changed')
    },
    /** The words that were shown to the wrong audience, each once. */
    leaks: () => [...new Set(leaksIn(recorder, audiences()))],
    /** What the bot answered in the channel of an owner. */
    answersTo: (name: OwnerName) => {
      const { channel } = owners[name]
      const known = audiences()
      const isAnswer = ({ path }: Exchange) => /^\/(?:actions|api\/v10\/(?:webhooks|interactions))\//.test(path)
      return recorder.exchanges
        .filter((each) => isAnswer(each) && known.of(each).channel === channel)
        .map(({ request }) => request)
    },
  }
}

function leaksIn({ exchanges, frames }: Recorder, audiences: Audiences): string[] {
  // Slack's own pages are not part of the bot.
  const ours = exchanges.filter(({ path }) => !path.startsWith('/oauth/'))
  const overHttp = ours.flatMap((exchange) => {
    const { path, request, response } = exchange
    return audiences.leaks(audiences.of(exchange), `${request} ${response}`, path)
  })
  const overSockets = frames.flatMap((frame) => {
    const audience = frame.isFromBot && audiences.ofFrame(frame)
    return audience ? audiences.leaks(audience, JSON.stringify(frame.content), 'socket') : []
  })
  return [...overHttp, ...overSockets]
}

async function prepareFolder(home: string): Promise<void> {
  await mkdir(join(home, 'config'), { recursive: true })
  await writeConfig(home)
  for (const date of [yesterday, today]) {
    for (const name of ['', 'extra', ...ownerNames.map((owner) => `${owner}pub`)]) {
      await mkdir(join(home, 'digests', name), { recursive: true })
      await writeFile(join(home, 'digests', name, `${date}.md`), digestOf(name.replace('pub', '') || 'common', date))
    }
  }
}

async function writeConfig(home: string, managing: readonly OwnerName[] = []): Promise<void> {
  const destinations = ownerNames.flatMap((name) => {
    const { workspace, channel } = owners[name]
    const [platform = ''] = workspace.split(':')
    const isInstalled = name === 'tansy' || name === 'sorrel'
    const place = { platform, channel, timezone, at: '06:00', ...(isInstalled && { workspace }) }
    return [
      { name: `${name}pubdest`, publication: `${name}pub`, ...place },
      { name: `${name}maindest`, publication: 'main', layout: 'overview', ...place },
    ]
  })
  const publications = Object.fromEntries(
    ownerNames.map((name) => [`${name}pub`, { visibility: owners[name].visibility }]),
  )
  const operator = { platform: 'slack', channel: operatorChannel }
  const everyone = managing.flatMap((name) => Array.from({ length: peopleCount }, (_, at) => [name, at] as const))
  const managers = {
    slack: everyone.flatMap(([name, at]) =>
      name === 'mallow' ? [] : `${owners[name].workspace}/${personOf(name, at)}`,
    ),
    discord: everyone.flatMap(([name, at]) => (name === 'mallow' ? personOf(name, at) : [])),
  }
  const config = {
    quietSeconds: 0.3,
    destinations,
    publications,
    alerts: operator,
    reports: operator,
    ...(managing.length > 0 && { managers }),
  }
  await writeFile(join(home, 'config/morning-post.yaml'), stringify(config))
}

export { today, yesterday }
