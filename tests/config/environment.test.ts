import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tokenNames } from '../../src/config/credentials.ts'
import { readEnvironment, readEnvironmentAgain, readSetupEnvironment } from '../../src/config/environment.ts'
import { EnvironmentError } from '../../src/config/environment-error.ts'
import { hidden, redact } from '../../src/observability/redact.ts'
import { dotenv } from './config-fixture.ts'

const token = 'DISCORD_TOKEN=not.a.token'

test.each([
  ['in UTF-8', token],
  ['with a byte order mark', `\ufeff${token}`],
  ['with Windows line ends and quotes', '# mine\r\nDISCORD_TOKEN="not.a.token"\r\n'],
])('a .env file %s is read', (_, content) => {
  expect(readEnvironment({}, dotenv(content)).credentials.discord?.token).toBe('not.a.token')
})

test('what the environment says wins over the file', () => {
  expect(readEnvironment({ DISCORD_TOKEN: 'other' }, dotenv(token)).credentials.discord?.token).toBe('other')
})

test('without a .env file the environment is enough', () => {
  expect(readEnvironment({ PORT: '4000' }, join(tmpdir(), 'no-such-folder', '.env')).port).toBe(4000)
})

test.each([
  ['with a mark', Buffer.from(`\ufeff${token}`, 'utf16le')],
  ['without one', Buffer.from(token, 'utf16le')],
])('a .env file in UTF-16 %s is refused with the cure, and starts no simulator', (_, bytes) => {
  expect(() => readEnvironment({}, dotenv(bytes))).toThrow('.env:1:1: This file is in UTF-16. Save it as UTF-8.')
})

test('a .env that is a folder is a sentence', () => {
  const folder = join(dotenv(''), '..', 'folder')
  mkdirSync(folder)
  expect(() => readEnvironment({}, folder)).toThrow(
    '.env cannot be read (EISDIR): it is a folder, and has to be a file.',
  )
})

test.each(['\u200b', '\u2060', '\ufeff', ' '])('a token with an invisible character inside is refused: %j', (mark) => {
  const pasted = `not.a${mark}.token`
  expect(() => readEnvironment({ DISCORD_TOKEN: pasted }, dotenv(''))).toThrow(
    'DISCORD_TOKEN: holds a blank or an invisible character: paste it again.',
  )
  expect(() => readEnvironment({ SLACK_APP_TOKEN: pasted, SLACK_BOT_TOKEN: 'xoxb-1' }, dotenv(''))).toThrow(
    /^SLACK_APP/,
  )
})

const discordToken = [Buffer.from('123456789012345678').toString('base64url'), 'Gabcde', 'x'.repeat(38)].join('.')

test.each([
  ['a prefix', `Bot ${discordToken}`, 'holds more than the token, such as quotes or a word before it'],
  ['quotes', `"${discordToken}"`, 'holds more than the token'],
  ['angle brackets', `<${discordToken}>`, 'holds more than the token'],
  ['quotes of a text program', `“${discordToken}”`, 'holds more than the token'],
  ['an invisible character before it', `\u200b${discordToken}`, 'holds a blank or an invisible character'],
  ['a letter of another alphabet', `${discordToken}ж`, 'This token holds a character that no token has'],
  ['other text', 'Morning Post#1234', 'This is the name of a bot or a person on Discord, not a token.'],
  ['text that is not known', 'мой токен', 'holds a blank or an invisible character'],
  ['one foreign word', 'токен', 'holds a character that no token has'],
])('a token that no SDK could send is refused with a sentence: %s', (_, value, sentence) => {
  expect(() => readEnvironment({ DISCORD_TOKEN: value }, dotenv(''))).toThrow(`DISCORD_TOKEN: ${sentence}`)
})

const slackAt = (url: string) => ({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_API_URL: url })
const discordAt = (url: string) => ({ DISCORD_TOKEN: 'not.a.token', DISCORD_API_URL: url })

test.each([
  ['no platform', {}],
  ['Slack on the loopback', slackAt('http://127.0.0.1:3000/api/')],
  ['both on the loopback', { ...slackAt('http://localhost:3000/api/'), ...discordAt('http://[::1]:3001/api') }],
])('with %s, a test server may act upon requests for less time than a platform', (_, env) => {
  const settles = { TEST_SERVER_SETTLES_MS: '2000' }
  expect(readEnvironment({ ...env, ...settles }, dotenv('')).settlesAfterMs).toBe(2_000)
  expect(readEnvironment(env, dotenv('')).settlesAfterMs).toBeUndefined()
})

