import { afterEach, expect, test } from 'vitest'
import { createInstallationClient } from '../../../src/adapters/slack/installation-client.ts'
import { createSlack } from '../../../src/adapters/slack/slack.ts'
import { sentence } from '../../../src/domain/build.ts'
import { hourMs } from '../../../src/domain/duration.ts'
import { LedgerUnusable, RefusedForNow, TokenRefused } from '../../../src/domain/errors.ts'
import type { CommandRequest } from '../../../src/domain/interaction.ts'
import type { WorkspaceId } from '../../../src/domain/workspace-id.ts'
import { Installations } from '../../../src/installations/installations.ts'
import { parseEncryptionKey, TokenCipher } from '../../../src/installations/token-cipher.ts'
import { systemClock } from '../../../src/lib/clock.ts'
import { startSlackSimulator } from '../../../src/simulator/slack/server.ts'
import { hurriedClock, memoryLog, onlyThese, patience } from '../../contracts/adapter-fixture.ts'
import { aDigest, aPosting, vocabulary } from '../../contracts/digest.ts'
import { freePort } from '../../free-port.ts'
import { MemoryInstallations } from '../../installations/memory-installations.ts'
import { postNow } from '../../post-now.ts'
import { openSlackFixture } from './slack-fixture.ts'

const cipher = new TokenCipher(parseEncryptionKey('a1'.repeat(32), 'MORNING_POST_KEY'))
const teams = ['T0BIRCH0001', 'T0CEDAR0001', 'T0MAPLE0001', 'E0RIVER0001'] as const

let close = async () => {}
afterEach(() => close())

const signingSecret = '0123456789abcdef0123456789abcdef'

/** A bot that serves only the workspaces that installed it. */
async function open(over: 'Socket Mode' | 'HTTP' = 'Socket Mode') {
  const time = { offsetMs: 0 }
  const now = () => Date.now() + time.offsetMs
  const simulator = await startSlackSimulator({ rateLimits: 'off', now })
  const { apiUrl, appToken, workspaces } = simulator
  const log = memoryLog()
  const { clientId, clientSecret, grants } = workspaces
  const client = createInstallationClient({ clientId, clientSecret, apiUrl, log })
  const store = new MemoryInstallations()
  const clock = { ...systemClock, now }
  const installed = new Installations({ store, cipher, client, title: 'Slack', clock, log })
  const asked: CommandRequest[] = []
  const handler = onlyThese({
    command: async (request) => {
      asked.push(request)
      return sentence(`Heard in ${request.requester.workspace}`)
    },
  })
  const installUrl = 'https://post.example.org/slack/install'
  const port = over === 'HTTP' ? await freePort() : 0
  const slack = createSlack({
    botToken: '',
    appToken,
    ...(over === 'HTTP' && { http: { host: '127.0.0.1', port, secrets: [signingSecret] } }),
    apiUrl,
    log,
    vocabulary,
    handler,
    installed,
    installUrl,
    clock: hurriedClock,
  })
  await slack.start()
  await expect.poll(() => slack.listeningOutage, patience).toBeUndefined()
  if (over === 'HTTP') simulator.useRequestUrl({ url: `http://127.0.0.1:${port}/slack/events`, signingSecret })
  close = async () => {
    await slack.stop()
    await simulator.close()
  }
  const install = (team: string) => {
    const user = [...simulator.workspace(team).state.users.keys()][0] ?? ''
    return installed.install(grants.authorize({ workspace: team, user }))
  }
  const post = async (team: string) => {
    const [part] = await slack.renderer.render(aDigest, 'thread')
    if (!part) throw new Error('the digest has no part')
    const { client: workspaceClient } = slack.forWorkspace(`slack:${team}`)
    return postNow(workspaceClient, aPosting(`C1${team.slice(2)}`, part))
  }
  const typeDigest = (team: string) => {
    const { state, command } = simulator.workspace(team)
    const [user = ''] = state.users.keys()
    return command({ user, channel: `C1${team.slice(2)}`, command: '/digest', text: 'agent' })
  }
  const words = (team: string) =>
    simulator
      .workspace(team)
      .state.messages(`C1${team.slice(2)}`)
      .map(({ text }) => text)
  return { simulator, workspaces, store, installed, slack, log, time, asked, install, post, typeDigest, words, client }
}

