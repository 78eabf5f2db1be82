import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { stringify } from 'yaml'
import type { Bot } from './bot.ts'
import { type BotFixture, noon, openBotFixture, places } from './bot-fixture.ts'
import { controlIn, until } from './shown.ts'

/** The strings that are searched for afterwards: a piece of every secret, and of all input of people. */
const secrets = { token: 'QZTOKENQZ', body: 'qzbodyqz', typed: 'qztypedqz', reported: 'qzreportedqz' } as const

/** Nothing in them looks like a token, and what looks otherwise in an address is among them. */
const tokens = {
  slack: { bot: `bot/${secrets.token}+1=a&b`, app: `app/${secrets.token}+2=a&b` },
  discord: `discord/${secrets.token}+3=a&b`,
}

const { timezone, today, yesterday } = noon()
const rooms = { alerts: 'C0READING01', reports: 'C0EDITORS01' } as const
const [onSlack, onDiscord] = ['U0ROBIN0001', '1100000000000000030']
const post = { slack: /^chat\.postMessage$/, discord: /^POST \/channels\/\d+\/messages$/ } as const

/** Everything but its titles is marked. */
function digest(title: string, number = '02'): string {
  const words = (what: string) => `${what} ${secrets.body} of ${title}.`
  return [
    `---\ntitle: ${title}\nlanguage: en\n---`,
    `## Today's Overview\n\n- **${words('A headline')}** ${words('More')}\n- **${words('Another')}** ${words('Less')}`,
    `## Featured\n\n### 01 [Agent] A section\n\n${words('The body')}`,
    `Key takeaways:\n\n- ${words('A point')}\n- ${words('A second')}`,
    `### ${number} [Agent] Another section\n\n${words('The body')}`,
    `## Also Worth Noting\n\n- 05 [Agent] **${words('A note')}** [Link](https://example.org)`,
    `## Today's Observation\n\n${words('An essay')}\n`,
  ].join('\n\n')
}

/** At a signal, what a bug may do: errors that hold a token, as it is and as an address has it, and are caught nowhere. */
const bug = `
  process.on('SIGUSR2', () => {
    const token = process.env.SLACK_BOT_TOKEN
    const address = 'https://example.org/?token=' + encodeURIComponent(token)
    const cause = Object.assign(new Error(address), { requestBody: { json: '${secrets.body}' }, config: { token } })
    Promise.reject(Object.assign(new Error(token, { cause }), { original: cause, headers: [token] }))
    setTimeout(() => { throw new AggregateError([cause], JSON.stringify({ token }), { cause }) }, 100)
  })`

function configuration(more: object = {}): string {
  const onTime = { timezone, at: '06:00' }
  return stringify({
    quietSeconds: 0.3,
    ...more,
    alerts: { platform: 'slack', channel: rooms.alerts },
    reports: { platform: 'slack', channel: rooms.reports },
    destinations: [
      { name: 'team-slack', platform: 'slack', channel: places.slack, layout: 'sections', ...onTime },
      { name: 'lost-slack', platform: 'slack', channel: 'C0NOWHERE01', layout: 'sections', ...onTime },
      { name: 'team-discord', platform: 'discord', channel: places.discord, ...onTime },
      { name: 'forum', platform: 'discord', channel: places.forum, layout: 'forum', ...onTime },
      { name: 'lost-discord', platform: 'discord', channel: '1100000000000000099', ...onTime },
    ],
  })
}

/** Everything that can go wrong with a call that posts, and with one that looks or answers. */
function injectFaults({ slack, discord }: BotFixture): void {
  for (const [platform, { faults }] of Object.entries({ slack, discord })) {
    const posts = (call: string) => post[platform as 'slack' | 'discord'].test(call)
    for (const kind of [
      { type: 'busy', retryAfterMs: 50 },
      { type: 'error', status: 500, when: 'before' },
      { type: 'error', status: 503, when: 'after' },
      { type: 'reset', when: 'before' },
      { type: 'reset', when: 'after' },
    ] as const) {
      faults.inject({ matches: posts, kind, times: 1 })
    }
    // That the same lookup of an alert failed again is not logged, so the test could not tell the bot to go on.
    const others = (call: string, { channel }: Readonly<Record<string, unknown>>) =>
      !posts(call) && !call.startsWith('EVENT') && channel !== rooms.alerts
    const kind = { type: 'error', status: 502, when: 'before' } as const
    let calls = 0
    const everyThird: typeof others = (call, body) => {
      if (others(call, body)) calls += 1
      return others(call, body) && calls % 3 === 0
    }
    faults.inject({ matches: everyThird, kind, times: 10 })
  }
}

