import { expect, onTestFinished, test } from 'vitest'
import { checkAtStart, logWrongTokens } from '../../src/doctor/at-start.ts'
import type { PostingPlaces } from '../../src/doctor/platforms.ts'
import type { Destination } from '../../src/domain/destination.ts'
import { LedgerUnusable } from '../../src/domain/errors.ts'
import { parseEncryptionKey, TokenCipher } from '../../src/installations/token-cipher.ts'
import { startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import { startSlackSimulator } from '../../src/simulator/slack/server.ts'
import { aDestination, anInstallation } from '../builders.ts'
import { memoryLog } from '../contracts/adapter-fixture.ts'
import { MemoryInstallations } from '../installations/memory-installations.ts'

const key = 'a1'.repeat(32)

const channels = { team: 'C0MORNING01', reading: 'C0READING01', server: '1100000000000000010' }
const places: PostingPlaces = {
  destinations: [
    aDestination({ name: 'team', channel: channels.team }),
    aDestination({ name: 'reading', channel: channels.reading }),
    aDestination({ name: 'server', platform: 'discord', channel: channels.server, layout: 'thread' }),
  ],
  alerts: { language: 'en', daysWithoutDigest: 0, lateMinutes: 30 },
}

async function open() {
  const [slack, discord] = await Promise.all([startSlackSimulator(), startDiscordSimulator()])
  onTestFinished(async () => void (await Promise.all([slack.close(), discord.close()])))
  const { apiUrl, botToken, appToken } = slack
  const credentials = {
    slack: { apiUrl, botToken, appToken },
    discord: { apiUrl: discord.apiUrl, token: discord.token },
  }
  const environment = {
    credentials,
    apiUrls: { slack: apiUrl, discord: discord.apiUrl },
    keys: { current: key },
    installing: { clientId: '1.2', clientSecret: 'secret', publicUrl: 'https://post.example.org', key },
  }
  const installations = new MemoryInstallations()
  const stopping = new AbortController()
  const failures: Error[] = []
  const run = async (posted: readonly string[] = [], given = places, posts?: (place: Destination) => boolean) => {
    const log = memoryLog()
    const clock = { now: () => Date.now(), wait: async () => {} }
    const hasPostedIn = async (_: string, channel: string) => {
      const failure = failures.pop()
      if (failure?.message === 'closed') stopping.abort()
      if (failure) throw failure
      return posted.includes(channel)
    }
    const { signal } = stopping
    await checkAtStart(environment, () => given, { clock, log, signal, hasPostedIn, installations, posts })
    return log.lines.map(({ level, fields }) => ({ level, ...fields }))
  }
  return { slack, discord, run, stopping, installations, failures }
}

test('a start logs nothing where nothing is missing, and posts nothing', async () => {
  const { slack, discord, run } = await open()
  expect(await run()).toEqual([])
  const all = [...Object.values(channels)].flatMap((id) => [...slack.state.messages(id), ...discord.state.messages(id)])
  expect(all).toEqual([])
  expect([...slack.protocolErrors, ...discord.protocolErrors]).toEqual([])
})

test('a ledger that cannot be used for a while ends no check', async () => {
  const { slack, run, failures } = await open()
  slack.scopes.delete('groups:history')
  const expected = await run()
  failures.push(new LedgerUnusable('The ledger is busy'), new LedgerUnusable('The ledger is busy'))
  expect(await run()).toEqual(expected)
  expect([expected.length > 0, failures]).toEqual([true, []])
})

test('a bot that stops during the check reports no bug', async () => {
  const { run, failures } = await open()
  failures.push(new Error('closed'))
  expect(await run()).toEqual([])
  const other = await open()
  other.failures.push(new Error('broken'))
  await expect(other.run()).rejects.toThrow('broken')
})

test('a start logs once for each destination what is missing, with the one thing to do', async () => {
  const { slack, discord, run } = await open()
  slack.scopes.delete('groups:history')
  const team = slack.state.channels.get(channels.team)
  if (!team) throw new Error('there is no channel')
  team.isArchived = true
  slack.state.channels.get(channels.reading)?.members.delete(slack.state.bot.id)
  discord.state.forbidden.set(channels.server, new Set(['threads']))
  expect((await run([channels.reading])).toSorted((a, b) => a.level.localeCompare(b.level))).toEqual(
    expect.arrayContaining([
      {
        level: 'warn',
        platform: 'slack',
        reason: expect.stringMatching(/lacks a scope: groups:history.*Add it under/),
      },
      {
        level: 'warn',
        destination: 'team',
        platform: 'slack',
        channel: channels.team,
        reason: expect.stringMatching(/is archived\. Unarchive it/),
      },
      {
        level: 'warn',
        destination: 'reading',
        platform: 'slack',
        channel: channels.reading,
        reason: expect.stringMatching(/^The bot was removed from .*Invite it there with \/invite\.$/),
      },
      {
        level: 'warn',
        destination: 'server',
        platform: 'discord',
        channel: channels.server,
        reason: expect.stringMatching(/lacks Create Public Threads .*Allow Create Public Threads/),
      },
    ]),
  )
})

test('destinations of workspaces that installed the app are checked with their tokens, by the process that posts there', async () => {
  const { slack, run, installations } = await open()
  const at = (team: string) => ({ workspace: `slack:${team}` as const, channel: `C1${team.slice(2)}` })
  const destinations = ['T0BIRCH0001', 'T0CEDAR0001', 'T0MAPLE0001'].map((team) =>
    aDestination({ name: team, ...at(team) }),
  )
  const cipher = new TokenCipher(parseEncryptionKey(key, 'MORNING_POST_KEY'))
  for (const [team, rest] of [
    ['T0BIRCH0001', {}],
    ['T0CEDAR0001', {}],
    ['T0MAPLE0001', { state: 'uninstalled', endedAt: 5 }],
  ] as const) {
    const { grants, clientId, clientSecret } = slack.workspaces
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
    const { access_token: bot } = grants.access({ code: grants.authorize({ workspace: team, user: 'U1' }) }, basic)
    const { workspace } = at(team)
    const tokens = cipher.encrypt(workspace, { bot: String(bot) })
    await installations.save({ ...anInstallation({ workspace, ...rest }), tokens, revision: 0 })
  }
  const cedar = slack.workspace('T0CEDAR0001').state.channels.get(at('T0CEDAR0001').channel)
  if (!cedar) throw new Error('there is no channel')
  cedar.isArchived = true
  const given = { ...places, destinations }
  expect(await run([], given)).toEqual([
    {
      level: 'warn',
      destination: 'T0CEDAR0001',
      platform: 'slack',
      ...at('T0CEDAR0001'),
      reason: expect.stringMatching(/is archived/),
    },
    {
      level: 'warn',
      destination: 'T0MAPLE0001',
      platform: 'slack',
      ...at('T0MAPLE0001'),
      reason: expect.stringMatching(/removed the app/),
    },
  ])
  expect(await run([], given, ({ name }) => name === 'T0BIRCH0001')).toEqual([])
})

test('a platform that does not answer is not said to lack anything, and the other one is checked', async () => {
  const { slack, discord, run } = await open()
  await slack.close()
  discord.state.forbidden.set(channels.server, new Set(['send']))
  expect(await run()).toMatchObject([{ destination: 'server', reason: expect.stringContaining('Send Messages') }])
})

test('a bot that stops checks nothing more', async () => {
  const { discord, run, stopping } = await open()
  discord.state.forbidden.set(channels.server, new Set(['send']))
  stopping.abort()
  expect(await run()).toEqual([])
})

test('what was given in place of a token is logged at once, and only where that is certain', () => {
  const bot = ['xoxb', '1234567890', 'abcdef'].join('-')
  const app = ['xapp', '1', 'A0', 'abcdef'].join('-')
  const linesFor = (slack: { readonly botToken: string; readonly appToken: string }) => {
    const log = memoryLog()
    logWrongTokens({ slack }, log)
    return log.lines.map(({ level, fields }) => ({ level, ...fields }))
  }
  expect(linesFor({ botToken: bot, appToken: app })).toEqual([])
  expect(linesFor({ botToken: 'none-that-is-known', appToken: '' })).toEqual([])
  expect(linesFor({ botToken: app, appToken: app })).toEqual([
    {
      level: 'error',
      platform: 'slack',
      reason: expect.stringMatching(/^SLACK_BOT_TOKEN: This is the app-level token of Slack.+Copy the Bot User/),
    },
  ])
})
