import { expect, onTestFinished, test } from 'vitest'
import { TokenRefused } from '../../src/domain/errors.ts'
import type { ChannelChoice } from '../../src/domain/workspace.ts'
import { discord } from '../../src/platforms/discord/definition.ts'
import { slack } from '../../src/platforms/slack/definition.ts'
import { startDiscordSimulator } from '../../src/simulator/discord/server.ts'
import { startSlackSimulator } from '../../src/simulator/slack/server.ts'
import { silentLog } from '../builders.ts'
import { vocabulary } from '../contracts/digest.ts'

const context = { log: silentLog, vocabulary }

async function openSlack(tokens: Readonly<Record<string, string>> = {}) {
  const server = await startSlackSimulator()
  onTestFinished(() => server.close())
  const { apiUrl, botToken, appToken } = server
  const create = await slack.load.workspaceClient()
  return { server, client: create({ apiUrl, botToken, appToken, ...tokens }, context) }
}

async function openDiscord(token?: string) {
  const server = await startDiscordSimulator()
  onTestFinished(() => server.close())
  const client = (await discord.load.workspaceClient())(
    { apiUrl: server.apiUrl, token: token ?? server.token },
    context,
  )
  onTestFinished(() => client.close())
  return { server, client }
}

const named = (channels: readonly ChannelChoice[], name: string) => channels.find((channel) => channel.name === name)

test('Slack says whose tokens they are', async () => {
  const { client, server } = await openSlack()
  expect(await client.checkToken('botToken')).toBe('Acme Research')
  expect(await client.checkToken('appToken')).toBe('Socket Mode')
  expect(server.protocolErrors).toEqual([])
})

test('a token that Slack does not accept is refused by the name of its variable', async () => {
  const { client } = await openSlack({ botToken: 'xoxb-other', appToken: 'xapp-other' })
  await expect(client.checkToken('botToken')).rejects.toThrow(/SLACK_BOT_TOKEN \(invalid_auth\)/)
  await expect(client.checkToken('appToken')).rejects.toThrow(/SLACK_APP_TOKEN \(invalid_auth\)/)
})

test('the channels of Slack are the public ones, and the private ones that the bot is in', async () => {
  const { client, server } = await openSlack()
  const channel = { topic: '', isArchived: false, members: new Set<string>() }
  server.state.channels.set('C1', { ...channel, id: 'C1', name: 'announcements', isPrivate: false })
  server.state.channels.set('C2', { ...channel, id: 'C2', name: 'secret', isPrivate: true })
  server.state.channels.set('C3', { ...channel, id: 'C3', name: 'old', isPrivate: false, isArchived: true })
  const members = new Set([server.state.bot.id])
  server.state.channels.set('C4', { ...channel, id: 'C4', name: 'board', isPrivate: true, members })
  const channels = await client.listChannels()
  expect(channels.map(({ name, kind }) => [name, kind])).toEqual([
    ['announcements', 'public'],
    ['board', 'private'],
    ['editors', 'public'],
    ['morning-post', 'public'],
    ['reading-group', 'public'],
  ])
})

test('more channels than one page of Slack holds are all listed', async () => {
  const { client, server } = await openSlack()
  for (let index = 0; index < 1_500; index += 1) {
    const [id, name] = [`C9${index}`, `team-${index}`]
    server.state.channels.set(id, { id, name, topic: '', isPrivate: false, isArchived: false, members: new Set() })
  }
  expect(await client.listChannels()).toHaveLength(1_503)
})

test('without the scopes for it, the list of channels names the scope', async () => {
  const { client, server } = await openSlack()
  server.scopes.delete('groups:read')
  await expect(client.listChannels()).rejects.toThrow(/groups:read/)
})

test('a line is posted in a channel of Slack, which the bot joins first', async () => {
  const { client, server } = await openSlack()
  server.state.channels.get('C0READING01')?.members.delete(server.state.bot.id)
  const channel = named(await client.listChannels(), 'reading-group')
  if (!channel) throw new Error('The channel is not listed')
  const link = await client.postLine(channel, 'It works')
  expect(server.state.messages('C0READING01').map(({ text }) => text)).toEqual(['It works'])
  expect(link).toMatch(/^https:\/\/acme-research\.slack\.com\/archives\/C0READING01\/p\d+$/)
})

test('Discord says whose token it is, and refuses another', async () => {
  expect(await (await openDiscord()).client.checkToken('token')).toBe('morning-post')
  const { client } = await openDiscord('MTE.other.token')
  await expect(client.checkToken('token')).rejects.toThrow(TokenRefused)
})

test('the channels of Discord are those in which the bot may post, with their server', async () => {
  const { client, server } = await openDiscord()
  server.state.forbidden.set('1100000000000000012', new Set(['send']))
  expect(await client.listChannels()).toEqual([
    { id: '1100000000000000010', name: 'morning-post', server: 'Acme Research', kind: 'public' },
    { id: '1100000000000000011', name: 'digests', server: 'Acme Research', kind: 'forum' },
  ])
  expect(server.protocolErrors).toEqual([])
})

test('a line is posted in a channel and in a forum of Discord', async () => {
  const { client, server } = await openDiscord()
  for (const channel of await client.listChannels()) expect(await client.postLine(channel, 'It works')).toContain('/1')
  expect(server.state.messages('1100000000000000010').map(({ content }) => content)).toEqual(['It works'])
  expect(server.state.threads().map(({ name }) => name)).toEqual(['It works'])
  expect(server.protocolErrors).toEqual([])
})
