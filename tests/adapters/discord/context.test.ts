import type { BaseInteraction, Interaction } from 'discord.js'
import { expect, test } from 'vitest'
import { requesterOf, type Thread } from '../../../src/adapters/discord/context.ts'
import { handleInteraction, type InteractionContext } from '../../../src/adapters/discord/interactions.ts'
import { memoryLog } from '../../contracts/adapter-fixture.ts'

const interaction = {
  user: { id: '1', displayName: 'Robin' },
  member: { nick: null, roles: [] },
  inGuild: () => true,
  guildId: '7',
  channelId: '20',
}

const direct = (owners: object = { 0: '0' }) => ({
  ...interaction,
  inGuild: () => false,
  guildId: null,
  authorizingIntegrationOwners: owners,
})

/** In a server, by a reader who installed the app for themselves. */
const inServer = (owners: object) => ({
  ...interaction,
  authorizingIntegrationOwners: owners,
  memberPermissions: { has: () => true },
  member: { nick: null, roles: ['70'] },
})

const servers = (only: string | undefined) => ({ has: (id: string) => id === '7', onlyServer: () => only })

const requester = (asked: object, only?: string) =>
  requesterOf(asked as BaseInteraction, { thread: undefined, servers: servers(only) })
const workspaceOf = (asked: object, only?: string) => requester(asked, only).workspace

test('who asks in a server asks in that workspace', () => {
  expect(workspaceOf(interaction)).toBe('discord:7')
})

test.each([
  ['a bot of one server is from there', direct(), '7', 'discord:7'],
  ['a bot of several servers is from none of them', direct(), undefined, undefined],
  ['an app that the reader installed for themselves is from nowhere', direct({ 1: '1' }), '7', undefined],
])('a direct message to %s', (_, asked, only, workspace) => {
  expect(workspaceOf(asked, only)).toBe(workspace)
})

test('an app that only its reader installed gives no rights in a server, and posts nothing there', () => {
  expect(requester(inServer({ 1: '1' }))).toMatchObject({
    workspace: 'discord:7',
    isDirect: true,
    isWithBot: false,
    isOutside: true,
    managesChannel: false,
    roles: [],
  })
  const isMember = { isDirect: false, isOutside: false, managesChannel: true, roles: ['70'] }
  expect(requester(inServer({ 0: '7', 1: '1' }))).toMatchObject(isMember)
})

test('a direct message between people is not with the bot', () => {
  const between = { ...direct({ 1: '1' }), context: 2 }
  expect(requester(between)).toMatchObject({ isDirect: true, isWithBot: false, isOutside: true })
  expect(requester({ ...between, context: 1 })).toMatchObject({ isDirect: true, isWithBot: true, isOutside: false })
})

test('who asks in a thread or a forum post asks in its channel', () => {
  const asked = (thread: Thread | undefined) =>
    requesterOf(interaction as unknown as BaseInteraction, { thread, servers: servers('7') }).channel
  expect(asked({ parent: '10' })).toBe('10')
  expect(asked(undefined)).toBe('20')
})

test('a server that the bot is not in gets no answer', async () => {
  const log = memoryLog()
  const foreign = { ...interaction, guildId: '8' } as unknown as Interaction
  await handleInteraction(foreign, { log, servers: servers('7') } as unknown as InteractionContext)
  expect(log.lines.map(({ message }) => message)).toEqual(['an interaction from a server without the bot was dropped'])
})
