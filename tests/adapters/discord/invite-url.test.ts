import { PermissionsBitField } from 'discord.js'
import { expect, test } from 'vitest'
import { inviteUrl } from '../../../src/adapters/discord/invite-url.ts'

test('the invite link asks for what the bot does, and for nothing else', () => {
  const url = new URL(inviteUrl('123456789012345678'))
  expect(url.origin + url.pathname).toBe('https://discord.com/oauth2/authorize')
  expect(url.searchParams.get('client_id')).toBe('123456789012345678')
  expect(url.searchParams.get('scope')).toBe('bot applications.commands')
  expect(new PermissionsBitField(BigInt(url.searchParams.get('permissions') ?? 0)).toArray().toSorted()).toEqual([
    'CreatePublicThreads',
    'MentionEveryone',
    'ReadMessageHistory',
    'SendMessages',
    'SendMessagesInThreads',
    'ViewChannel',
  ])
})
