import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'vitest'
import { openBotFixture } from '../e2e/bot-fixture.ts'
import { run } from './run.ts'

const botToken = ['xoxb', '1234567890', 'abcdefghijkl'].join('-')
const tokens = {
  slack: { bot: botToken, app: ['xapp', '1', 'A0123456789', 'abcdef'].join('-') },
  discord: [Buffer.from('1100000000000000040').toString('base64url'), 'Gabcde', 'y'.repeat(38)].join('.'),
}
const none = { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '', DISCORD_TOKEN: '' }

/** Both platforms and an empty folder. */
async function open(context: TestContext) {
  const fixture = await openBotFixture(context, tokens)
  const home = join(fixture.folder, 'new')
  await mkdir(home)
  const init = (options: string, env: Readonly<Record<string, string>> = none) =>
    run(fixture, `init ${options}`.trim(), { env: { MORNING_POST_HOME: home, ...env } })
  const read = (name: string) => readFile(join(home, name), 'utf8')
  return { ...fixture, home, init, read }
}

const slackFlags = `--slack-bot-token ${tokens.slack.bot} --slack-app-token ${tokens.slack.app} --slack-channel morning-post`

describe.concurrent('init without a terminal', () => {
  test('says in one sentence which flags are missing', async (context) => {
    const { expect } = context
    const { init } = await open(context)
    const nothing = await init('')
    expect(nothing).toMatchObject({ code: 1, stdout: '' })
    expect(nothing.stderr).toBe(
      'There is no terminal to ask in, so give --slack-bot-token, --slack-app-token, --slack-channel or --discord-token, --discord-channel (--help lists them all).\n',
    )
    const { stderr } = await init(`--slack-bot-token ${tokens.slack.bot}`)
    expect(stderr).toContain('so give --slack-app-token, --slack-channel (')
  })

  test('sets up a folder that check accepts, and posts a test message', async (context) => {
    const { expect } = context
    const fixture = await open(context)
    const { init, read, home, slack } = fixture
    const { code, stdout, stderr } = await init(`${slackFlags} --at 7:45 --timezone tokyo --language zh --test`)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('Written: config/morning-post.yaml\n')
    expect(stdout).toContain('Test message posted in #morning-post: https://acme-research.slack.com/archives/')
    expect(stdout).toMatch(/\nNext: start the bot .+\n$/)
    expect(stdout).not.toContain(tokens.slack.bot)
    expect((await stat(join(home, '.env'))).mode & 0o777).toBe(0o600)
    expect(await read('config/morning-post.yaml')).toContain('timezone: Asia/Tokyo')
    expect(slack.state.messages('C0MORNING01').map(({ text }) => text)).toEqual([expect.stringContaining('测试消息')])
    const check = await run(fixture, 'check', { env: { ...none, MORNING_POST_HOME: home } })
    expect(check.code, check.stdout).toBe(0)
  })

  test('run again, it adds the other platform with the tokens of the environment', async (context) => {
    const { expect } = context
    const { init, read } = await open(context)
    expect((await init(slackFlags)).code).toBe(0)
    const env = { ...none, DISCORD_TOKEN: tokens.discord }
    const again = await init('--discord-channel digests --slack-channel morning-post', env)
    expect(again).toMatchObject({ code: 0, stderr: '' })
    const config = await read('config/morning-post.yaml')
    expect(config.match(/- name: /g)).toHaveLength(2)
    expect(config).toContain('layout: forum')
    expect((await read('.env')).match(/=/g)).toHaveLength(3)
  })

  test('run again, it adds a channel of one platform, whatever became of the token of the other', async (context) => {
    const { expect } = context
    const { init, read, home } = await open(context)
    expect((await init(`${slackFlags} --discord-channel digests --discord-token ${tokens.discord}`)).code).toBe(0)
    await writeFile(join(home, '.env'), (await read('.env')).replace('Gabcde', 'Golder'))
    expect(await init('--slack-channel reading-group')).toMatchObject({ code: 0, stderr: '' })
    expect((await read('config/morning-post.yaml')).match(/- name: /g)).toHaveLength(3)
  })

  test('run again where the tokens are in the environment alone, it leaves them there', async (context) => {
    const { expect } = context
    const { init, read, home } = await open(context)
    const channel = '--slack-channel reading-group'
    expect((await init(slackFlags)).code).toBe(0)
    await rename(join(home, '.env'), join(home, 'environment'))
    const env = { ...none, SLACK_BOT_TOKEN: tokens.slack.bot, SLACK_APP_TOKEN: tokens.slack.app }
    expect((await init(channel, env)).stdout).toMatch(/^Written: config\/morning-post.yaml\nNext: /)
    expect(await read('config/morning-post.yaml')).toContain('slack-reading-group')
  })

  test('a wrong paste is named by its flag, and nothing is written', async (context) => {
    const { expect } = context
    const { init, read } = await open(context)
    const { code, stderr } = await init(`--discord-token ${tokens.slack.bot} --discord-channel general`)
    expect(code).toBe(1)
    expect(stderr).toContain('--discord-token: This is the bot token of Slack: it belongs in the other field')
    expect(stderr).not.toContain(tokens.slack.bot)
    await expect(read('.env')).rejects.toThrow('ENOENT')
  })

  test('a channel may be given as a copied link', async (context) => {
    const { expect } = context
    const { init, read } = await open(context)
    const link = 'https://acme.example.slack.com/archives/C0READING01/p1773302400000100?thread_ts=1773302400.000100'
    expect(await init(slackFlags.replace('morning-post', link))).toMatchObject({ code: 0, stderr: '' })
    expect(await read('config/morning-post.yaml')).toMatch(/channel: .?C0READING01/)
  })

  test('a channel that does not exist is answered with those that do', async (context) => {
    const { expect } = context
    const { init } = await open(context)
    const { code, stderr } = await init(slackFlags.replace('morning-post', 'morning'))
    expect(code).toBe(1)
    expect(stderr).toContain(
      'no channel "morning". Did you mean "morning-post"? It can in: editors, morning-post, reading-group.',
    )
  })

  test('another token in .env is kept, unless it may be replaced', async (context) => {
    const { expect } = context
    const { init, read, home } = await open(context)
    await writeFile(join(home, '.env'), 'SLACK_BOT_TOKEN=xoxb-1-older-token\nPORT=4000\n')
    const refused = await init(slackFlags)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('has another SLACK_BOT_TOKEN, so nothing was changed')
    expect(await read('.env')).toBe('SLACK_BOT_TOKEN=xoxb-1-older-token\nPORT=4000\n')
    expect((await init(`${slackFlags} --replace-tokens`)).code).toBe(0)
    expect(await read('.env')).toContain(`SLACK_BOT_TOKEN=${botToken}\nPORT=4000\n`)
  })

  test.for(['--at 25:00', '--timezone EST'])('%s is refused before a token is checked', async (flag, context) => {
    const { expect } = context
    const { code, stderr } = await (await open(context)).init(`${slackFlags} ${flag}`)
    expect(code).toBe(1)
    expect(stderr).toMatch(/^--(?:at must be .+\.|timezone must be .+\. Did you mean America\/New_York\?)\n$/)
  })
})
