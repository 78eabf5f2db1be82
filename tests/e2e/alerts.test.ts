import { describe, test } from 'vitest'
import { stringify } from 'yaml'
import { type BotFixture, markdownOf, noon, openBotFixture, places } from './bot-fixture.ts'
import { controlIn, until } from './shown.ts'

const { timezone, today } = noon()
const onTime = { timezone, at: '06:00' }
const rooms = { slack: 'C0EDITORS01', discord: '1100000000000000012' } as const
const people = { slack: 'U0ROBIN0001', discord: '1100000000000000030' } as const
type Name = keyof typeof rooms

/** The messages in the alert channel, one line each. */
function told(fixture: BotFixture, platform: Name): string[] {
  return messagesOf(fixture, platform).map((each) => JSON.stringify(each))
}

/** The messages that every member of the channel sees. */
function all(fixture: BotFixture, platform: Name): string {
  return JSON.stringify(fixture[platform].state.messages(rooms[platform]))
}

function messagesOf(fixture: BotFixture, platform: Name) {
  const messages =
    platform === 'slack' ? fixture.slack.state.messages(rooms.slack) : fixture.discord.state.messages(rooms.discord)
  return messages.filter(({ ephemeralFor }) => ephemeralFor === undefined)
}

/** Destinations on Slack, whichever platform the alerts are on. */
function configure(
  fixture: BotFixture,
  platform: Name | undefined,
  channels: readonly string[],
  language = 'en',
): Promise<void> {
  const alerts = platform && { alerts: { platform, channel: rooms[platform], language } }
  const destinations = channels.map((channel, at) => ({
    name: `team-${at + 1}`,
    platform: 'slack',
    channel,
    layout: 'sections',
    ...onTime,
  }))
  return fixture.write('config/morning-post.yaml', stringify({ quietSeconds: 0.1, ...alerts, destinations }))
}

/** A user presses the button whose control begins with this text, in the newest alert. */
async function press(fixture: BotFixture, platform: Name, control: string): Promise<void> {
  const message = messagesOf(fixture, platform).at(-1)
  const { id, block } = controlIn(message, control)
  if (!message) throw new Error('no alert was posted')
  if ('ts' in message) {
    const where = { user: people.slack, channel: rooms.slack, ts: message.ts }
    return fixture.slack.act({ ...where, blockId: block, actionId: id })
  }
  const where = { user: people.discord, channelId: rooms.discord, messageId: message.id }
  return fixture.discord.act({ ...where, customId: id })
}