test('every installed workspace gets posts with its own token, and answers in its own channels', async () => {
  const { simulator, workspaces, slack, install, post, typeDigest, words, asked } = await open()
  for (const team of teams) {
    // What is posted by one of them is in no other.
    await install(team)
    const { state } = simulator.workspace(team)
    state.channels.get(`C1${team.slice(2)}`)?.members.add(state.bot.id)
    await post(team)
    await typeDigest(team)
    await expect.poll(() => words(team).join(), patience).toContain(`Heard in slack:${team}`)
    expect(words(team)).toHaveLength(2)
  }
  expect(asked.map(({ requester }) => requester.workspace)).toEqual(teams.map((team) => `slack:${team}`))
  expect(simulator.protocolErrors).toEqual([])
  expect(slack.forWorkspace('slack:T0BIRCH0001')).toBe(slack.forWorkspace('slack:T0BIRCH0001'))
  expect(workspaces.ids).toEqual(teams)
})

test.each(['Socket Mode', 'HTTP'] as const)(
  'over %s, Slack gets its acknowledgement before the installation is read',
  async (over) => {
    const { install, store, typeDigest, words } = await open(over)
    await install('T0BIRCH0001')
    const [unlocked, get] = [Promise.withResolvers<void>(), store.get.bind(store)]
    let reads = 0
    store.get = async (workspace) => {
      reads += 1
      await unlocked.promise
      return get(workspace)
    }
    // Rejects without an acknowledgement.
    await typeDigest('T0BIRCH0001')
    await expect.poll(() => reads, patience).toBeGreaterThan(0)
    expect(words('T0BIRCH0001')).toEqual([])
    unlocked.resolve()
    await expect.poll(() => words('T0BIRCH0001').join(), patience).toContain('Heard in slack:T0BIRCH0001')
  },
)

test('readers where the app is not installed learn how to install it', async () => {
  const { typeDigest, words, asked, install, workspaces, store, log } = await open()
  await typeDigest('T0BIRCH0001')
  const install1 =
    'Morning Post is not installed in this workspace: an admin can install it at https://post.example.org/slack/install.'
  await expect.poll(() => words('T0BIRCH0001').join(), patience).toContain(install1)
  expect(words('T0BIRCH0001').join()).toContain('此工作区尚未安装 Morning Post')
  await install('T0BIRCH0001')
  workspaces.uninstall('T0BIRCH0001')
  await expect.poll(() => store.rows.get('slack:T0BIRCH0001')?.state, patience).toBe('uninstalled')
  await typeDigest('T0BIRCH0001')
  await expect.poll(() => words('T0BIRCH0001').join(), patience).toContain('has lost its access to this workspace')
  expect(asked).toEqual([])
  expect(log.lines.map(({ message }) => message)).toContain('an interaction from another workspace was dropped')
})

test('while the database cannot be used, readers in an installed workspace are asked to try again', async () => {
  const { install, store, typeDigest, words, asked, log } = await open()
  await install('T0BIRCH0001')
  const get = store.get.bind(store)
  store.get = () => Promise.reject(new LedgerUnusable('the database is starting'))
  await typeDigest('T0BIRCH0001')
  await expect.poll(() => words('T0BIRCH0001').join(), patience).toContain('please try again in a minute')
  expect(log.lines.map(({ message }) => message)).toContain('a request could not be answered')
  expect(asked).toEqual([])
  store.get = get
  await typeDigest('T0BIRCH0001')
  await expect.poll(() => words('T0BIRCH0001').join(), patience).toContain('Heard in slack:T0BIRCH0001')
})

