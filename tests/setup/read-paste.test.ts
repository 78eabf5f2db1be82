import { expect, test } from 'vitest'
import { applicationIdIn } from '../../src/adapters/discord/application-id.ts'
import { readPaste } from '../../src/setup/read-paste.ts'

// Put together here, so that no scanner takes them for real ones.
const bot = ['xoxb', '1234567890', 'abcDEF123456'].join('-')
const app = ['xapp', '1', 'A0123456789', '1234567890', 'abcdef'].join('-')
const discord = [Buffer.from('123456789012345678').toString('base64url'), 'Gabcde', 'x'.repeat(38)].join('.')

const right = { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, DISCORD_TOKEN: discord }

test.each(Object.entries(right))('%s takes its token', (variable, token) => {
  expect(readPaste(variable, token)).toEqual({ token })
})

test.each([
  ['blanks', `  ${bot}\t`],
  ['line breaks', `\n${bot}\r\n`],
  ['quotes', `"${bot}"`],
  ['quotes of a text program', `“${bot}”`],
  ['blanks in quotes in blanks', ` ' ${bot} ' `],
  ['invisible characters', `\u200B${bot}\uFEFF`],
])('%s around a token are left out', (_, pasted) => {
  expect(readPaste('SLACK_BOT_TOKEN', pasted)).toEqual({ token: bot })
})

test.each([
  ['SLACK_BOT_TOKEN', `SLACK_BOT_TOKEN=${bot}`, bot],
  ['SLACK_BOT_TOKEN', `export SLACK_BOT_TOKEN="${bot}"`, bot],
  ['SLACK_APP_TOKEN', `SLACK_APP_TOKEN = '${app}'`, app],
  ['DISCORD_TOKEN', `Bot ${discord}`, discord],
  ['DISCORD_TOKEN', `Authorization: Bot ${discord}`, discord],
  ['SLACK_BOT_TOKEN', `Bearer ${bot}`, bot],
])('in %s, what stands before a token is left out and mentioned: %#', (variable, pasted, token) => {
  expect(readPaste(variable, pasted)).toEqual({ token, note: 'What stood before the token was left out.' })
})

test.each([
  ['SLACK_BOT_TOKEN', app, 'This is the app-level token of Slack: it belongs in the other field.'],
  ['SLACK_APP_TOKEN', bot, 'This is the bot token of Slack: it belongs in the other field.'],
  ['SLACK_APP_TOKEN', `SLACK_BOT_TOKEN=${bot}`, 'This is the bot token of Slack: it belongs in the other field.'],
  ['DISCORD_TOKEN', bot, 'This is the bot token of Slack: it belongs in the other field.'],
  ['DISCORD_TOKEN', app, 'This is the app-level token of Slack: it belongs in the other field.'],
  ['SLACK_BOT_TOKEN', discord, 'This is the bot token of Discord: it belongs in the other field.'],
  ['SLACK_BOT_TOKEN', `${bot}\n${app}`, 'These are several tokens'],
  ['SLACK_BOT_TOKEN', `${bot.slice(0, 12)}\n${bot.slice(12)}`, 'There is a blank or a line break in the middle'],
  ['SLACK_BOT_TOKEN', 'xoxb-…', 'This is a placeholder or a hidden token'],
  ['SLACK_BOT_TOKEN', '••••••••••••', 'This is a placeholder or a hidden token'],
  ['SLACK_BOT_TOKEN', '************', 'This is a placeholder or a hidden token'],
  ['SLACK_BOT_TOKEN', 'xoxb-your-token', 'This is a placeholder or a hidden token'],
  ['SLACK_BOT_TOKEN', 'xoxp-1234567890-abcdef', 'This is a user token (xoxp-…)'],
  ['SLACK_BOT_TOKEN', 'xoxe.xoxb-1-abcdefgh', 'This token expires within hours'],
  ['SLACK_BOT_TOKEN', 'xoxe-1-abcdefgh', 'This token expires within hours'],
  ['SLACK_BOT_TOKEN', 'xoxc-1234567890', 'This token belongs to your own browser session'],
  ['SLACK_BOT_TOKEN', 'xoxa-2-1234567890', 'This is a token of an older kind'],
  ['SLACK_BOT_TOKEN', 'xwfp-1234567890', 'This token belongs to one run of a workflow'],
  ['SLACK_BOT_TOKEN', 'xoxb-', 'This token is cut off.'],
  ['SLACK_APP_TOKEN', 'xapp-1', 'This token is cut off.'],
  ['SLACK_BOT_TOKEN', '0123456789abcdef0123456789abcdef', 'This is a client secret or a signing secret of Slack'],
  ['SLACK_APP_TOKEN', 'Ab3dEf6hIj9lMn2pQr5tUv8x', 'This is a verification token of Slack'],
  ['SLACK_BOT_TOKEN', '123456789012.345678901234', 'This is the client id of a Slack app'],
  ['SLACK_BOT_TOKEN', 'A0123456789', 'This is the id of a Slack app'],
  ['SLACK_BOT_TOKEN', 'https://hooks.slack.com/services/T0/B0/x', 'This is the address of a Slack webhook'],
  ['DISCORD_TOKEN', 'https://discord.com/api/webhooks/1/x', 'This is the address of a Discord webhook'],
  ['DISCORD_TOKEN', 'https://discordapp.com/api/v10/webhooks/1/x', 'This is the address of a Discord webhook'],
  ['DISCORD_TOKEN', 'https://discord.com/developers', 'This is a web address'],
  ['DISCORD_TOKEN', '123456789012345678', 'This is an id (of an application, a server or a channel)'],
  ['DISCORD_TOKEN', 'ab'.repeat(32), 'This is a public key'],
  ['DISCORD_TOKEN', 'Zx-9_kLmNoPqRsTuVwXyZaBcDeFgHiJk', 'This is a client secret of Discord'],
  ['DISCORD_TOKEN', 'mfa.abcdefghijklmnop', 'This token belongs to a person or another service'],
  ['DISCORD_TOKEN', discord.split('.').slice(0, 2).join('.'), 'This token is cut off or not a bot’s.'],
  ['DISCORD_TOKEN', 'hello', 'This does not look like a token.'],
  ['DISCORD_TOKEN', ' \n', 'Nothing was pasted.'],
])('%s does not take %j', (variable, pasted, words) => {
  const paste = readPaste(variable, pasted)
  expect(paste).toEqual({ problem: expect.stringContaining(words) })
})

test('no problem repeats what was pasted', () => {
  for (const variable of Object.keys(right)) {
    for (const pasted of [bot, app, discord, 'xoxp-1234567890-abcdef', '0123456789abcdef0123456789abcdef']) {
      const paste = readPaste(variable, pasted)
      if ('problem' in paste) expect(paste.problem).not.toContain(pasted)
    }
  }
})

test('a token of Discord holds the id of its application', () => {
  expect(applicationIdIn(discord)).toBe('123456789012345678')
  expect(applicationIdIn('hello')).toBeUndefined()
})
