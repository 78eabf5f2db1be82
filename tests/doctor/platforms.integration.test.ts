import { expect, onTestFinished, test } from 'vitest'
import type { ChannelUse, Verdict } from '../../src/domain/verdict.ts'
import { formatWorkspaceId } from '../../src/domain/workspace-id.ts'
import { discord } from '../../src/platforms/discord/definition.ts'
import { slack } from '../../src/platforms/slack/definition.ts'
import { startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import { startSlackSimulator } from '../../src/simulator/slack/server.ts'
import { silentLog } from '../builders.ts'

const context = { log: silentLog }
const words = (verdict: Verdict) => (verdict.ok ? verdict.message : `${verdict.message} ${verdict.fix}`)

async function openSlack() {
  const server = await startSlackSimulator()
  onTestFinished(() => server.close())
  const { apiUrl, botToken, appToken } = server
  const client = (await slack.load.workspaceClient())({ apiUrl, botToken, appToken }, context)
  const base = { topic: '', isPrivate: false, isArchived: false, members: new Set([server.state.bot.id]) }
  const check = async (changes: object, use: ChannelUse = { layout: 'thread' }) => {
    server.state.channels.set('C0CHECKED1', { ...base, id: 'C0CHECKED1', name: 'checked', ...changes })
    return words(await client.inspector.checkChannel('C0CHECKED1', use))
  }
  return { server, client, check }
}

async function openDiscord() {
  const server = await startDiscordSimulator()
  onTestFinished(() => server.close())
  const client = (await discord.load.workspaceClient())({ apiUrl: server.apiUrl, token: server.token }, context)
  onTestFinished(() => client.close())
  const [text, forum] = ['1100000000000000010', '1100000000000000011']
  const check = async (id: string, use: ChannelUse = { layout: 'thread', discussion: 'on-click' }) =>
    words(await client.inspector.checkChannel(id, use))
  return { server, client, check, text, forum }
}

test('the scopes of Slack are those that the platform reports', async () => {
  const { server, client } = await openSlack()
  expect(words(await client.inspector.checkPermissions())).toBe('The bot has all 8 scopes that it uses.')
  server.scopes.delete('groups:history')
  expect(words(await client.inspector.checkPermissions())).toBe(
    'The bot lacks a scope: groups:history (for the same in private channels). ' +
      'Add it under "OAuth & Permissions", "Bot Token Scopes" of the app at api.slack.com/apps, and install the app again.',
  )
  server.scopes.delete('commands')
  expect(words(await client.inspector.checkPermissions())).toMatch(
    /^The bot lacks scopes: commands \(for \/digest\), groups:/,
  )
})

test('a group that reviews drafts is looked up, which takes a scope of its own', async () => {
  const { server, client } = await openSlack()
  const check = async (group: string) =>
    words((await client.inspector.checkGroup?.(group)) ?? { ok: true, message: '' })
  expect(await check('S0READERS01')).toBe('The user group S0READERS01 has 2 members.')
  expect(await check('S0NOBODY01')).toMatch(/^Slack knows no such user group\. Check its id/)
  server.scopes.delete('usergroups:read')
  expect(await check('S0READERS01')).toMatch(/lacks the scope usergroups:read .*Add it under "OAuth/)
  expect(words(await client.inspector.checkPermissions())).toMatch(/^The bot has all/)
})

test.each([
  ['xapp-1-A0MORNING01-1-secret', 'Socket Mode'],
  [
    'xapp-1-A0ANOTHER01-1-secret',
    /^SLACK_APP_TOKEN is of the app A0ANOTHER01 and SLACK_BOT_TOKEN of the app A0MORNING01: copy/,
  ],
])('the two tokens of Slack have to be of one app: %s', async (app, expected) => {
  const server = await startSlackSimulator({ tokens: { bot: 'xoxb-1', app } })
  onTestFinished(() => server.close())
  const { apiUrl } = server
  const client = (await slack.load.workspaceClient())({ apiUrl, botToken: 'xoxb-1', appToken: app }, context)
  expect(await client.checkToken('appToken').catch((error: Error) => error.message)).toMatch(expected)
  const withoutBot = (await slack.load.workspaceClient())({ apiUrl, appToken: app }, context)
  expect(await withoutBot.checkToken('appToken')).toBe('Socket Mode')
  expect(server.protocolErrors).toEqual([])
})

test('each state of a channel of Slack has its sentence, and nothing is posted', async () => {
  const { server, client, check } = await openSlack()
  const name = '#checked (C0CHECKED1)'
  expect(await check({})).toBe(`The bot is in ${name} and can read its history.`)
  const outside = new Set<string>()
  expect(await check({ members: outside })).toBe(`${name} is public: the bot joins it before its first post.`)
  expect(server.state.channels.get('C0CHECKED1')?.members.size).toBe(0)
  expect(await check({ members: outside }, { layout: 'thread', hasPosted: true })).toBe(
    `The bot was removed from ${name}, and does not come back by itself. Invite it there with /invite.`,
  )
  expect(await check({ members: outside, isPrivate: true })).toMatch(/^Slack knows no channel C0CHECKED1.+Check the id/)
  expect(await check({ isArchived: true })).toBe(`${name} is archived. Unarchive it, or choose another channel.`)
  const restricted = (field: string, use?: ChannelUse) => check({ restrictions: { [field]: true } }, use)
  expect(await restricted('is_read_only')).toBe(
    `The bot may not post in ${name}. Ask an admin of the workspace to let the app post there.`,
  )
  expect(await restricted('is_thread_only')).toBe(
    `${name} allows messages in threads only. Choose another channel, or let the app post there.`,
  )
  expect(await restricted('is_non_threadable')).toBe(`${name} allows no threads. Choose the layout "sections".`)
  expect(await restricted('is_non_threadable', { layout: 'sections', discussion: 'on-click' })).toBe(
    `${name} allows no threads. Set "discussion: off" for this destination.`,
  )
  expect(await restricted('is_non_threadable', { layout: 'sections', discussion: 'off' })).toMatch(/^The bot is in/)
  expect(await restricted('is_mpim')).toBe(`${name} is a direct conversation. Choose a channel in the configuration.`)
  expect(await check({}, { workspace: formatWorkspaceId('slack', 'T0ACME00001') })).toMatch(/^The bot is in/)
  expect(await check({}, { workspace: formatWorkspaceId('slack', 'T0OTHER0001') })).toBe(
    'It gets nothing: the token is of slack:T0ACME00001, and slack:T0OTHER0001 has not installed the app. ' +
      'Name the workspace of the channel for this destination, or leave `workspace` out.',
  )
  server.scopes.delete('channels:history')
  expect(await check({})).toMatch(/lacks the scope channels:history/)
  expect(words(await client.inspector.checkChannel('general', {}))).toBe(
    'general is not the id of a Slack channel. Copy the id (C0123456789) from the end of the channel’s "About" tab.',
  )
  expect([...server.state.channels.keys()].flatMap((id) => server.state.messages(id))).toEqual([])
  expect(server.protocolErrors).toEqual([])
})

test('Discord says whether the bot may have commands', async () => {
  const { server, client } = await openDiscord()
  expect(words(await client.inspector.checkPermissions())).toBe(
    '/digest is allowed in Acme Research, and no privileged intent is needed.',
  )
  server.state.installation.acceptsCommands = false
  expect(words(await client.inspector.checkPermissions())).toMatch(
    /^\/digest is not allowed in Acme Research: the scope applications\.commands is missing\. Open the link/,
  )
  server.state.installation.isMember = false
  expect(words(await client.inspector.checkPermissions())).toMatch(/^The bot is in no Discord server\. Open the link/)
})

test('each state of a channel of Discord has its sentence, and nothing is posted', async () => {
  const { server, check, text, forum } = await openDiscord()
  const { state } = server
  const name = `#morning-post (${text})`
  expect(await check(text)).toBe(`The bot has every permission that it needs in ${name}.`)
  expect(await check(forum, { layout: 'forum' })).toMatch(/^The bot has every permission/)
  expect(await check(text, { layout: 'forum' })).toBe(
    `${name} is not a forum. Choose another layout for this destination.`,
  )
  expect(await check(forum)).toBe(`#digests (${forum}) is a forum. Choose the layout "forum" for this destination.`)
  expect(await check(forum, {})).toBe(`#digests (${forum}) is a forum. Choose a text channel.`)
  expect(await check('1999999999999999999')).toMatch(/^Discord knows no channel 1999999999999999999\. Check the id/)
  const add = (id: string, changes: object) => state.channels.set(id, { id, name: 'other', type: 0, ...changes })
  add('1100000000000000090', { type: 15, flags: 1 << 4, availableTags: [] })
  expect(await check('1100000000000000090', { layout: 'forum' })).toBe(
    '#other (1100000000000000090) wants a tag on every post and has none that the bot may use. Add a tag to the forum.',
  )
  add('1100000000000000091', { type: 4 })
  expect(await check('1100000000000000091')).toBe(
    '#other (1100000000000000091) takes no messages. Choose a text channel or a forum.',
  )
  add('1100000000000000092', { type: 2 })
  expect(await check('1100000000000000092')).toMatch(/can have no threads\. Choose a text channel/)
  expect(await check('1100000000000000092', {})).toMatch(/^The bot has every permission/)
  expect(state.messages(text)).toEqual([])
  expect(server.protocolErrors).toEqual([])
})

test.for([
  ['send', 'Send Messages'],
  ['history', 'Read Message History'],
  ['threads', 'Create Public Threads'],
  ['sendInThreads', 'Send Messages in Threads'],
] as const)('a channel of Discord without the permission to %s names it', async ([permission, title]) => {
  const { server, check, text } = await openDiscord()
  server.state.forbidden.set(text, new Set([permission]))
  expect(await check(text)).toBe(
    `The bot lacks ${title} in #morning-post (${text}). Allow ${title} for the bot in the settings of the channel.`,
  )
})

test('a channel of Discord in another server than the configuration says is found', async () => {
  const { check, text } = await openDiscord()
  const [own, other] = ['1100000000000000001', '1100000000000000002'].map((id) => formatWorkspaceId('discord', id))
  expect(await check(text, { ...(own && { workspace: own }) })).toMatch(/^The bot has every permission/)
  expect(await check(text, { ...(other && { workspace: other }) })).toBe(
    `#morning-post (${text}) is in ${own}, and not in ${other}. Set \`workspace: ${own}\` for this destination, or leave \`workspace\` out.`,
  )
})

test('a channel of Discord that the bot may not see, a timeout and a mention are found', async () => {
  const { server, check, text } = await openDiscord()
  const mention = { kind: 'role', id: '1100000000000000020' } as const
  expect(await check(text, { mention })).toMatch(/^The bot lacks Mention @everyone, @here and All Roles/)
  server.state.mayMentionEveryone = true
  expect(await check(text, { mention: { ...mention, id: '1' } })).toBe(
    'The role 1 is not in Acme Research. Correct "mention" of this destination.',
  )
  server.state.forbidden.set(text, new Set(['view']))
  expect(await check(text)).toBe(
    `The bot may not see the Discord channel ${text}. Add the bot to the server of that channel, and allow it View Channel there.`,
  )
  server.state.forbidden.clear()
  const muted = await openDiscord()
  muted.server.state.installation.timedOutUntil = '2999-01-01T00:00:00.000Z'
  expect(await muted.check(text)).toBe(
    'The bot is timed out in Acme Research until 2999-01-01T00:00:00.000Z. Remove the timeout.',
  )
})
