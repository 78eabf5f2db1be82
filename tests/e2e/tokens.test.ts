import { createServer } from 'node:net'
import { describe, test } from 'vitest'
import { type BotFixture, markdownOf, noon, openBotFixture, places } from './bot-fixture.ts'

const { timezone, today } = noon()
const slack = {
  name: 'team-slack',
  platform: 'slack',
  channel: places.slack,
  layout: 'sections',
  timezone,
  at: '06:00',
}
const discord = { name: 'team-discord', platform: 'discord', channel: places.discord, timezone, at: '06:00' }
const noSlack = { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' }
const noDiscord = { DISCORD_TOKEN: '' }

describe.concurrent('a token that is refused stops neither the process nor the other platform', () => {
  test.for([
    [
      'SLACK_BOT_TOKEN',
      'xoxb-never-issued',
      'team-discord',
      /^Slack does not accept SLACK_BOT_TOKEN \(invalid_auth\): copy .+\.$/,
    ],
    ['SLACK_APP_TOKEN', 'xapp-never-issued', 'team-slack', /^Slack does not accept SLACK_APP_TOKEN .+: create .+\.$/],
    [
      'DISCORD_TOKEN',
      'MTExMTExMTExMTExMTExMTEx.never.issued-to-anybody-here-at-all',
      'team-slack',
      /^Discord does not accept DISCORD_TOKEN: copy .+\.$/,
    ],
  ] as const)('%s = %o', async ([variable, value, posted, sentence], context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack, discord)
    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    const bot = fixture.start({ [variable]: value })
    await bot.logged('posted', { delivery: `${posted}@main/${today}`, part: 'observation' })
    const reasons = bot.lines.map(({ reason }) => String(reason ?? ''))
    expect(reasons).toContainEqual(expect.stringMatching(sentence))
    await bot.stop()
    expectNoSecret(fixture, bot.stdout + bot.stderr, expect)
    expect(bot.stdout + bot.stderr).not.toContain(value)
  })
})

describe.concurrent('a token that is missing ends the start with one line that says which and what to do', () => {
  test.for([
    [
      'SLACK_APP_TOKEN',
      /^SLACK_APP_TOKEN is not set, and Slack needs both of its tokens, or SLACK_SIGNING_SECRET .+\.$/,
    ],
    ['SLACK_BOT_TOKEN', /^SLACK_BOT_TOKEN is not set, and Slack needs both of its tokens\. .+\.$/],
  ] as const)('%s', async ([variable, sentence], context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const bot = fixture.start({ [variable]: '' })
    expect(await bot.exited).toEqual({ code: 1, signal: null })
    expect(bot.stderr.trimEnd()).toMatch(sentence)
    expectNoSecret(fixture, bot.stdout + bot.stderr, expect)
  })
})

describe.concurrent('an environment that is not as usual', () => {
  test.for([
    ['Slack', noDiscord, 'team-slack', 'team-discord'],
    ['Discord', noSlack, 'team-discord', 'team-slack'],
  ] as const)('with the tokens of %s alone, that platform is served', async ([, missing, served, other], context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack, discord)
    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    const bot = fixture.start(missing)
    await bot.logged('posted', { delivery: `${served}@main/${today}`, part: 'observation' })
    const warnings = bot.lines.filter(
      ({ level, destination }) => (destination && level === 'warn') || level === 'error',
    )
    expect(warnings).toEqual([
      expect.objectContaining({ destination: other, msg: expect.stringContaining('are not set') }),
    ])
  })

  test('a port that is taken is named in one line', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const { port, close } = await takePort()
    context.onTestFinished(close)
    const bot = fixture.start({ PORT: String(port) })
    expect(await bot.exited).toEqual({ code: 1, signal: null })
    expect(bot.stderr.trimEnd()).toMatch(new RegExp(`^.*port ${port} is in use.*PORT.*$`, 'i'))
  })

  test.for([
    [
      'MORNING_POST_DATA',
      '/dev/null/data',
      /^The data folder \/dev\/null\/data cannot be made: \/dev\/null is a file\. .+MORNING_POST_DATA\.$/,
    ],
    ['PORT', 'eighty', /^PORT: .+\. See \.env\.example\.$/],
    ['SLACK_API_URL', 'slack', /^SLACK_API_URL: .+\. See \.env\.example\.$/],
    ['METRICS_PORT', 'eighty', /^METRICS_PORT: .+\. See \.env\.example\.$/],
    ['LOG_LEVEL', 'loud', /^LOG_LEVEL: .+\. See \.env\.example\.$/],
  ] as const)('%s = %s is refused in one line', async ([variable, value, sentence], context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const bot = fixture.start({ [variable]: value })
    expect(await bot.exited).toEqual({ code: 1, signal: null })
    expect(bot.stderr.trimEnd()).toMatch(sentence)
  })

  test('no token is printed or shown, however much is logged', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure(slack, discord)
    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    // Refusals carry whole requests in the errors of the SDKs.
    for (const { faults } of [fixture.slack, fixture.discord]) {
      faults.inject({
        matches: (call) => /postMessage|POST .*messages/.test(call),
        kind: { type: 'error', status: 500, when: 'before' },
        times: 1,
      })
    }
    const bot = fixture.start({ LOG_LEVEL: 'trace' })
    const url = await bot.url()
    const pages = await Promise.all(
      ['', '/preview', `/preview/${today}`].map(async (path) => (await fetch(url + path)).text()),
    )
    for (const { name } of [slack, discord]) {
      await bot.logged('posted', { delivery: `${name}@main/${today}`, part: 'observation' })
    }
    await bot.stop()
    expectNoSecret(fixture, [bot.stdout, bot.stderr, ...pages].join('\n'), expect)
    // Nor the words of any person.
    expect(bot.stdout).not.toContain('What Monday comes to')
  })
})

function expectNoSecret(fixture: BotFixture, text: string, expect: typeof import('vitest').expect): void {
  for (const secret of [fixture.slack.botToken, fixture.slack.appToken, fixture.discord.token])
    expect(text).not.toContain(secret)
}

async function takePort(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