/** The old digest wakes the bot; otherwise it retries a delivery or an alert only within a minute. */
function retryAtOnce(bot: Bot, { publish }: BotFixture): void {
  let day = 10
  bot.onLine(({ msg }) => {
    if (/trying again later|^an alert may or may not/.test(msg))
      void publish(`2020-01-${++day}`, digest('An older day'))
  })
}

/** Readers of both platforms ask, misspell, subscribe and report; what fails for them is part of it. */
async function read({ slack, discord }: BotFixture): Promise<void> {
  const actions: Promise<unknown>[] = []
  for (const text of [
    secrets.typed,
    `tag:"${secrets.typed}"`,
    `subscribe publication:${secrets.typed}`,
    'agent',
    today,
  ]) {
    actions.push(slack.command({ user: onSlack, channel: places.slack, command: '/digest', text }))
    const options = [{ type: 3, name: 'about', value: text }]
    actions.push(discord.command({ user: onDiscord, channelId: places.discord, name: 'digest', options }))
    const typing = [{ type: 3, name: 'about', value: text, focused: true }]
    actions.push(discord.suggest({ user: onDiscord, channelId: places.discord, name: 'digest', options: typing }))
  }
  await Promise.allSettled(actions)
}

/** A reader opens the menu of a section, and writes; and another puts a takeaway up for discussion. */
async function report({ discord }: BotFixture): Promise<void> {
  const message = discord.state.messages(places.discord).find((each) => JSON.stringify(each).includes('mp:report'))
  const use = { user: onDiscord, channelId: places.discord, messageId: message?.id ?? '' }
  await discord.act({ ...use, customId: controlIn(message, 'mp:discuss').id, values: ['1'] })
  await discord.act({ ...use, customId: controlIn(message, 'mp:report').id })
  await discord.submit({ user: onDiscord, values: { words: `It is ${secrets.reported}` } })
}

