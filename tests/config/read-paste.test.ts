import { expect, test } from 'vitest'
import { applicationIdIn } from '../../src/adapters/discord/application-id.ts'
import { readPaste } from '../../src/config/read-paste.ts'

// Put together here, so that no scanner takes them for real ones.
const bot = ['xoxb', '1234567890', 'abcDEF123456'].join('-')
const app = ['xapp', '1', 'A0123456789', '1234567890', 'abcdef'].join('-')
const discord = [Buffer.from('123456789012345678').toString('base64url'), 'Gabcde', 'x'.repeat(38)].join('.')

const right = { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, DISCORD_TOKEN: discord }

test.each(Object.entries(right))('%s takes its token', (variable, token) => {
  expect(readPaste(variable, token)).toEqual({ token })
})

const blanks = 'Blanks around the token were left out.'
const quotes = 'Quotes around the token were left out.'

test.each([
  ['blanks', `  ${bot}\t`, blanks],
  ['line breaks', `\n${bot}\r\n`, blanks],
  ['a no-break space', `${bot}\u00A0`, blanks],
  ['quotes', `"${bot}"`, quotes],
  ['one quote', `${bot}"`, quotes],
  ['quotes of a text program', `“${bot}”`, quotes],
  ['German quotes', `„${bot}“`, quotes],
  ['French quotes', `«${bot}»`, quotes],
  ['blanks in quotes in blanks', ` ' ${bot} ' `, `${blanks} ${quotes}`],
  ['invisible characters', `\u200B${bot}\uFEFF`, 'Invisible characters in it were left out.'],
])('%s around a token are left out and mentioned', (_, pasted, note) => {
  expect(readPaste('SLACK_BOT_TOKEN', pasted)).toEqual({ token: bot, note })
})

test.each([
  ['SLACK_BOT_TOKEN', `SLACK_BOT_TOKEN=${bot}`, bot],
  ['SLACK_BOT_TOKEN', `export SLACK_BOT_TOKEN="${bot}"`, bot],
  ['SLACK_BOT_TOKEN', `set SLACK_BOT_TOKEN=${bot}`, bot],
  ['SLACK_BOT_TOKEN', `$env:SLACK_BOT_TOKEN = '${bot}'`, bot],
  ['SLACK_BOT_TOKEN', `setx SLACK_BOT_TOKEN ${bot}`, bot],
  ['SLACK_BOT_TOKEN', `SLACK_BOT_TOKEN: ${bot}`, bot],
  ['SLACK_BOT_TOKEN', `"SLACK_BOT_TOKEN": "${bot}",`, bot],
  ['SLACK_BOT_TOKEN', `{ "token": "${bot}" }`, bot],
  ['SLACK_APP_TOKEN', `SLACK_APP_TOKEN = '${app}'`, app],
  ['SLACK_APP_TOKEN', `${app} # of the company`, app],
  ['SLACK_APP_TOKEN', `<${app}>`, app],
  ['DISCORD_TOKEN', `Bot ${discord}`, discord],
  ['DISCORD_TOKEN', `Token: ${discord};`, discord],
  ['DISCORD_TOKEN', `Authorization: Bot ${discord}`, discord],
  ['DISCORD_TOKEN', `"Authorization: Bot ${discord}"`, discord],
  ['SLACK_BOT_TOKEN', `Bearer ${bot}`, bot],
  ['SLACK_BOT_TOKEN', `here is the token ${bot}`, bot],
  ['SLACK_BOT_TOKEN', `<code>${bot}</code>`, bot],
  ['DISCORD_TOKEN', `[${discord}](https://example.org)`, discord],
  ['SLACK_APP_TOKEN', `令牌：${app}`, app],
])('in %s, what stands around a token is left out and mentioned: %#', (variable, pasted, token) => {
  expect(readPaste(variable, pasted)).toEqual({ token, note: 'What was around the token was left out.' })
})