describe.concurrent.each(['slack', 'discord'] as const)('alerts on %s', (platform) => {
  test('operators get all alerts in one message, once, over a restart, too', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    const channels = [places.slack, 'C0NOWHERE01']
    await configure(fixture, undefined, channels)
    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    await fixture.publish('2026-01-05', '## Featured\n\n### 01 One\n\nText.\n\n### 01 Two\n\nText.\n')
    const bot = fixture.start()
    await Promise.all([bot.logged('a digest needs attention'), bot.logged('delivery stopped')])
    await configure(fixture, platform, channels)
    await bot.logged('alert sent')
    expect(told(fixture, platform)).toEqual([
      expect.stringMatching(/2 things need attention.*team-2 is paused.*2026-01-05\.md/s),
    ])
    await bot.stop()

    const again = fixture.start()
    await again.logged('running')
    await fixture.publish('2026-01-05', markdownOf('Monday', 'Beta'))
    await again.logged('alert sent')
    expect(told(fixture, platform).slice(1)).toEqual([expect.stringMatching(/2026-01-05\.md can be posted now/)])
    expect([...fixture.slack.protocolErrors, ...fixture.discord.protocolErrors]).toEqual([])
  })

  test('say what is wrong with a digest in their own language, without an English sentence', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await configure(fixture, platform, [], 'zh')
    await fixture.publish(
      '2026-01-05',
      '---\ntitle: 周一\ndate: 2026-01-06\n---\n\n## 精选\n\n### 01 一\n\n正文。\n\n### 01 二\n\n正文。\n',
    )
    const bot = fixture.start()
    await bot.logged('alert sent')
    const [alert = ''] = told(fixture, platform)
    expect(alert).toContain('日期 2026-01-06 与文件名中的 2026-01-05 不一致。请更正日期，或给文件改名。')
    expect(alert).toContain('编号 01 已在第 8 行使用。请把其中一个改成别的编号。')
    expect(alert).not.toMatch(/[a-z]+ [a-z]+ [a-z]+/i)
  })

  test('settle by a button what may or may not have arrived', async (context) => {
    const { expect } = context
    const fixture = await openBotFixture(context)
    await configure(fixture, platform, [places.slack])
    await fixture.publish(today, markdownOf('Monday', 'Alpha'))
    const { faults } = fixture.slack
    let isLost = false
    const isSection = (call: string, body: object) => {
      isLost ||= call === 'chat.postMessage' && JSON.stringify(body).includes('The body of')
      return isLost && call === 'chat.postMessage'
    }
    faults.inject({ matches: isSection, kind: { type: 'reset', when: 'after' }, times: 1 })
    // The bot may not look into the channel from then on; a new ledger does so before.
    const looks = (call: string) => isLost && /^conversations\.(history|replies)$/.test(call)
    faults.inject({ matches: looks, kind: { type: 'error', status: 403, when: 'before' }, times: 99 })
    const bot = fixture.start()
    await bot.logged('alert sent')
    expect(told(fixture, platform)).toEqual([
      expect.stringMatching(/Did “Alpha” arrive in team-1\?.*It is there.*Send it/s),
    ])
    const metrics = await (await fetch(`${await bot.url()}/metrics`)).text()
    expect(metrics).toMatch(/^morning_post_parts_uncertain\{platform="slack"\} 1$/m)
    expect(metrics).toMatch(/^morning_post_parts_posted_total\{platform="slack"\} 1$/m)
    faults.clear()
    await press(fixture, platform, 'mp:settle')
    await bot.logged('an uncertain part was resolved', { posted: true })
    await bot.logged('posted', { delivery: `team-1@main/${today}`, part: 'observation' })
    await press(fixture, platform, 'mp:settle')
    await until(fixture[platform].state, () => all(fixture, platform).includes('resolved already'))
    expect([...fixture.slack.protocolErrors, ...fixture.discord.protocolErrors]).toEqual([])
  })
})

test('a rejected token is reported on the other platform and in the metrics', async (context) => {
  const { expect } = context
  const fixture = await openBotFixture(context)
  const alerts = {
    platform: 'discord',
    channel: rooms.discord,
    backup: { platform: 'slack', channel: rooms.slack },
  }
  const destinations = [{ name: 'team', platform: 'discord', channel: places.discord, ...onTime }]
  await fixture.write('config/morning-post.yaml', stringify({ quietSeconds: 0.3, alerts, destinations }))
  await fixture.publish(today, markdownOf('Monday', 'Alpha'))
  // Discord is asked whether the token is refused for one call only.
  let isRefused = false
  const matches = (call: string) => {
    isRefused ||= /^POST .*messages$/.test(call)
    return isRefused
  }
  fixture.discord.faults.inject({ matches, kind: { type: 'error', status: 401, when: 'before' }, times: 999 })
  const bot = fixture.start({ METRICS_PORT: '0' })
  const machines = String((await bot.logged('metrics are served')).url)
  await bot.logged('alert sent')
  expect(told(fixture, 'discord')).toEqual([])
  expect(told(fixture, 'slack')).toEqual([
    expect.stringMatching(/Nothing can be posted to Discord.*does not accept DISCORD_TOKEN/s),
  ])
  const ready = await fetch(`${machines}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { status: 'unavailable', reasons: ['Discord is not connected.'] },
  ])
  expect((await fetch(`${machines}/healthz`)).status).toBe(200)
})