test.each([
  ['slack.com', { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }],
  ['discord.com', { DISCORD_TOKEN: 'not.a.token' }],
  ['discord.com', { ...slackAt('http://127.0.0.1:3000/api/'), DISCORD_TOKEN: 'not.a.token' }],
  ['proxy.example', slackAt('http://proxy.example/api/')],
  ['127.0.0.1.example', discordAt('http://127.0.0.1.example/api')],
])('at %s it may not, since messages could be posted twice', (host, env) => {
  expect(() => readEnvironment({ ...env, TEST_SERVER_SETTLES_MS: '2000' }, dotenv(''))).toThrow(
    `TEST_SERVER_SETTLES_MS is for test servers on this machine, and ${host} is none: remove the variable, or messages`,
  )
})

test.each([
  ['what systemd allows', { WATCHDOG_USEC: '120000000' }, { watchdogMs: 120_000 }],
  ['the watchdog of this process', { WATCHDOG_USEC: '4000', WATCHDOG_PID: `${process.pid}` }, { watchdogMs: 4 }],
  ['no watchdog of another process', { WATCHDOG_USEC: '4000', WATCHDOG_PID: '1' }, {}],
  ['no watchdog where there is none', {}, {}],
])('the service manager is given %s', (_, env, expected) => {
  const socket = { NOTIFY_SOCKET: '/run/systemd/notify' }
  expect(readEnvironment({ ...env, ...socket }, dotenv('')).serviceManager).toEqual(expected)
  expect(readEnvironment(env, dotenv('')).serviceManager).toBeUndefined()
})

test('an invalid heartbeat URL is refused without repeating it', () => {
  expect(() => readEnvironment({ HEARTBEAT_URL: 'hc-ping.com/secret' }, dotenv(''))).toThrow(
    'HEARTBEAT_URL: must be a whole address that begins with https:// or http://. See .env.example.',
  )
})

test.each([
  ['wran', 'Did you mean "warn"? It must be one of fatal, '],
  ['verbos', 'must be one of fatal, '],
])('a log level of %j is answered with one that is close, or with all', (level, sentence) => {
  expect(() => readEnvironment({ LOG_LEVEL: level }, dotenv(''))).toThrow(`LOG_LEVEL: ${sentence}`)
})

test('all variables that are wrong are named, each once, in files and elsewhere', () => {
  const env = {
    SLACK_BOT_TOKEN_FILE: '/no/such/file',
    DISCORD_TOKEN: '"in.quotes.twice"',
    PORT: 'many',
    FEED_TOKEN: 'a',
    FEED_TOKEN_FILE: '/no/such/file',
  }
  const problems = [
    'SLACK_BOT_TOKEN_FILE: the file /no/such/file does not exist: check the path.',
    'FEED_TOKEN and FEED_TOKEN_FILE are both set: remove one of them.',
    'DISCORD_TOKEN: holds a character that no token has: copy it again.',
    'PORT: must be a number from 0 to 65535.',
  ]
  expect(() => readEnvironment(env, dotenv(''))).toThrow(new EnvironmentError(problems))
})

test('the variables of the tokens are those of the credentials', () => {
  const env = Object.fromEntries(tokenNames.map(({ variable }) => [variable, `token-of-${variable}`]))
  const { credentials, apiUrls } = readEnvironment(env, 'no-such-file')
  for (const { platform, key, variable } of tokenNames) expect(credentials[platform]?.[key]).toBe(env[variable])
  expect(apiUrls).toEqual({ slack: 'https://slack.com/api/', discord: 'https://discord.com/api' })
})

test('after .env was written, tokens that were empty in the environment are read from it', () => {
  const home = join(dotenv(token), '..')
  const env = { MORNING_POST_HOME: home, DISCORD_TOKEN: '', PORT: '4000' }
  expect(readEnvironment({ ...env }).credentials).toEqual({})
  expect(readEnvironmentAgain({ ...env })).toMatchObject({
    port: 4000,
    credentials: { discord: { token: 'not.a.token' } },
  })
})