test.each([
  ['SLACK_BOT_TOKEN', app, 'This is the app-level token of Slack: it belongs in the other field'],
  ['SLACK_APP_TOKEN', bot, 'This is the bot token of Slack: it belongs in the other field'],
  ['SLACK_APP_TOKEN', `SLACK_BOT_TOKEN=${bot}`, 'This is the bot token of Slack: it belongs in the other field'],
  ['DISCORD_TOKEN', bot, 'This is the bot token of Slack: it belongs in the other field'],
  ['DISCORD_TOKEN', app, 'This is the app-level token of Slack: it belongs in the other field'],
  ['SLACK_BOT_TOKEN', discord, 'This is the bot token of Discord: it belongs in the other field'],
  ['SLACK_BOT_TOKEN', `${bot}\n${app}`, 'These are several tokens'],
  ['SLACK_BOT_TOKEN', `${bot.slice(0, 12)}\n${bot.slice(12)}`, 'There is a blank or a line break in the middle'],
  ['SLACK_BOT_TOKEN', 'xoxb-…', 'This is a placeholder or a hidden token'],
  ['SLACK_BOT_TOKEN', '••••••••••••', 'This is a placeholder or a hidden token'],
  ['SLACK_BOT_TOKEN', '************', 'This is a placeholder or a hidden token'],
  ['SLACK_BOT_TOKEN', 'xoxb-your-token', 'This is a placeholder or a hidden token'],
  ['SLACK_BOT_TOKEN', 'xoxp-1234567890-abcdef', 'This is a user token (xoxp-…)'],
  ['SLACK_BOT_TOKEN', 'xoxe.xoxb-1-abcdefgh', 'This token expires within hours'],
  ['SLACK_BOT_TOKEN', 'xoxe.xoxp-1-abcdefgh', 'This is a user token that expires within hours'],
  ['SLACK_BOT_TOKEN', 'xoxe-1-abcdefgh', 'This is a refresh token'],
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
  ['DISCORD_TOKEN', 'https://discord.com/developers/applications', 'This is the address of the page'],
  ['DISCORD_TOKEN', 'https://example.org', 'This is a web address'],
  ['DISCORD_TOKEN', '123456789012345678', 'This is an id (of an application, a server or a channel)'],
  ['DISCORD_TOKEN', 'ab'.repeat(32), 'This is a public key'],
  ['DISCORD_TOKEN', 'Zx-9_kLmNoPqRsTuVwXyZaBcDeFgHiJk', 'This is a client secret of Discord'],
  ['DISCORD_TOKEN', 'mfa.abcdefghijklmnop', 'This token belongs to a person or another service'],
  ['DISCORD_TOKEN', discord.split('.').slice(0, 2).join('.'), 'This token is cut off or not a bot’s.'],
  ['SLACK_BOT_TOKEN', `${bot}${bot}`, 'The token was pasted twice.'],
  ['SLACK_BOT_TOKEN', `${bot}\n${bot}`, 'The token was pasted twice.'],
  ['SLACK_BOT_TOKEN', `SLACK_BOT_TOKEN=${bot}\nSLACK_APP_TOKEN=${app}`, 'These are several tokens'],
  ['SLACK_BOT_TOKEN', bot.replaceAll('-', '–'), 'A program replaced the hyphens of this token with dashes'],
  ['SLACK_BOT_TOKEN', `X${bot.slice(1)}`, 'A program changed small letters of this token to capitals'],
  ['SLACK_BOT_TOKEN', bot.replace('a', 'а'), 'This token holds a character that no token has.'],
  ['SLACK_BOT_TOKEN', bot.replaceAll('-', '%2D'), 'This token holds a character that no token has.'],
  ['DISCORD_TOKEN', `${discord}/`, 'This token holds a character that no token has.'],
  ['SLACK_BOT_TOKEN', 'changeme', 'This is a placeholder or a hidden token'],
  ['DISCORD_TOKEN', 'your_bot_token_here', 'This is a placeholder or a hidden token'],
  ['DISCORD_TOKEN', '<token>', 'This is a placeholder or a hidden token'],
  ['SLACK_BOT_TOKEN', 'C0123456789', 'This is the id of a Slack channel'],
  ['SLACK_BOT_TOKEN', 'T0123456789', 'This is the id of a Slack workspace'],
  ['SLACK_BOT_TOKEN', 'U0123456789', 'This is the id of a person or a bot in Slack'],
  ['SLACK_BOT_TOKEN', '#general', 'This is the name of a channel'],
  ['SLACK_BOT_TOKEN', 'https://join.slack.com/t/x/shared_invite/zt-x', 'This is an invite for people to a Slack'],
  [
    'SLACK_BOT_TOKEN',
    'https://x.slack.com/archives/C0123456789',
    'This is the link of a channel or a message of Slack',
  ],
  ['SLACK_BOT_TOKEN', 'https://slack.com/oauth/v2/authorize?x=1', 'This is the link that installs a Slack app'],
  ['SLACK_BOT_TOKEN', 'https://api.slack.com/apps/A0', 'This is the address of the page that has the token'],
  ['SLACK_BOT_TOKEN', 'hooks.slack.com/services/T0/B0/x', 'This is the address of a Slack webhook'],
  ['DISCORD_TOKEN', 'https://discord.com/oauth2/authorize?client_id=1', 'This is the link that adds a bot to a server'],
  ['DISCORD_TOKEN', 'https://discord.gg/abc', 'This is an invite for people to a Discord server'],
  [
    'DISCORD_TOKEN',
    'https://discord.com/channels/1/2',
    'This is the link of a server, a channel or a message of Discord',
  ],
  ['DISCORD_TOKEN', 'Morning Post#1234', 'This is the name of a bot or a person on Discord'],
  ['DISCORD_TOKEN', '<@123456789012345678>', 'This is an id (of an application, a server or a channel)'],
  ['DISCORD_TOKEN', 'me@example.org', 'This is an e-mail address.'],
  ['DISCORD_TOKEN', '$DISCORD_TOKEN', 'This is the name of a variable'],
  ['DISCORD_TOKEN', '/run/secrets/discord', 'This is the path of a file'],
  ['DISCORD_TOKEN', 'ghp_abcdefghijklmnopqrst', 'This is a key of another service.'],
  ['DISCORD_TOKEN', 'Bot', 'This is only the word before the token.'],
  // Looked through for tokens, it would take minutes.
  ['DISCORD_TOKEN', 'a'.repeat(300_000), 'This is a whole page or file, not a token.'],
  ['DISCORD_TOKEN', 'hello', 'This does not look like a token.'],
  ['DISCORD_TOKEN', ' \n', 'Nothing was pasted.'],
])('%s does not take %j', (variable, pasted, words) => {
  const paste = readPaste(variable, pasted)
  expect(paste).toMatchObject({ problem: expect.stringContaining(words) })
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

test('of a platform without a known form of tokens, any text may be one', () => {
  expect(readPaste('MATRIX_TOKEN', ' syt_abc\n')).toEqual({ token: 'syt_abc' })
})
