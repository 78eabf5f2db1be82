import { join } from 'node:path'
import { describe, test } from 'vitest'
import { markdownOf, openBotFixture, places } from '../e2e/bot-fixture.ts'
import { run } from './run.ts'

describe.concurrent('the command line', () => {
  test.for(['init', 'check', 'import', 'preview', 'plan', 'post', 'status', 'invite'])(
    '%s explains itself',
    async (command, context) => {
      const { expect } = context
      const fixture = await openBotFixture(context)
      const { code, stdout, stderr } = await run(fixture, `${command} --help`)
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toMatch(new RegExp(`^Usage: morning-post ${command} `))
    },
  )

  test.for(['check --jason', 'publish', 'import', 'post 5.1.2026 --to x'])(
    '%s is a mistake in typing, which ends with 2 and points to --help',
    async (typed, context) => {
      const { expect } = context
      const fixture = await openBotFixture(context)
      const { code, stdout, stderr } = await run(fixture, typed)
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toMatch(/^error: .+\n(?:\(Did you mean .+\)\n)?\(--help lists commands and options\)\n$/)
    },
  )

  // For cron jobs and container checks, which read only the exit code.
  test('status ends with 1 exactly if something is wrong', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const discord = { name: 'team', platform: 'discord', channel: places.discord }
    await fixture.configure(discord)
    expect(await run(fixture, 'status')).toMatchObject({ code: 0, stderr: '' })
    const withoutToken = { env: { DISCORD_TOKEN: '' } }
    expect(await run(fixture, 'status', withoutToken)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('  wrong '),
    })
    expect((await run(fixture, 'status --json', withoutToken)).code).toBe(1)
    await fixture.publish('2026-01-05', '')
    expect(await run(fixture, 'status')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('2026-01-05.md:1:1'),
    })
  })

  test('restore finds a copy from the home folder, wherever it is typed', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const env = { MORNING_POST_HOME: join(fixture.folder, 'home') }
    await fixture.write('home/config/morning-post.yaml', 'destinations: []')
    expect(await run(fixture, 'export', { env })).toMatchObject({ code: 0, stderr: '' })
    expect(await run(fixture, 'backup home/data/copy.sqlite', { env })).toMatchObject({ code: 0, stderr: '' })
    expect(await run(fixture, 'restore data/copy.sqlite', { env })).toMatchObject({ code: 0, stderr: '' })
    expect(await run(fixture, 'restore data/other.sqlite', { env })).toMatchObject({
      code: 1,
      stderr: 'There is no file data/other.sqlite.\n',
    })
  })

  test.for(['plan', 'post 2026-01-05 --to team'])(
    'with a broken configuration, %s ends with 1 and says where it is broken',
    async (typed, context) => {
      const { expect } = context
      const fixture = await openBotFixture(context)
      await fixture.write(
        'config/morning-post.yaml',
        'destinations:\n  - name: team\n    platform: slack\n    chanel: C1\n',
      )
      const { code, stdout, stderr } = await run(fixture, typed)
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toContain('\nconfig/morning-post.yaml:4:5  error  Unknown key "chanel". Did you mean "channel"?')
    },
  )
})