test('what is to be set up may be incomplete, and tokens in files of their own stay there', () => {
  const home = join(dotenv(`${token}\nSLACK_BOT_TOKEN=from.dotenv\n`), '..')
  writeFileSync(join(home, 'secret'), 'from.a.file\n')
  const env = { MORNING_POST_HOME: home, SLACK_APP_TOKEN_FILE: 'secret', MORNING_POST_CONFIG: 'mine.yaml' }
  expect(readSetupEnvironment(env)).toEqual({
    apiUrls: { slack: 'https://slack.com/api/', discord: 'https://discord.com/api' },
    place: { home, configFile: join(home, 'mine.yaml') },
    tokens: { DISCORD_TOKEN: 'not.a.token', SLACK_BOT_TOKEN: 'from.dotenv', SLACK_APP_TOKEN: 'from.a.file' },
    needed: tokenNames,
    kept: ['SLACK_APP_TOKEN'],
  })
  expect(readSetupEnvironment({ MORNING_POST_HOME: join(home, 'nowhere') }).tokens).toEqual({})
})

test.each(['SLACK_SIGNING_SECRET=0123456789abcdef0123456789abcdef', 'SLACK_SIGNING_SECRET_FILE=secret'])(
  'a set-up with %s needs no app-level token',
  (line) => {
    const home = join(dotenv(`${line}\n`), '..')
    writeFileSync(join(home, 'secret'), '0123456789abcdef0123456789abcdef\n')
    const { needed } = readSetupEnvironment({ MORNING_POST_HOME: home, SLACK_BOT_TOKEN: 'from.the.environment' })
    expect(needed.map(({ variable }) => variable)).toEqual(['SLACK_BOT_TOKEN', 'DISCORD_TOKEN'])
  },
)

test('the page is for this machine, unless something else is set', () => {
  expect(readEnvironment({}, dotenv('')).page).toEqual({ host: '127.0.0.1', trustedProxies: [] })
  const set = { PAGE_HOST: '0.0.0.0', PAGE_PASSWORD: 'long', TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,fd00::/8,' }
  expect(readEnvironment(set, dotenv('')).page).toEqual({
    host: '0.0.0.0',
    password: 'long',
    trustedProxies: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'],
  })
})

test.each(['proxy.example', '10.0.0.0/33', '10.0.0/8', '::1/129', '10.0.0.0/', '10.0.0.0/8/8', '*'])(
  'a proxy that is no address or network is refused: %s',
  (value) => {
    expect(() => readEnvironment({ TRUSTED_PROXIES: `127.0.0.1, ${value}` }, dotenv(''))).toThrow(
      'TRUSTED_PROXIES: must be addresses or networks, such as 127.0.0.1, 10.0.0.0/8. See .env.example.',
    )
  },
)

test.each([
  [{}, undefined],
  [{ HTTPS_PROXY: 'http://one.invalid' }, { https: 'http://one.invalid', noProxy: '' }],
  [
    { https_proxy: 'http://two.invalid', HTTPS_PROXY: 'http://one.invalid', no_proxy: 'slack.com', NO_PROXY: '*' },
    { https: 'http://two.invalid', noProxy: 'slack.com' },
  ],
  [
    { HTTP_PROXY: 'http://one.invalid', NO_PROXY: '*' },
    { http: 'http://one.invalid', noProxy: '*' },
  ],
  // As in a shell, an empty variable turns the proxy off.
  [{ https_proxy: '', HTTPS_PROXY: 'http://one.invalid' }, undefined],
])('%o names the proxy %o', (env, proxy) => {
  expect(readEnvironment({ ...env }, dotenv('')).proxy).toEqual(proxy)
})

test.each(['127.0.0.1:3128', '[::1]:3128', 'proxy.invalid:3128', 'socks5://proxy.invalid'])(
  'a proxy that is no URL of http is refused: %s',
  (proxy) => {
    expect(() => readEnvironment({ HTTP_PROXY: proxy }, dotenv(''))).toThrow(
      'HTTP_PROXY: must be a URL such as http://proxy.example.org:3128. See .env.example.',
    )
  },
)

test('a password of a proxy is hidden in every form, and a short one tears no words apart', () => {
  for (const login of ['bot:p%40ss%3Aword', 'bot:er'])
    readEnvironment({ HTTP_PROXY: `http://${login}@proxy.invalid` }, dotenv(''))
  expect(redact('p%40ss%3Aword, p@ss:word, no answer')).toBe(`${hidden}, ${hidden}, no answer`)
})

test('a proxy whose password has a bare % is refused without a repetition', () => {
  const read = (login: string) => readEnvironment({ HTTPS_PROXY: `http://${login}@proxy.invalid` }, dotenv(''))
  const advice =
    'HTTPS_PROXY: has a % in its name or its password that stands for itself: write it as %25. See .env.example.'
  expect(() => read('user:50%off')).toThrow(advice)
  expect(read('user:50%25off').proxy).toBeDefined()
})
