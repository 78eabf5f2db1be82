import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { Bot, sourceFolder } from '../e2e/bot.ts'
import { markdownOf, openBotFixture, places } from '../e2e/bot-fixture.ts'
import { run } from './run.ts'

const digest = markdownOf('Monday', 'Alpha')

describe.concurrent('doctor', () => {
  test('a good setup has one line for each check and exit code 0', async (context) => {
    const { expect } = context
    const bot = await openBotFixture(context)
    await bot.configure(
      { name: 'team', platform: 'slack', channel: places.slack, layout: 'thread' },
      { name: 'server', platform: 'discord', channel: places.forum, layout: 'forum' },
    )
    await bot.publish('2026-01-05', digest)
    const { code, stdout, stderr } = await run(bot, 'doctor')
    expect({ stderr, wrong: stdout.split('\n').filter((line) => line.includes('✗')) }).toEqual({
      stderr: '',
      wrong: [],
    })
    expect(code).toBe(0)
    expect(stdout).toContain('token SLACK_BOT_TOKEN: It is accepted: Acme Research.')
    expect(stdout).toContain('channel team: The bot is in #morning-post')
    expect(stdout).toContain('channel server: The bot has every permission')
    expect(stdout).toMatch(/\d+ checks: all fine\n$/)
    expect(bot.slack.state.messages(places.slack)).toEqual([])

    const refused = await run(bot, 'doctor --json', { env: { PORT: 'many', DISCORD_TOKEN: '<cut…>' } })
    const finding = {
      check: 'environment',
      subject: '.env',
      ok: false,
      fix: 'Correct it (.env.example explains each variable), and run `doctor` again.',
    }
    expect({ code: refused.code, ...JSON.parse(refused.stdout) }).toEqual({
      code: 1,
      ok: false,
      checks: ['DISCORD_TOKEN', 'PORT'].map((name) => ({
        ...finding,
        message: expect.stringMatching(`^${name}: .+\\.$`),
      })),
    })
  })

  test('a bad setup says each mistake, whichever platform has it, and ends with 1', async (context) => {
    const { expect } = context
    const bot = await openBotFixture(context)
    await bot.configure(
      { name: 'team', platform: 'slack', channel: places.slack, layout: 'thread' },
      { name: 'server', platform: 'discord', channel: places.forum, layout: 'thread' },
    )
    bot.slack.scopes.delete('users:read')
    const env = { SLACK_APP_TOKEN: bot.slack.botToken }
    const { code, stdout } = await run(bot, 'doctor --json', { env })
    const { ok, checks } = JSON.parse(stdout)
    expect({ code, ok }).toEqual({ code: 1, ok: false })
    const wrong = checks.filter((each: { ok: boolean }) => !each.ok)
    expect(wrong.map(({ check, subject }: Record<string, string>) => `${check} ${subject}`)).toEqual([
      'token SLACK_APP_TOKEN',
      'permissions Slack',
      'channel server',
      expect.stringMatching(/^digests /),
    ])
    expect(wrong[0].message).toBe('This is the bot token of Slack: it belongs in the other field (SLACK_BOT_TOKEN).')
    expect(wrong[2].fix).toBe('Choose the layout "forum" for this destination.')
    expect(stdout).not.toContain(bot.slack.botToken)
  })

  // As after `init`, which asked Slack for the same a moment before.
  test('a pause that a platform asks for is waited for, and a longer one is said', async (context) => {
    const { expect } = context
    const bot = await openBotFixture(context)
    await bot.configure({ name: 'team', platform: 'slack', channel: places.slack })
    await bot.publish('2026-01-05', digest)
    const busy = (retryAfterMs: number, calls: readonly string[]) => {
      for (const call of calls)
        for (const { faults } of [bot.slack, bot.discord])
          faults.inject({ matches: (each) => each === call, kind: { type: 'busy', retryAfterMs }, times: 1 })
    }
    busy(1_000, ['auth.test', 'apps.connections.open', 'conversations.info', 'GET /users/@me'])
    const { code, stdout } = await run(bot, 'doctor')
    expect({ code, wrong: stdout.split('\n').filter((line) => line.includes('✗')) }).toEqual({ code: 0, wrong: [] })
    busy(3_600_000, ['apps.connections.open'])
    const later = await run(bot, 'doctor')
    expect(later.code).toBe(1)
    expect(later.stdout).toContain(
      '✗ token SLACK_APP_TOKEN: Slack asks for a pause of 3600 seconds. Try again after that.',
    )
  })

  test('a platform that is down does not stop the checks of the other', async (context) => {
    const { expect } = context
    const bot = await openBotFixture(context)
    await bot.configure({ name: 'server', platform: 'discord', channel: places.discord, layout: 'thread' })
    const { code, stdout } = await run(bot, 'doctor', { env: { SLACK_API_URL: 'http://127.0.0.1:65001/api/' } })
    expect(code).toBe(1)
    const advice = 'Slack cannot be reached (ECONNREFUSED). Check the network and the proxy, and try again.'
    // What is asked with the same token would fail for the same reason.
    expect(stdout.split('\n').filter((line) => /^✗.* Slack/.test(line))).toEqual(
      ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'].map((token) => `✗ token ${token}: ${advice}`),
    )
    expect(stdout).toContain('✓ channel server: The bot has every permission')
  })

  test('a platform that takes a request and never answers does not hold the command after its last line', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const program = [join(sourceFolder, 'launch.js'), join(sourceFolder, 'cli/main.ts'), 'doctor']
    const env = { ...fixture.env, DISCORD_TOKEN: '', SLACK_API_URL: `http://127.0.0.1:${port}/api/` }
    const command = new Bot(program, fixture.folder, env)
    context.onTestFinished(async () => {
      await command.stop('SIGKILL')
      silent.close()
    })
    await expect.poll(() => command.stdout, { timeout: 120_000 }).toMatch(/found something wrong\n$/)
    const printedAt = performance.now()
    expect(await command.exited).toEqual({ code: 1, signal: null })
    expect(performance.now() - printedAt).toBeLessThan(5_000)
    expect(command.stdout).toContain('✗ token SLACK_BOT_TOKEN: Slack did not answer within 10 seconds.')
  })
})