describe.concurrent('with Chinese as the language of the configuration', () => {
  const files = (key: string) => ({
    destinations: `destinations:\n  - name: team\n    ${key}: slack\n    channel: ${places.slack}\n    at: "08:30"\n    timezone: Asia/Shanghai\n`,
    alerts: `alerts:\n  platform: slack\n  channel: ${places.slack}\n  language: zh\n`,
  })
  // Names of keys, commands, platforms and checks are left.
  const english = /[A-Za-z]+ (?:is|has|are|was|and|not|with|the|that|of) /

  test.for([
    ['status', '  上次 ', 1],
    ['doctor', '项发现问题', 1],
    ['resolve', '没有不确定的消息。', 0],
  ] as const)('%s prints no English', async ([typed, expected, code], context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const { destinations, alerts } = files('platform')
    await fixture.write('config/morning-post.yaml', destinations + alerts)
    const { stdout, ...ended } = await run(fixture, typed, { env: { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' } })
    expect(ended.code).toBe(code)
    expect(stdout).toContain(expected)
    expect(stdout).not.toMatch(english)
  })

  test('post says why it posts nothing', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const { destinations, alerts } = files('platform')
    await fixture.write('config/morning-post.yaml', destinations + alerts)
    await fixture.publish('2026-01-05', markdownOf('Monday', 'Alpha'))
    const env = { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' }
    expect(await run(fixture, 'post 2026-01-05 --to team', { env })).toMatchObject({
      code: 1,
      stderr: 'team 在 Slack 上，但没有设置其令牌。.env.example 说明了如何获取。\n',
    })
    expect(await run(fixture, 'post 2026-01-05 --to team')).toMatchObject({
      stdout: expect.stringMatching(/^已发布：https:/),
    })
  })

  test.for(['plan', 'status', 'post 2026-01-05 --to team'])('%s tells its problems so', async (typed, context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const { destinations, alerts } = files('platfrom')
    await fixture.write('config/morning-post.yaml', destinations + alerts)
    const { stderr } = await run(fixture, typed)
    expect(stderr).toMatch(/^配置无法使用。\n/)
    expect(stderr).toContain('没有“platfrom”这个键')
    expect(stderr).not.toMatch(english)
  })
})

describe.concurrent('output that is not read to its end', () => {
  test.for([
    ['plan --days 3660', 0],
    ['plan --help', 0],
    ['check digests/2026-01-06.md', 1],
  ] as const)('lets %s end quietly with %d', async ([typed, code], context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure({ name: 'team', platform: 'slack', channel: places.slack, layout: 'sections' })
    await fixture.write('digests/2026-01-06.md', '# A\n\n## Featured\n\n### 01 [News] One\n\n### 01 [News] Two\n')
    expect(await run(fixture, typed, { closesOutput: true })).toMatchObject({ code, stderr: '' })
  })
})

describe.concurrent('plan', () => {
  test('prints JSON alone when the configuration has warnings', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await fixture.configure({
      name: 'team',
      platform: 'slack',
      channel: places.slack,
      layout: 'sections',
      tags: ['Nowhere'],
    })
    const { stdout, stderr } = await run(fixture, 'plan --from 2026-03-28 --days 1 --json')
    expect(JSON.parse(stdout)).toMatchObject([{ destination: 'team' }])
    expect(stderr).toBe('')
    expect((await run(fixture, 'check')).stdout).toContain('not in the vocabulary')
  })

  test('keeps to the wall clock over a change of the clocks, with every hour once', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const at = { platform: 'slack', channel: places.slack, at: '02:30', days: ['sat', 'sun'] }
    await fixture.configure(
      { ...at, name: 'berlin', timezone: 'Europe/Berlin' },
      { ...at, name: 'utc', platform: 'discord', channel: places.discord },
    )
    const planned = async (typed: string) => JSON.parse((await run(fixture, typed)).stdout)

    expect(await planned('plan --from 2026-03-28 --days 3 --json')).toEqual([
      {
        destination: 'berlin',
        localDate: '2026-03-28',
        local: '2026-03-28T02:30:00+01:00',
        utc: '2026-03-28T01:30:00Z',
      },
      { destination: 'utc', localDate: '2026-03-28', local: '2026-03-28T02:30:00+00:00', utc: '2026-03-28T02:30:00Z' },
      {
        destination: 'berlin',
        localDate: '2026-03-29',
        local: '2026-03-29T03:00:00+02:00',
        utc: '2026-03-29T01:00:00Z',
      },
      { destination: 'utc', localDate: '2026-03-29', local: '2026-03-29T02:30:00+00:00', utc: '2026-03-29T02:30:00Z' },
    ])
    expect(await planned('plan --from 2026-10-25T00:00:00Z --days 1 --json')).toEqual([
      {
        destination: 'berlin',
        localDate: '2026-10-25',
        local: '2026-10-25T02:30:00+02:00',
        utc: '2026-10-25T00:30:00Z',
      },
      { destination: 'utc', localDate: '2026-10-25', local: '2026-10-25T02:30:00+00:00', utc: '2026-10-25T02:30:00Z' },
    ])
    expect(await run(fixture, 'plan --from tomorow')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean "tomorrow"? It must be a date (2026-03-12), today'),
    })
  })
})

describe.concurrent('invite', () => {
  test('prints the link of the application that the token belongs to, and asks for a few permissions', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const { code, stdout } = await run(fixture, 'invite')
    expect(code).toBe(0)
    const { host, searchParams } = new URL(stdout)
    expect(host).toBe('discord.com')
    expect(searchParams.get('client_id')).toBe(fixture.discord.applicationId)
    // Not Administrator, and no more than eight others.
    const bits = [...BigInt(searchParams.get('permissions') ?? 0).toString(2)].reverse()
    expect(bits[3]).toBe('0')
    expect(bits.filter((bit) => bit === '1').length).toBeLessThanOrEqual(8)
  })

  test('without a token it asks for the application', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const env = { DISCORD_TOKEN: '' }
    expect(await run(fixture, 'invite', { env })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--application'),
    })
    const named = await run(fixture, 'invite --application 123456789012345678', { env })
    expect(named.stdout).toContain('client_id=123456789012345678')
  })
})