/** A service that expects to be called while the bot is healthy, and is out of order. */
async function openBrokenService({ onTestFinished }: { onTestFinished(close: () => void): void }): Promise<string> {
  const server = createServer((_, response) => response.writeHead(500).end()).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/ping/${secrets.token}`
}

/** The whole of what the bot printed and answered. */
async function pages(url: string, paths: readonly string[]): Promise<string[]> {
  return Promise.all(paths.map(async (path) => `${path}\n${await (await fetch(url + path)).text()}`))
}

describe.concurrent('everything that can be read', () => {
  test('no secret and no reader’s text is printed, shown in metrics or stored where it does not belong', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context, tokens)
    await fixture.write('config/morning-post.yaml', configuration())
    await fixture.publish(today, digest('Monday'))
    await fixture.publish(yesterday, digest('Sunday', '01'))
    await fixture.write('bug.mjs', bug)
    injectFaults(fixture)
    const bot = fixture.start({ LOG_LEVEL: 'trace', METRICS_PORT: '0', NODE_OPTIONS: '--import=./bug.mjs' })
    retryAtOnce(bot, fixture)
    await bot.logged('running')
    await read(fixture)
    fixture.slack.disconnect('refresh_requested')
    fixture.discord.gateway.drop()
    await bot.logged('alert sent')
    for (const name of ['team-slack', 'team-discord', 'forum']) {
      await bot.logged('posted', { delivery: `${name}@main/${today}`, part: 'observation' })
    }
    await read(fixture)
    for (const { faults } of [fixture.slack, fixture.discord]) faults.clear()
    await report(fixture)
    const isReported = () => JSON.stringify(fixture.slack.state.messages(rooms.reports)).includes(secrets.reported)
    await until(fixture.slack.state, isReported)
    // A token in the wrong file is not repeated either.
    await fixture.write('config/morning-post.yaml', configuration({ token: tokens.slack.bot, digests: tokens.discord }))
    await bot.logged('refused')
    await fixture.publish(today, digest('Monday corrected'))
    await bot.logged('corrected')
    const shown = await pages(String((await bot.logged('metrics are served')).url), ['/metrics', '/healthz', '/readyz'])
    const seen = await pages(await bot.url(), ['/', '/preview', `/preview/${today}`, '/deliveries', '/nowhere'])
    bot.kill('SIGUSR2')
    expect(await bot.exited).toEqual({ code: 1, signal: null })
    expect(bot.lines.map(({ msg }) => msg)).toContain('an unexpected error ends the process')

    const printed = [bot.stdout, bot.stderr, ...shown].join('\n')
    for (const secret of Object.values(secrets))
      expect(printed.split('\n').filter((line) => line.includes(secret))).toEqual([])
    expect(seen.filter((page) => page.includes(secrets.token))).toEqual([])
    expect(filesWith(fixture, secrets.token)).toEqual([])
    expect(filesWith(fixture, secrets.reported)).toEqual([])
    expect(filesWith(fixture, secrets.body)).toEqual(['parse-cache.sqlite', 'search-index.sqlite'])
    expect(filesWith(fixture, secrets.typed)).toEqual([])
  })

  test('neither the heartbeat URL, which is called, nor the password of the page is repeated', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const bot = fixture.start({
      LOG_LEVEL: 'trace',
      HEARTBEAT_URL: await openBrokenService(context),
      PAGE_HOST: 'localhost',
      PAGE_PASSWORD: `page/${secrets.token}`,
    })
    await bot.logged('the heartbeat URL could not be called', { reason: 'it answered 500', level: 'warn' })
    const [shown] = await pages(await bot.url(), ['/deliveries'])
    await bot.stop()
    expect(shown).toContain('<h1>Log in</h1>')
    expect(bot.stdout + bot.stderr + shown).not.toContain(secrets.token)
  })

  test('the page stays on this machine where it has no password, and says why', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const bot = fixture.start({ PAGE_HOST: '0.0.0.0' })
    expect(await bot.url()).toMatch(/^http:\/\/127\.0\.0\.1:/)
    expect(bot.stdout).toContain(
      'PAGE_HOST is 0.0.0.0, but PAGE_PASSWORD is not set: the page stays on 127.0.0.1, for this machine alone',
    )
    await bot.stop()
  })

  test('a token in the wrong place of the configuration is not repeated', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context, tokens)
    await fixture.write('config/morning-post.yaml', stringify({ [tokens.slack.bot]: tokens.discord }))
    const bot = fixture.start()
    expect((await bot.exited).code).toBe(1)
    expect(bot.stderr).toContain('Unknown key')
    expect(bot.stdout + bot.stderr).not.toContain(secrets.token)
  })

  test.for([
    ['SLACK_BOT_TOKEN', `another/${secrets.token}`],
    ['SLACK_APP_TOKEN', `another/${secrets.token}`],
    ['DISCORD_TOKEN', `another/${secrets.token}`],
  ] as const)('a %s that is refused is not repeated', async ([variable, value], context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const bot = fixture.start({ [variable]: value, LOG_LEVEL: 'trace' })
    await bot.logged('running')
    expect(bot.stdout).toContain(variable)
    await bot.stop()
    expect(bot.stdout + bot.stderr).not.toContain(secrets.token)
  })
})

/** The files in the data folder that hold the mark, without the endings of what SQLite keeps beside them. */
function filesWith(fixture: BotFixture, secret: string): string[] {
  const folder = join(fixture.folder, 'data')
  const holding = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(secret))
    .map(({ name }) => name.replace(/-(wal|shm)$/, ''))
  return [...new Set(holding)].sort()
}
