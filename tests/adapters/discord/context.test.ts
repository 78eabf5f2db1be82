import { type BaseInteraction, Collection, type Interaction } from 'discord.js'
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

/** A direct message to a bot that is in these servers. */
const direct = (servers: readonly string[], owners: object = { 0: '0' }, shardCount = 1) => ({
  ...interaction,
  inGuild: () => false,
  guildId: null,
  client: { guilds: { cache: new Collection(servers.map((id) => [id, {}])) }, options: { shardCount } },
  authorizingIntegrationOwners: owners,
})

const workspaceOf = (asked: object) => requesterOf(asked as BaseInteraction, undefined).workspace

test('who asks in a server asks in that workspace', () => {
  expect(workspaceOf(interaction)).toBe('discord:7')
})

test.each([
  ['a bot of one server is from there', direct(['7']), 'discord:7'],
  ['a bot of two servers is from neither', direct(['7', '8']), undefined],
  ['a bot of several shards is from nowhere', direct(['7'], { 0: '0' }, 2), undefined],
  ['an app that the reader installed for themselves is from nowhere', direct(['7'], { 1: '1' }), undefined],
])('a direct message to %s', (_, asked, workspace) => {
  expect(workspaceOf(asked)).toBe(workspace)
})

test('who asks in a thread or a forum post asks in its channel', () => {
  const asked = (thread: Thread | undefined) => requesterOf(interaction as unknown as BaseInteraction, thread).channel
  expect(asked({ parent: '10' })).toBe('10')
  expect(asked(undefined)).toBe('20')
})

test('a server that the bot is not in gets no answer', async () => {
  const log = memoryLog()
  const foreign = { ...interaction, client: { guilds: { cache: new Map() } } } as unknown as Interaction
  await handleInteraction(foreign, { log } as unknown as InteractionContext)
  expect(log.lines.map(({ message }) => message)).toEqual(['an interaction from a server without the bot was dropped'])
})
