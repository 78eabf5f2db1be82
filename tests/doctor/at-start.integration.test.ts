import { expect, onTestFinished, test } from 'vitest'
import { checkAtStart, logWrongTokens } from '../../src/doctor/at-start.ts'
import type { Places } from '../../src/doctor/platforms.ts'
import { startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import { startSlackSimulator } from '../../src/simulator/slack/server.ts'
import { aDestination } from '../builders.ts'
import { memoryLog } from '../contracts/adapter-fixture.ts'

const channels = { team: 'C0MORNING01', reading: 'C0READING01', server: '1100000000000000010' }
const places: Places = {
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
  const stopping = new AbortController()
  const run = async (posted: readonly string[] = []) => {
    const log = memoryLog()
    const clock = { now: () => Date.now(), wait: async () => {} }
    const hasPostedIn = async (_: string, channel: string) => posted.includes(channel)
    await checkAtStart(credentials, () => places, { clock, log, signal: stopping.signal, hasPostedIn })
    return log.lines.map(({ level, fields }) => ({ level, ...fields }))
  }
  return { slack, discord, run, stopping }
}

test('a start logs nothing where nothing is missing, and posts nothing', async () => {
  const { slack, discord, run } = await open()
  expect(await run()).toEqual([])
  const all = [...Object.values(channels)].flatMap((id) => [...slack.state.messages(id), ...discord.state.messages(id)])
  expect(all).toEqual([])
  expect([...slack.protocolErrors, ...discord.protocolErrors]).toEqual([])
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
        reason: expect.stringMatching(/lacks a scope: groups:history.*Paste config/),
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
