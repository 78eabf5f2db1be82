import { expect, test } from 'vitest'
import { discordMessageAt } from '../../../src/adapters/discord/links.ts'

test.each([
  ['https://discord.com/channels/11/22/33', '22', '33'],
  ['https://ptb.discord.com/channels/11/22/33', '22', '33'],
  [' https://discordapp.com/channels/11/22/33/ ', '22', '33'],
  // A forum post has the id of its first message.
  ['https://canary.discord.com/channels/11/44', '44', '44'],
])('%s leads to a message', (link, channel, message) => {
  expect(discordMessageAt(link)).toEqual({ platform: 'discord', channel, message, link: link.trim() })
})

test.each([
  'https://discord.com/channels/@me/22/33',
  'https://discord.com.example.org/channels/11/22/33',
  'https://acme.slack.com/archives/C0123456789/p1700000000000100',
  '33',
  '',
])('%s leads to none', (link) => {
  expect(discordMessageAt(link)).toBeUndefined()
})