test('a token that expires while the bot runs is renewed in the middle of a call', async () => {
  const { install, post, time, installed, words } = await open()
  await install('T0CEDAR0001')
  const before = await installed.token('slack:T0CEDAR0001')
  // Only the platform's clock has gone on.
  time.offsetMs = 12 * hourMs
  const row = await installed.get('slack:T0CEDAR0001')
  expect(row?.expiresAt).toBeLessThanOrEqual(Date.now() + time.offsetMs)
  await Promise.all([post('T0CEDAR0001'), post('T0CEDAR0001')])
  expect(words('T0CEDAR0001')).toHaveLength(2)
  expect(await installed.token('slack:T0CEDAR0001')).not.toBe(before)
})

test('a workspace that removed the app gets nothing, and one that installs it again gets posts again', async () => {
  const { install, post, simulator, workspaces, words, store } = await open()
  const workspace: WorkspaceId = 'slack:T0MAPLE0001'
  await install('T0MAPLE0001')
  workspaces.grants.uninstall('T0MAPLE0001')
  // Nothing was reported: the refusal says it.
  await expect(post('T0MAPLE0001')).rejects.toThrow(TokenRefused)
  await expect.poll(() => store.rows.get(workspace)?.state, patience).toBe('uninstalled')
  await expect(post('T0MAPLE0001')).rejects.toThrow(/removed Morning Post/)
  await install('T0MAPLE0001')
  await post('T0MAPLE0001')
  // A report about the earlier installation comes late.
  await simulator.workspace('T0MAPLE0001').sendUninstallEvent('app_uninstalled', Date.now() - hourMs)
  await simulator.workspace('T0MAPLE0001').sendUninstallEvent('tokens_revoked', Date.now())
  await post('T0MAPLE0001')
  expect(words('T0MAPLE0001')).toHaveLength(2)
  expect(store.rows.get(workspace)?.state).toBe('active')
})

test('a code is good once, and wrong credentials of the app are the operator’s to mend', async () => {
  const { workspaces, client, simulator, log } = await open()
  const to = 'https://post.example.org/slack/oauth_redirect'
  const code = workspaces.grants.authorize({ workspace: 'E0RIVER0001', user: 'W10RIVER0001', redirectUri: to })
  await expect(client.exchange(code)).rejects.toThrow(RefusedForNow)
  const { expiresInMs, workspace, tokens } = await client.exchange(code, to)
  expect([workspace, expiresInMs]).toEqual(['slack:E0RIVER0001', 12 * hourMs])
  await expect(client.exchange(code, to)).rejects.toThrow(TokenRefused)
  const { clientId, grants } = workspaces
  const wrong = createInstallationClient({ clientId, clientSecret: 'x', apiUrl: simulator.apiUrl, log })
  await expect(wrong.refresh(tokens.refresh ?? '')).rejects.toThrow(/SLACK_CLIENT_ID and SLACK_CLIENT_SECRET/)
  const newer = await client.refresh(tokens.refresh ?? '')
  await expect(client.refresh(tokens.refresh ?? '')).rejects.toThrow(TokenRefused)
  expect(grants.accepts(newer.tokens.bot)).toBe(true)
  expect(await client.accepts(newer.tokens.bot)).toBe(true)
  grants.uninstall('E0RIVER0001')
  expect(await client.accepts(newer.tokens.bot)).toBe(false)
  const logged = JSON.stringify(log.lines)
  for (const secret of [code, tokens.bot, tokens.refresh, newer.tokens.bot, workspaces.clientSecret])
    expect(logged).not.toContain(secret)
})

test('what a token may do is known from each start, also after the app was installed again with other scopes', async () => {
  const fixture = await openSlackFixture({})
  close = fixture.close
  const { platform, simulator } = fixture
  simulator.scopes.delete('groups:history')
  await platform.start()
  const before = platform.grant
  await platform.start()
  expect(platform.grant).toBe(before)
  simulator.scopes.add('groups:history')
  await platform.start()
  expect(platform.grant?.split(' ').filter((scope) => !before?.includes(scope))).toEqual(['groups:history'])
})
