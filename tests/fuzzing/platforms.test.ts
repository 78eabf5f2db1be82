import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { type ExpectStatic, test } from 'vitest'
import type { Bot } from '../e2e/bot.ts'
import { type BotFixture, markdownOf, noon, openBotFixture, places } from '../e2e/bot-fixture.ts'
import { until } from '../e2e/shown.ts'
import { madFrame } from './frames.ts'
import { openTcpProxy, type TcpProxy } from './tcp-proxy.ts'

const { timezone, today } = noon()
const [slackReader, discordReader] = ['U0ROBIN0001', '1100000000000000030']

/** The number of frames of each kind that are sent to a bot. */
const framesOfEach = 300

/** In megabytes: far more than a bot needs, far less than all injected frames together. */
const growthMax = 150

test.concurrent('whatever comes over the socket of Slack, the bot stays, and answers the next reader', async (context) => {
  const { expect } = context
  const fixture = await openBotFixture(context)
  const relay = await openTcpProxy(fixture.slack.apiUrl)
  context.onTestFinished(() => relay.close())
  const bot = await startedOver(fixture, 'slack', { SLACK_API_URL: relay.url })
  const ask = () =>
    fixture.slack.command({ user: slackReader, channel: places.slack, command: '/digest', text: 'alpha' })
  const answers = () => fixture.slack.state.messages(places.slack).filter(({ ephemeralFor }) => ephemeralFor).length
  await heard(ask, expect)
  await until(fixture.slack.state, () => answers() > 0)
  await heard(() => useSlack(fixture), expect)

  const envelopes = relay.frames.filter((frame) => frame.includes('envelope_id'))
  expect(new Set(envelopes.map((frame) => JSON.parse(frame).type))).toEqual(new Set(['slash_commands', 'interactive']))
  await bear(bot, relay, madFrame(envelopes, ['response_url']), expect)
  // Frames that were none.
  for (const frame of ['', 'null', '[]', '{', '"', '\u{0}', `${'['.repeat(5000)}`, '{"type":"hello"}'])
    relay.slip(frame)

  const before = answers()
  await heard(ask, expect)
  await until(fixture.slack.state, () => answers() > before)
  await expectWell(bot, expect)
})

test.concurrent('whatever comes over the gateway of Discord, the bot stays, and answers the next reader', async (context) => {
  const { expect } = context
  const fixture = await openBotFixture(context)
  const relay = await openTcpProxy(fixture.discord.apiUrl)
  context.onTestFinished(() => relay.close())
  const bot = await startedOver(fixture, 'discord', { DISCORD_API_URL: relay.url })
  const ask = () =>
    fixture.discord.command({
      user: discordReader,
      channelId: places.discord,
      name: 'digest',
      options: [{ type: 3, name: 'about', value: 'alpha' }],
    })
  await heard(ask, expect)
  await heard(() => useDiscord(fixture), expect)

  const interactions = relay.frames.filter((frame) => frame.includes('INTERACTION_CREATE'))
  expect(interactions.length).toBeGreaterThan(1)
  await bear(bot, relay, madFrame(interactions, ['op', 't', 's', 'd']), expect)
  for (const frame of ['', 'null', '[]', '{', '"', '{"op":99}', '{"op":0,"t":"NOBODY_KNOWS","s":null,"d":[]}'])
    relay.slip(frame)

  await heard(ask, expect)
  await expectWell(bot, expect)
})

/** A bot on one platform that has posted today's digest. */
async function startedOver(
  fixture: BotFixture,
  platform: 'slack' | 'discord',
  by: Record<string, string>,
): Promise<Bot> {
  const others = platform === 'slack' ? { DISCORD_TOKEN: '' } : { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' }
  await fixture.configure({ name: 'team', platform, channel: places[platform], timezone, at: '06:00' })
  await fixture.publish(today, markdownOf('Monday', 'Alpha'))
  const bot = fixture.start({ ...others, ...by })
  await bot.logged('posted', { part: 'observation' })
  return bot
}

/**
 * A reader acts, and acts again if the bot was connecting anew just then: one that a busy machine keeps waiting for five
 * seconds gives up a connection whose pong lies there unread.
 */
async function heard(act: () => Promise<unknown>, expect: ExpectStatic): Promise<void> {
  await expect.poll(() => act().then(() => 'heard', String)).toBe('heard')
}

/** A reader chooses a takeaway. */
async function useSlack(fixture: BotFixture): Promise<void> {
  const messages = fixture.slack.state.messages(places.slack)
  const control = JSON.stringify(messages.map(({ blocks }) => blocks)).match(/mp:discuss:[^"]+/)?.[0] ?? ''
  const message = messages.find(({ blocks }) => JSON.stringify(blocks)?.includes(control))
  const block = message?.blocks?.find((each) => JSON.stringify(each).includes(control)) as { block_id: string }
  await fixture.slack.act({
    user: slackReader,
    channel: places.slack,
    ts: message?.ts ?? '',
    blockId: block.block_id,
    actionId: control,
    value: '1',
  })
}

async function useDiscord(fixture: BotFixture): Promise<void> {
  const message = fixture.discord.state
    .messages(places.discord)
    .find(({ components }) => JSON.stringify(components).includes('mp:discuss:'))
  const customId = JSON.stringify(message?.components).match(/mp:discuss:[^"]+/)?.[0] ?? ''
  await fixture.discord.act({
    user: discordReader,
    channelId: places.discord,
    messageId: message?.id ?? '',
    customId,
    values: ['1'],
  })
}

/** Injects many frames, slowly enough for the bot to process each. */
async function bear(bot: Bot, relay: TcpProxy, frame: fc.Arbitrary<string>, expect: ExpectStatic): Promise<void> {
  const before = megabytes(bot)
  for (const each of fc.sample(frame, framesOfEach)) {
    relay.slip(each)
    await wait(5)
  }
  expect(megabytes(bot) - before).toBeLessThan(growthMax)
}

/** Still running, with no unexpected error in its log. */
async function expectWell(bot: Bot, expect: ExpectStatic): Promise<void> {
  expect(bot.stderr).toBe('')
  expect(bot.lines.filter(({ msg }) => msg === 'unhandled rejection')).toEqual([])
  expect(await bot.stop()).toEqual({ code: 0, signal: null })
}

/** What the process holds in memory. */
function megabytes({ pid }: Bot): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
}
