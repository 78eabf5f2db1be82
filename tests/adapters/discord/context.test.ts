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
