import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { stringify } from 'yaml'
import { startBot } from '../../src/app/start-bot.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import { startSlackSimulator } from '../../src/simulator/slack/server.ts'
import { memoryLog, patience } from '../contracts/adapter-fixture.ts'
import { newDatabase } from '../database.ts'
import { markdownOf, noon } from '../e2e/bot-fixture.ts'
import { freePort } from '../free-port.ts'

const { timezone, today } = noon()
const [team, channel] = ['T0BIRCH0001', 'C1BIRCH0001']

/** A workspace that installed the app without the right to post, and the machines that serve it. */
async function openMachines(count: number, shared: Readonly<Record<string, string>>) {
  const stack = new AsyncDisposableStack()
  onTestFinished(() => stack.disposeAsync())
  const slack = await startSlackSimulator({ rateLimits: 'off', answerWithinMs: patience.timeout })
  stack.defer(() => slack.close())
  slack.scopes.delete('chat:write')
  const { state } = slack.workspace(team)
  const [user = ''] = state.users.keys()
  const machines: { url: string; log: ReturnType<typeof memoryLog> }[] = []
  for (let number = 0; number < count; number += 1) {
    const home = await mkdtemp(join(tmpdir(), 'morning-post-'))
    stack.defer(() => rm(home, { recursive: true, force: true, maxRetries: 3 }))
    const destination = { name: 'birch', platform: 'slack', workspace: `slack:${team}`, channel, timezone, at: '06:00' }
    await mkdir(join(home, 'config'))
    await writeFile(
      join(home, 'config/morning-post.yaml'),
      stringify({ quietSeconds: 0.3, destinations: [destination] }),
    )
    await mkdir(join(home, 'digests'))
    await writeFile(join(home, 'digests', `${today}.md`), markdownOf('Today', 'Bark'))
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const env = {
      MORNING_POST_HOME: home,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      SLACK_CLIENT_ID: slack.workspaces.clientId,
      SLACK_CLIENT_SECRET: slack.workspaces.clientSecret,
      MORNING_POST_KEY: 'a1'.repeat(32),
      PUBLIC_URL: url,
      PORT: String(port),
      ...shared,
    }
    const log = memoryLog()
    const bot = await startBot(readEnvironment(env), log)
    stack.defer(() => bot.stop())
    machines.push({ url, log })
  }
  const logged = () => machines.flatMap(({ log }) => log.lines)
  return {
    slack,
    machines,
    /** How often a delivery was refused. */
    refusals: () =>
      logged().filter(
        ({ message, fields }) =>
          message === 'delivery stopped' && 'code' in fields && fields.code === 'destination_refused',
      ).length,
    install: (url: string) => fetch(slack.workspaces.allow({ workspace: team, user }, `${url}/slack/oauth_redirect`)),
    posts: () => state.messages(channel),
  }
}

test('a destination that lacked a scope gets its digest as soon as its workspace has installed the app again', async () => {
  const { slack, machines, install, posts, refusals } = await openMachines(1, {})
  const [{ url } = { url: '' }] = machines
  await install(url)
  await expect.poll(refusals, patience).toBe(1)
  slack.scopes.add('chat:write')
  await install(url)
  await expect.poll(() => JSON.stringify(posts()), patience).toContain('Bark first')
  expect(refusals()).toBe(1)
})

test('the machine that posts there hears of an installation that another machine served', async () => {
  const { slack, machines, install, posts, refusals } = await openMachines(2, { DATABASE_URL: await newDatabase() })
  const [{ url: one } = { url: '' }, { url: other } = { url: '' }] = machines
  await install(one)
  await expect.poll(refusals, patience).toBe(1)
  const [poster] = machines.filter(({ log }) => log.lines.some(({ message }) => message === 'delivery stopped'))
  slack.scopes.add('chat:write')
  await install(poster?.url === one ? other : one)
  // Each machine would find it by itself within a minute or two.
  await expect.poll(() => JSON.stringify(posts()), { timeout: 45_000 }).toContain('Bark first')
  expect(refusals()).toBe(1)
})
